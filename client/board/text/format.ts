import type { List, Look } from "../../../shared/board/draw/runs.ts";
import type { Color } from "../../../shared/board/style.ts";
import type { ReadableStore } from "../../ui/store.ts";

/** The looks of letters that are on or off, by the attributes that say so. */
export const FLAGS = ["bold", "italic", "underline", "strike", "code"] as const;
export type Flag = (typeof FLAGS)[number];

/** A change of a text's formatting, at the selection. */
export type FormatAct =
  | { readonly kind: "flag"; readonly flag: Flag }
  | { readonly kind: "color"; readonly color: Color | null }
  | { readonly kind: "link"; readonly link: string | null }
  | { readonly kind: "list"; readonly list: List }
  | { readonly kind: "indent"; readonly by: 1 | -1 };

/** The formatting at the selection. */
export interface FormatState {
  readonly look: Look;
  /** The list of the line in which the selection begins. */
  readonly list: List | null;
  /** Are there letters that a link could be put on? */
  readonly hasSelection: boolean;
}

export const NO_FORMAT: FormatState = { look: {}, list: null, hasSelection: false };

/** The formatting of the text that is being edited, for its keys and its bar. */
export interface Formatting {
  readonly state: ReadableStore<FormatState>;
  act(act: FormatAct): void;
  /** Shows where an address is written for a link. */
  readonly asksLink: ReadableStore<boolean>;
  askLink(asks: boolean): void;
  /** Gives the focus back to the text. */
  focus(): void;
}

const LETTERS: Readonly<Record<string, Flag>> = {
  b: "bold",
  i: "italic",
  u: "underline",
  e: "code",
};

const LISTS: Readonly<Record<string, List>> = {
  Digit7: "ordered",
  Digit8: "bullet",
  Digit9: "unchecked",
};

/** Finds what a key means for the formatting of a text; `link` asks for an address. */
export function formatKey(event: KeyboardEvent): FormatAct | "link" | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (event.shiftKey) {
    const list = LISTS[event.code];
    if (list !== undefined) return { kind: "list", list };
    return key === "x" ? { kind: "flag", flag: "strike" } : null;
  }
  if (key === "k") return "link";
  const flag = LETTERS[key];
  return flag === undefined ? null : { kind: "flag", flag };
}
