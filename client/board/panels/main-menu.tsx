/** The main menu: every command of the board, by sections. */
import {
  BoxSelect,
  Clipboard,
  Download,
  Eye,
  FolderOpen,
  House,
  LayoutGrid,
  type LucideIcon,
  Pencil,
} from "lucide-react";
import { useState } from "react";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { boardWords } from "../../words/board-words.ts";
import { roomWords } from "../../words/room-words.ts";
import { words } from "../../words/words.ts";
import type { Command, CommandGroup } from "../commands/command.ts";
import type { Editor } from "../editor.ts";
import { commandItem } from "./command-button.tsx";
import { backItem } from "./menu-sections.ts";

/** The sections that stand behind an entry each, in order. Those of other groups stand in the menu itself. */
const LEADS: readonly (readonly [CommandGroup, LucideIcon])[] = [
  ["files", FolderOpen],
  ["export", Download],
  ["clipboard", Clipboard],
  ["edit", Pencil],
  ["select", BoxSelect],
  ["arrange", LayoutGrid],
  ["view", Eye],
];

/** The commands that are used most of a section: they stand in the menu itself. */
const FIRST: readonly Command["id"][] = ["find", "palette"];

/** The entries of the menu, or of the section that is open. */
export function mainSections(
  editor: Editor,
  open: CommandGroup | null,
  setOpen: (open: CommandGroup | null) => void,
  toFront: () => void,
): MenuItem[][] {
  const readOnly = editor.readOnly.get();
  const listed = editor.commands.filter(
    ({ byKey, forViewers }) => byKey !== true && (forViewers || !readOnly),
  );
  const item = (command: Command) => commandItem(editor, command);
  if (open !== null) {
    const inside = listed.filter(({ group }) => group === open);
    return [[backItem(() => setOpen(null))], inside.map(item)];
  }
  const isFirst = ({ id }: Command) => FIRST.includes(id);
  const leads = LEADS.filter(([group]) => listed.some((one) => one.group === group)).map(
    ([group, icon]): MenuItem => ({
      name: `section-${group}`,
      label: boardWords.groups[group],
      icon,
      leads: "on",
      run: () => setOpen(group),
    }),
  );
  const rest = new Map<CommandGroup, MenuItem[]>();
  for (const command of listed) {
    if (isFirst(command) || LEADS.some(([group]) => group === command.group)) continue;
    rest.set(command.group, [...(rest.get(command.group) ?? []), item(command)]);
  }
  const front = { name: "front", label: words.room.front, icon: House, run: toFront };
  return [listed.filter(isFirst).map(item), leads, ...rest.values(), [front]];
}

/** The menu, which goes on into its sections and back. */
export function MainMenu({ editor, onChoose }: { editor: Editor; onChoose: () => void }) {
  const [open, setOpen] = useState<CommandGroup | null>(null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the menu within has the role
    <div
      onKeyDown={(event) => {
        const { target } = event;
        const leads = target instanceof HTMLElement && target.ariaHasPopup === "menu";
        if (event.key === "ArrowRight" && leads) target.click();
        else if (event.key === "ArrowLeft") setOpen(null);
      }}
    >
      <Menu
        key={open}
        label={open === null ? roomWords.mainMenu : boardWords.groups[open]}
        sections={mainSections(editor, open, setOpen, () => location.assign("/"))}
        onChoose={onChoose}
      />
    </div>
  );
}
