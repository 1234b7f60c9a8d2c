/** Lists: the marks of their lines, and how far these stand in. They know no paper. */
import { type LineLook, type List, MAX_INDENT } from "./runs.ts";

/** The mark before a line of a list. */
export interface ListMark {
  readonly list: List;
  readonly indent: number;
  /** The number or letter before a line of an ordered list; otherwise empty. */
  readonly label: string;
}

/** How far each level of a list stands in, in font sizes. */
const STEP = 1.5;

/** A list takes no more than this share of its frame from its letters. */
const MOST_ROOM = 0.5;

/** Returns the room before the letters of a line, in board units. */
export function hangOf({ indent }: LineLook, size: number, maxWidth: number | null): number {
  const hang = (indent + 1) * STEP * size;
  return maxWidth === null ? hang : Math.min(hang, maxWidth * MOST_ROOM);
}

/** Counts the lines of the lists of one text, from its first line to its last. */
export class ListCounter {
  /** The number of the last ordered line at each level. */
  readonly #counts: number[] = new Array(MAX_INDENT + 1).fill(0);

  /** Returns the mark of the next line; `null` outside of lists. */
  next(line: LineLook | null): ListMark | null {
    if (line === null) {
      this.#counts.fill(0);
      return null;
    }
    const { list, indent } = line;
    // A deeper list between two lines does not part them; another kind of list does.
    this.#counts.fill(0, indent + 1);
    if (list !== "ordered") {
      this.#counts[indent] = 0;
      return { list, indent, label: "" };
    }
    const count = (this.#counts[indent] ?? 0) + 1;
    this.#counts[indent] = count;
    return { list, indent, label: `${labelOf(count, indent)}.` };
  }
}

/** Numbers, then letters, then Roman numerals, and so on from level to level. */
function labelOf(count: number, indent: number): string {
  if (indent % 3 === 1) return lettersFor(count);
  return indent % 3 === 2 ? romanFor(count) : String(count);
}

function lettersFor(count: number): string {
  let letters = "";
  for (let left = count; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(97 + ((left - 1) % 26)) + letters;
  }
  return letters;
}

const ROMAN = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
] as const;

/** Roman numerals grow long: from there on numbers are numbers. */
const MOST_ROMAN = 3999;

function romanFor(count: number): string {
  if (count > MOST_ROMAN) return String(count);
  let roman = "";
  let left = count;
  for (const [value, letters] of ROMAN) {
    while (left >= value) {
      roman += letters;
      left -= value;
    }
  }
  return roman;
}

/** Is it a line with a box to check? */
export function isCheckBox(list: List): boolean {
  return list === "checked" || list === "unchecked";
}

/** A box in font sizes, from the edge at which the letters of its line begin and from the middle of the line. */
export interface MarkPlace {
  /** From the letters to the far side of the mark. */
  readonly reach: number;
  readonly size: number;
  readonly corner: number;
}

/** Bullets are discs, rings and squares, level by level. */
export const BULLET: MarkPlace = { reach: 0.9, size: 0.32, corner: 0.16 };
export const SQUARE: MarkPlace = { reach: 0.9, size: 0.28, corner: 0 };
export const CHECK_BOX: MarkPlace = { reach: 1.3, size: 0.86, corner: 0.18 };

/** The space between a number and its line, in font sizes. */
export const LABEL_GAP = 0.4;

/** The width of the lines of rings, check boxes and checks, in font sizes. */
export const MARK_LINE = 0.085;

/** Returns the place of the mark of a list that is no number. */
export function markPlace({ list, indent }: Pick<ListMark, "list" | "indent">): MarkPlace {
  if (isCheckBox(list)) return CHECK_BOX;
  return indent % 3 === 2 ? SQUARE : BULLET;
}
