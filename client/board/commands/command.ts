/** A command: something that a user can do, in one place for keys, buttons, menus and the palette. */
import type { LucideIcon } from "lucide-react";
import type { Chord } from "../../ui/chords.ts";
import type { BoardWords } from "../../words/board-words.ts";
import type { Editor } from "../editor.ts";

/** The name of a command, which is also the key of its words. */
export type CommandId = keyof BoardWords["commands"];

/** The sections in which commands are listed. */
export type CommandGroup =
  | "tools"
  | "clipboard"
  | "files"
  | "export"
  | "edit"
  | "select"
  | "arrange"
  | "view"
  | "share"
  | "help";

/** The parts of a menu that are behind an entry. */
export type Submenu = keyof BoardWords["submenus"];

export interface Command {
  readonly id: CommandId;
  readonly group: CommandGroup;
  /** The first chord is the one that is shown. */
  readonly keys?: readonly Chord[];
  readonly icon?: LucideIcon;
  /** It changes nothing in the room, so viewers have it, too. */
  readonly forViewers?: true;
  /** The browser knows its keys, and an event of its own does it: the board leaves them alone. */
  readonly byBrowser?: true;
  /** It means something as a key only: no menu lists it. */
  readonly byKey?: true;
  /** The menu at the pointer that lists it: that of selected shapes, that of the board, or both. */
  readonly menu?: "shapes" | "board" | "both";
  /** It is for one kind of shape: the menu leaves it out where it can do nothing. */
  readonly rare?: true;
  /** The part of that menu in which it stands, behind one entry. */
  readonly submenu?: Submenu;
  /** Can it do anything now? It can always if this is left out. */
  can?(editor: Editor): boolean;
  /** Is it on? A command that switches nothing leaves this out. */
  isOn?(editor: Editor): boolean;
  /** Does it. `chord` is the one that was pressed; there is none when a menu or button calls it. */
  run(editor: Editor, chord?: Chord): void | Promise<void>;
}

/** Says whether the user may and can do it now. */
export function isAvailable(command: Command, editor: Editor): boolean {
  if (editor.readOnly.get() && !command.forViewers) return false;
  return command.can?.(editor) ?? true;
}
