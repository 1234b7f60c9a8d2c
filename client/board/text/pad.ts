import type { TextualShape } from "../../../shared/board/shape.ts";
import type { TextBinding, TextEdit } from "./binding.ts";
import type { FieldEvents } from "./field.ts";
import type { FormatAct, FormatState } from "./format.ts";

/** An element in which a text is edited, with what binds it to the document. A session has one at a time. */
export interface Pad {
  readonly element: HTMLElement;
  readonly binding: TextBinding;
  /** Stands where the shape's text is painted, with this CSS. */
  stand(shape: TextualShape, style: Partial<CSSStyleDeclaration>): void;
  focus(): void;
  /** Puts the selection between these letters. */
  select(start: number, end: number, direction?: "forward" | "backward" | "none"): void;
  /** The selection, in letters. */
  selection(): { start: number; end: number; direction: "forward" | "backward" | "none" };
  /** Formats the selection. A plain pad has none of these. */
  readonly format?: PadFormat;
  destroy(): void;
}

/** The formatting of a pad that shows it. */
export interface PadFormat {
  state(): FormatState;
  act(act: FormatAct): void;
  /** Formats the letters from one to another, whatever is selected. */
  actOn(act: FormatAct, from: number, to: number): void;
  /** Does what the letters before a place in the text mean, as in Markdown. Returns whether they mean anything. */
  shorten(index: number): boolean;
  /** Puts formatted HTML in the place of the selection. Returns whether there was anything to take of it. */
  paste(html: string): boolean;
  /** Puts letters in the place of the selection. */
  replace(letters: string): void;
  /** Takes a key that has a meaning in lists. */
  onKey(event: KeyboardEvent): boolean;
}

/** The session's side of a pad. */
export interface PadEvents extends FieldEvents {
  onAct(act: FormatAct): void;
  /** Formatted text was pasted into a plain field; `letters`: its words. */
  onPasted(html: string, letters: string): void;
  /** Wraps an edit of letters in a transaction; `after`: the letters of the field once it is done. */
  write(change: () => void, edit: TextEdit, after: string): void;
  /** Wraps a change of formatting in one: a step of undo of its own. */
  writeFormat(change: () => void): void;
  /** The edits of others, or my own undo, are in the field. */
  onSync(): void;
  /** The formatting at the selection may be another one. */
  onFormat(): void;
}
