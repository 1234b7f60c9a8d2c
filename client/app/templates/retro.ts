/** The template of a retrospective: three columns, and notes to write on. */
import type { Color } from "../../../shared/board/style.ts";
import { roomWords } from "../../words/room-words.ts";
import { box, note, type Part, text } from "./parts.ts";

const COLUMN = { width: 248, height: 536, gap: 20, top: 104 } as const;
const NOTE = 200;
const NOTES_TOP = 76;
const NOTES_GAP = 20;

/** The columns, from left to right, and their colours. */
const COLUMNS = [
  ["well", "green"],
  ["improve", "orange"],
  ["next", "blue"],
] as const satisfies readonly (readonly [string, Color])[];

/** Draws the template, its top left corner at the board's origin. */
export function retro(): Part[] {
  return [text([0, 8], roomWords.templates.retro.title, "xl"), ...COLUMNS.flatMap(column)];
}

function column([key, color]: (typeof COLUMNS)[number], index: number): Part[] {
  const { name, question } = roomWords.templates.retro[key];
  const x = index * (COLUMN.width + COLUMN.gap);
  const middle = x + (COLUMN.width - NOTE) / 2;
  const first = COLUMN.top + NOTES_TOP;
  return [
    // Hollow: a press between the notes takes no column along.
    box("rectangle", [x, COLUMN.top], [COLUMN.width, COLUMN.height], color, "", "none"),
    text([middle, COLUMN.top + 22], name, "l", color),
    note([middle, first], [NOTE, NOTE], color, question),
    note([middle, first + NOTE + NOTES_GAP], [NOTE, NOTE], color),
  ];
}
