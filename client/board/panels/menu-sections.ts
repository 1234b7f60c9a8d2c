/** The entries of the menu at the pointer, in sections. */
import {
  AlignHorizontalSpaceAround,
  AlignStartVertical,
  ChevronLeft,
  Layers,
  type LucideIcon,
} from "lucide-react";
import type { MenuItem } from "../../ui/menu.tsx";
import { boardWords } from "../../words/board-words.ts";
import { type Command, type CommandGroup, isAvailable, type Submenu } from "../commands/command.ts";
import type { Editor } from "../editor.ts";
import { commandItem } from "./command-button.tsx";

/** The entries that lead to a part of the menu. */
const LEADS: Readonly<Record<Submenu, LucideIcon>> = {
  order: Layers,
  align: AlignStartVertical,
  distribute: AlignHorizontalSpaceAround,
};

/** The commands for what is selected that can do something now, or those for the board. */
function commandsFor(editor: Editor): readonly Command[] {
  const readOnly = editor.readOnly.get();
  const allowed = editor.commands.filter(
    (command) =>
      (command.forViewers || !readOnly) && (!command.rare || isAvailable(command, editor)),
  );
  const forShapes = allowed.filter(({ menu }) => menu === "shapes" || menu === "both");
  if (editor.selection.get().length === 0 || forShapes.length === 0) {
    return allowed.filter(({ menu }) => menu === "board" || menu === "both");
  }
  return forShapes.filter((command) => isAvailable(command, editor));
}

/** The entry that leads back from a part of a menu. */
export function backItem(run: () => void): MenuItem {
  return { name: "back", label: boardWords.menu.back, icon: ChevronLeft, leads: "back", run };
}

/** The entries in sections: those of a submenu that is open, or all others and one for each submenu. */
export function sectionsOf(
  editor: Editor,
  open: Submenu | null,
  setOpen: (open: Submenu | null) => void,
): MenuItem[][] {
  const listed = commandsFor(editor);
  if (open !== null) {
    const inside = listed.filter(({ submenu }) => submenu === open);
    return [[backItem(() => setOpen(null))], inside.map((command) => commandItem(editor, command))];
  }
  const sections = new Map<CommandGroup, MenuItem[]>();
  for (const command of listed) {
    const section = sections.get(command.group) ?? [];
    sections.set(command.group, section);
    const { submenu } = command;
    if (submenu === undefined) section.push(commandItem(editor, command));
    else if (!section.some(({ name }) => name === submenu)) {
      section.push({
        name: submenu,
        label: boardWords.submenus[submenu],
        icon: LEADS[submenu],
        leads: "on",
        run: () => setOpen(submenu),
      });
    }
  }
  return [...sections.values()];
}
