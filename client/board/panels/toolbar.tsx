/** The tools as buttons. */
import { Ellipsis } from "lucide-react";
import { Fragment } from "react";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { Popover } from "../../ui/popover.tsx";
import type { KeptValues } from "../../ui/storage.ts";
import { useStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import { isAvailable } from "../commands/command.ts";
import type { Editor } from "../editor.ts";
import { type Shelf, type ToolKind, toolsOf } from "../tools/tool.ts";
import { CommandButton, commandItem } from "./command-button.tsx";
import { Flyout } from "./flyout.tsx";
import type { Panel, PanelProps } from "./panel.ts";
import "./toolbar.css";

/** The shelves between which a line stands. */
const GROUPS: readonly (readonly Shelf[])[] = [["look"], ["shapes", "lines", "draw"], ["write"]];

/** The shelves whose tools share one button. */
const SHARED: readonly Shelf[] = ["shapes", "lines"];

/** The tools. A person who may not edit sees only those that change nothing. */
function Toolbar({ editor, compact, kept }: PanelProps) {
  const readOnly = useStore(editor.readOnly);
  const locked = useStore(editor.hand.toolLock);
  useStore(editor.commenting);
  const kinds = toolsOf(editor);
  const inMenu = compact && !readOnly ? kinds.filter(({ inPhoneMenu }) => inPhoneMenu) : [];
  const inRow = kinds.filter((kind) => !inMenu.includes(kind));
  const groups = GROUPS.map((shelves) =>
    shelves.flatMap((shelf) => buttonsOf(shelf, inRow)),
  ).filter(({ length }) => length > 0);
  return (
    <fieldset className="island board-toolbar" aria-label={boardWords.toolbar.tools}>
      {groups.map((buttons, index) => (
        <Fragment key={buttons[0]?.[0]?.name}>
          {index > 0 && !compact ? <span className="board-separator" /> : null}
          {buttons.map((tools) => (
            <ToolsButton
              key={tools[0]?.name}
              editor={editor}
              tools={tools}
              compact={compact}
              kept={kept}
            />
          ))}
        </Fragment>
      ))}
      {locked && !compact ? (
        <>
          <span className="board-separator" />
          <CommandButton editor={editor} id="toolLock" pressed className="board-tool-lock" />
        </>
      ) : null}
      {inMenu.length > 0 ? <MoreTools editor={editor} kinds={inMenu} /> : null}
    </fieldset>
  );
}

export const TOOLBAR: Panel = { name: "tools", place: "bottom", Part: Toolbar };

/** The tools of each button on a shelf: one each, or all on one. */
function buttonsOf(shelf: Shelf, kinds: readonly ToolKind[]): (readonly ToolKind[])[] {
  const tools = kinds.filter((kind) => kind.shelf === shelf);
  if (tools.length > 1 && SHARED.includes(shelf)) return [tools];
  return tools.map((kind) => [kind]);
}

interface ToolsButtonProps {
  editor: Editor;
  tools: readonly ToolKind[];
  compact: boolean;
  kept: KeptValues;
}

function ToolsButton({ editor, tools, compact, kept }: ToolsButtonProps) {
  const [kind, second] = tools;
  const inHand = useStore(editor.hand.tool);
  if (kind === undefined) return null;
  if (second !== undefined) {
    return <Flyout editor={editor} tools={tools} compact={compact} kept={kept} />;
  }
  return (
    <IconButton
      label={boardWords.tools[kind.name]}
      icon={kind.icon}
      keys={kind.keys}
      showShortcut
      pressed={kind.name === inHand}
      onClick={() => editor.take(kind.name)}
    />
  );
}

/** On a phone: the tools that the row has no room for, and the commands of the board. */
function MoreTools({ editor, kinds }: { editor: Editor; kinds: readonly ToolKind[] }) {
  const tool = useStore(editor.hand.tool);
  const inHand = kinds.find(({ name }) => name === tool);
  const Icon = inHand?.icon ?? Ellipsis;
  const label =
    inHand === undefined
      ? boardWords.toolbar.more
      : boardWords.toolbar.moreInUse(boardWords.tools[inHand.name]);
  return (
    <Popover
      label={boardWords.toolbar.moreTools}
      className="board-menu"
      side="top"
      trigger={(trigger) => (
        <button
          {...trigger}
          type="button"
          className={inHand === undefined ? "icon-button" : "icon-button board-in-hand"}
          aria-label={label}
        >
          <Icon size={20} strokeWidth={1.75} aria-hidden />
        </button>
      )}
    >
      {(close) => (
        <Menu
          label={boardWords.toolbar.moreTools}
          onChoose={close}
          sections={[
            kinds.map(({ name, icon }) => ({
              name,
              label: boardWords.tools[name],
              icon,
              checked: name === tool,
              run: () => editor.take(name),
            })),
            editor.commands
              .filter((command) => command.menu === "board" && isAvailable(command, editor))
              .map((command) => commandItem(editor, command)),
          ]}
        />
      )}
    </Popover>
  );
}
