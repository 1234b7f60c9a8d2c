import type { List } from "../../../shared/board/draw/runs.ts";
import type { Flag } from "./format.ts";

/** A meaning of the letters before the caret, as in Markdown. Indices are from the start of the line. */
export type Shortcut =
  | { readonly kind: "list"; readonly list: List; readonly length: number }
  | {
      readonly kind: "look";
      readonly flag: Flag;
      /** Where the first mark begins, and how long each of the two is. */
      readonly start: number;
      readonly mark: number;
    };

const LISTS: readonly (readonly [RegExp, List])[] = [
  [/^[-*+] $/, "bullet"],
  [/^1[.)] $/, "ordered"],
  [/^\[ ?\] $/, "unchecked"],
  [/^\[[xX]\] $/, "checked"],
];

/** Each ends in its second mark. A Latin letter right before a single one means that it is none, as in 2*3*4. */
const LOOKS: readonly (readonly [RegExp, Flag, number])[] = [
  [/(?<!\*)\*\*[^\s*](?:[^*]*[^\s*])?\*\*$/u, "bold", 2],
  [/(?<![*\w])\*[^\s*](?:[^*]*[^\s*])?\*$/u, "italic", 1],
  [/(?<!~)~~[^\s~](?:[^~]*[^\s~])?~~$/u, "strike", 2],
  [/(?<![`\w])`[^`]+`$/u, "code", 1],
];

/** Finds what the letters of a line up to the caret mean; `null`: themselves. */
export function shortcutIn(before: string): Shortcut | null {
  for (const [sign, list] of LISTS) {
    if (sign.test(before)) return { kind: "list", list, length: before.length };
  }
  for (const [sign, flag, mark] of LOOKS) {
    const found = sign.exec(before);
    if (found !== null) return { kind: "look", flag, start: found.index, mark };
  }
  return null;
}
