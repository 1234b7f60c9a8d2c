/** The entries of the command palette, and which of them fit to what is typed. */
import type { MenuItem } from "../../ui/menu.tsx";
import { words } from "../../words/words.ts";
import { isAvailable } from "../commands/command.ts";
import type { Editor } from "../editor.ts";

export interface PaletteEntry extends MenuItem {
  /** The section that it is listed in elsewhere, said beside it. */
  readonly group: string;
}

/** Everything that the user can do now: the tools and the commands. */
export function paletteEntries(editor: Editor): PaletteEntry[] {
  const readOnly = editor.readOnly.get();
  const tools = editor.tools
    .filter(({ forViewers }) => forViewers || !readOnly)
    .map(({ name, icon, keys }) => ({
      name: `tool-${name}`,
      label: words.tools[name],
      group: words.groups.tools,
      icon,
      keys,
      run: () => editor.take(name),
    }));
  const commands = editor.commands
    .filter((command) => !command.byKey && command.id !== "palette" && isAvailable(command, editor))
    .map((command) => ({
      name: command.id,
      label: words.commands[command.id],
      group: words.groups[command.group],
      icon: command.icon,
      keys: command.keys,
      checked: command.isOn?.(editor),
      run: () => void command.run(editor),
    }));
  return [...tools, ...commands];
}

/** Letters without their case and accents, as people type them when they search. */
function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** How well an entry fits: 0 is best; null: not at all. */
function rank(entry: PaletteEntry, typed: readonly string[]): number | null {
  const label = folded(entry.label);
  const all = label.split(/\s+/);
  const group = folded(entry.group);
  let sum = 0;
  for (const part of typed) {
    if (label.startsWith(part)) continue;
    if (all.some((word) => word.startsWith(part))) sum += 1;
    else if (label.includes(part)) sum += 2;
    else if (group.startsWith(part)) sum += 3;
    else return null;
  }
  return sum;
}

/** The entries that fit to each word that is typed, the best first. */
export function fittingEntries(entries: readonly PaletteEntry[], query: string): PaletteEntry[] {
  const typed = folded(query).split(/\s+/).filter(Boolean);
  return entries
    .flatMap((entry) => {
      const place = rank(entry, typed);
      return place === null ? [] : [{ entry, place }];
    })
    .sort((a, b) => a.place - b.place)
    .map(({ entry }) => entry);
}
