/** The template of a retrospective: three columns, and notes to write on. */
import type { Color } from "../../../shared/board/style.ts";
import { box, note, type Part, words } from "./parts.ts";

const COLUMN = { width: 248, height: 536, gap: 20, top: 104 } as const;
const NOTE = 200;
const NOTES_TOP = 76;
const NOTES_GAP = 20;

/** The columns: their name, their colour, and the question on the first note. */
const COLUMNS: readonly (readonly [name: string, color: Color, question: string])[] = [
  ["Went well", "green", "What do we keep doing?"],
  ["To improve", "orange", "What slowed us down?"],
  ["Next steps", "blue", "Who does what, and by when?"],
];

/** Draws the template, its top left corner at the board's origin. */
export function retro(): Part[] {
  return [words([0, 8], "Retro", "xl"), ...COLUMNS.flatMap(column)];
}

function column([name, color, question]: (typeof COLUMNS)[number], index: number): Part[] {
  const x = index * (COLUMN.width + COLUMN.gap);
  const middle = x + (COLUMN.width - NOTE) / 2;
  const first = COLUMN.top + NOTES_TOP;
  return [
    // Hollow: a press between the notes takes no column along.
    box("rectangle", [x, COLUMN.top], [COLUMN.width, COLUMN.height], color, "", "none"),
    words([middle, COLUMN.top + 22], name, "l", color),
    note([middle, first], [NOTE, NOTE], color, question),
    note([middle, first + NOTE + NOTES_GAP], [NOTE, NOTE], color),
  ];
}
