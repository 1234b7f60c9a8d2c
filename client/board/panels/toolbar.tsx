import { Ellipsis, type LucideIcon, Scan } from "lucide-react";
import { Fragment } from "react";
import { IconButton } from "../../ui/icon-button.tsx";
import { Popover } from "../../ui/popover.tsx";
import { useStore } from "../../ui/store.ts";
import type { Editor } from "../editor.ts";
import type { ToolName } from "../tools/tool.ts";
import { zoomToFit } from "../view.ts";
import { GROUPS, IN_MENU, LOOKING, ON_PHONES, TOOL_BUTTONS } from "./tool-buttons.ts";

/** The tools. A person who may not edit sees only the tools that look. */
export function Toolbar({ editor, compact }: { editor: Editor; compact: boolean }) {
  const readOnly = useStore(editor.readOnly);
  const groups = readOnly ? [LOOKING] : compact ? [ON_PHONES] : GROUPS;
  return (
    <fieldset className="island board-toolbar" aria-label="Tools">
      {groups.map((names, index) => (
        <Fragment key={names[0]}>
          {index > 0 ? <span className="board-separator" /> : null}
          {names.map((name) => (
            <ToolButton key={name} editor={editor} name={name} />
          ))}
        </Fragment>
      ))}
      {compact && !readOnly ? <MoreTools editor={editor} /> : null}
    </fieldset>
  );
}

function ToolButton({ editor, name }: { editor: Editor; name: ToolName }) {
  const { label, icon, shortcut } = TOOL_BUTTONS[name];
  const pressed = useStore(editor.tool) === name;
  return (
    <IconButton
      label={label}
      icon={icon}
      shortcut={shortcut}
      showShortcut
      pressed={pressed}
      onClick={() => editor.take(name)}
    />
  );
}

function MoreTools({ editor }: { editor: Editor }) {
  const tool = useStore(editor.tool);
  const inHand = IN_MENU.includes(tool) ? TOOL_BUTTONS[tool] : null;
  const Icon = inHand?.icon ?? Ellipsis;
  return (
    <Popover
      label="More tools"
      className="board-menu"
      side="top"
      trigger={(trigger) => (
        <button
          {...trigger}
          type="button"
          className={inHand === null ? "icon-button" : "icon-button board-in-hand"}
          aria-label={inHand === null ? "More" : `More, ${inHand.label} in use`}
        >
          <Icon size={20} strokeWidth={1.75} aria-hidden />
        </button>
      )}
    >
      {(close) => (
        <>
          {IN_MENU.map((name) => (
            <MenuButton
              key={name}
              label={TOOL_BUTTONS[name].label}
              icon={TOOL_BUTTONS[name].icon}
              onClick={() => {
                close();
                editor.take(name);
              }}
            />
          ))}
          <span className="board-menu-line" />
          <MenuButton
            label="Zoom to fit"
            icon={Scan}
            onClick={() => {
              close();
              zoomToFit(editor);
            }}
          />
        </>
      )}
    </Popover>
  );
}

interface MenuButtonProps {
  label: string;
  icon: LucideIcon;
  onClick(): void;
}

function MenuButton({ label, icon: Icon, onClick }: MenuButtonProps) {
  return (
    <button type="button" onClick={onClick}>
      <Icon size={20} strokeWidth={1.75} aria-hidden />
      {label}
    </button>
  );
}
