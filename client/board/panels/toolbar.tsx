/** The tools as buttons. */
import { Ellipsis, type LucideIcon } from "lucide-react";
import { Fragment } from "react";
import { IconButton } from "../../ui/icon-button.tsx";
import { Popover } from "../../ui/popover.tsx";
import { useStore } from "../../ui/store.ts";
import { words } from "../../words/words.ts";
import type { Editor } from "../editor.ts";
import type { Shelf, ToolKind } from "../tools/tool.ts";
import type { Panel, PanelProps } from "./panel.ts";

/** The shelves between which a line stands. */
const GROUPS: readonly (readonly Shelf[])[] = [["look"], ["shapes", "lines", "draw"], ["write"]];

/** The tools. A person who may not edit sees only the tools that look. */
function Toolbar({ editor, compact }: PanelProps) {
  const readOnly = useStore(editor.readOnly);
  const kinds = editor.tools.filter(({ forViewers }) => forViewers || !readOnly);
  const inMenu = compact && !readOnly ? kinds.filter(({ inPhoneMenu }) => inPhoneMenu) : [];
  const inRow = kinds.filter((kind) => !inMenu.includes(kind));
  const groups = GROUPS.map((shelves) => inRow.filter(({ shelf }) => shelves.includes(shelf)));
  return (
    <fieldset className="island board-toolbar" aria-label="Tools">
      {groups
        .filter(({ length }) => length > 0)
        .map((group, index) => (
          <Fragment key={group[0]?.name}>
            {index > 0 && !compact ? <span className="board-separator" /> : null}
            {group.map((kind) => (
              <ToolButton key={kind.name} editor={editor} kind={kind} />
            ))}
          </Fragment>
        ))}
      {inMenu.length > 0 ? <MoreTools editor={editor} kinds={inMenu} /> : null}
    </fieldset>
  );
}

export const TOOLBAR: Panel = { name: "tools", place: "bottom", Part: Toolbar };

function ToolButton({ editor, kind }: { editor: Editor; kind: ToolKind }) {
  const { name, icon, keys } = kind;
  const pressed = useStore(editor.tool) === name;
  return (
    <IconButton
      label={words.tools[name]}
      icon={icon}
      keys={keys}
      showShortcut
      pressed={pressed}
      onClick={() => editor.take(name)}
    />
  );
}

function MoreTools({ editor, kinds }: { editor: Editor; kinds: readonly ToolKind[] }) {
  const tool = useStore(editor.tool);
  const inHand = kinds.find(({ name }) => name === tool);
  const Icon = inHand?.icon ?? Ellipsis;
  const fit = editor.commandOf("zoomToFit");
  return (
    <Popover
      label="More tools"
      className="board-menu"
      side="top"
      trigger={(trigger) => (
        <button
          {...trigger}
          type="button"
          className={inHand === undefined ? "icon-button" : "icon-button board-in-hand"}
          aria-label={inHand === undefined ? "More" : `More, ${words.tools[inHand.name]} in use`}
        >
          <Icon size={20} strokeWidth={1.75} aria-hidden />
        </button>
      )}
    >
      {(close) => (
        <>
          {kinds.map(({ name, icon }) => (
            <MenuButton
              key={name}
              label={words.tools[name]}
              icon={icon}
              onClick={() => {
                close();
                editor.take(name);
              }}
            />
          ))}
          <span className="board-menu-line" />
          <MenuButton
            label={words.commands.zoomToFit}
            icon={fit.icon ?? Ellipsis}
            onClick={() => {
              close();
              void fit.run(editor);
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
