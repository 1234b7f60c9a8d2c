/** Makes shapes of pasted text: a text, notes for a list, boxes for a table. */
import type { Run } from "../../../shared/board/draw/runs.ts";
import { changeForWords } from "../../../shared/board/draw/shape-text.ts";
import { fittedSize } from "../../../shared/board/kinds/text.ts";
import { orderKeysAbove } from "../../../shared/board/order.ts";
import { type Clipping, clippingFrom } from "../../../shared/board/read-clipping.ts";
import { plainFields } from "../../../shared/board/record.ts";
import {
  hasText,
  type Point,
  readShape,
  type ShapeType,
  type Size,
} from "../../../shared/board/shape.ts";
import { MAX_SHAPE_TEXT } from "../../../shared/limits.ts";
import type { Editor } from "../editor.ts";
import { newShape } from "../new-shape.ts";
import type { Meant } from "./parse-text.ts";

/** Notes of a list, and cells of a table, that are made at most. */
export const MOST_NOTES = 500;
export const MOST_CELLS = 2_000;

/** A note's side, the gap between two, and how many stand in a row, in board units. */
const NOTE_SIDE = 200;
const NOTE_GAP = 20;
const MOST_IN_ROW = 8;

/** The width at which a pasted text wraps, in board units: about 70 letters of the usual size. */
const COLUMN = 640;

/** The least and greatest width of a table's column, the air beside its words, and a row's least height. */
const LEAST_CELL = 80;
const MOST_CELL = 280;
const CELL_AIR = 24;
const ROW_HEIGHT = 44;

/** One shape to be: its type, its place, its words, and what else it has. */
interface Made {
  readonly type: ShapeType;
  readonly xy: Point;
  readonly size: Size;
  /** Plain, or as steps of a delta. */
  readonly text: string | readonly object[];
  readonly rest?: Readonly<Record<string, unknown>>;
}

/** Makes the shapes of a text as it is meant; `"too-large"`: they would be too many, or one would have too many letters. */
export function clippingOfText(
  editor: Editor,
  meant: Exclude<Meant, { kind: "nothing" }>,
): Clipping | "too-large" {
  const made = shapesOf(editor, meant);
  if (made === null || made.some(({ text }) => isTooLong(text))) return "too-large";
  const keys = orderKeysAbove(null, made.length);
  const list = made.map(({ type, xy, size, text, rest }, at) => {
    const { id, ...fields } = newShape(editor, type, `${at}`, { xy, size });
    return [id, { ...fields, text, z: keys[at], ...rest }] as const;
  });
  const clipping = clippingFrom(list);
  if (typeof clipping === "string") throw new Error(`got shapes of a text: ${clipping}`);
  return clipping;
}

/** Has a plain text too many letters? Formatted ones are refused before they are made. */
function isTooLong(text: Made["text"]): boolean {
  return typeof text === "string" && text.length > MAX_SHAPE_TEXT;
}

function shapesOf(editor: Editor, meant: Exclude<Meant, { kind: "nothing" }>): Made[] | null {
  switch (meant.kind) {
    case "list":
      return meant.items.length > MOST_NOTES ? null : notesOf(editor, meant.items);
    case "table":
      return meant.rows.flat().length > MOST_CELLS ? null : boxesOf(editor, meant.rows);
    case "formatted":
      return meant.length > MAX_SHAPE_TEXT ? null : [textOf(editor, meant.delta, meant.runs)];
    case "words":
      return [textOf(editor, meant.words)];
    case "address":
      return [textOf(editor, meant.url)];
  }
}

/** A text as wide as its longest line, or as a column. */
function textOf(editor: Editor, text: Made["text"], words = text as string | readonly Run[]): Made {
  const { font, letters } = editor.me.style.get();
  // It is too long to be set in time, and is refused.
  if (isTooLong(text)) return { type: "text", xy: [0, 0], size: [0, 0], text };
  const own = fittedSize(words, font, letters, null);
  const size = own[0] > COLUMN ? fittedSize(words, font, letters, COLUMN) : own;
  return { type: "text", xy: [0, 0], size, text };
}

/** Notes in a grid that is about as wide as high, row by row. A row is as high as its longest note needs. */
function notesOf(editor: Editor, items: readonly string[]): Made[] {
  const inRow = Math.min(MOST_IN_ROW, Math.ceil(Math.sqrt(items.length)));
  const made: Made[] = [];
  let y = 0;
  for (let from = 0; from < items.length; from += inRow) {
    const row = items.slice(from, from + inRow).map((text, column) => {
      const size = roomFor(editor, "note", [NOTE_SIDE, NOTE_SIDE], text);
      return { type: "note", xy: [column * (NOTE_SIDE + NOTE_GAP), y], size, text } as const;
    });
    made.push(...row);
    y += Math.max(...row.map(({ size }) => size[1])) + NOTE_GAP;
  }
  return made;
}

/** The size of a new shape with these words in it. */
function roomFor(editor: Editor, type: ShapeType, size: Size, text: string): Size {
  if (text.length > MAX_SHAPE_TEXT) return size;
  const fields = { ...newShape(editor, type, "draft", { xy: [0, 0], size }), text };
  const shape = readShape("draft", plainFields(fields));
  if (shape === null || !hasText(shape)) throw new Error(`got no words in a ${type}`);
  return changeForWords(shape, undefined).size ?? size;
}

/** The boxes of a table, in one group: columns as wide, and rows as high, as their words need. */
function boxesOf(editor: Editor, rows: readonly (readonly string[])[]): Made[] {
  const { font, letters } = editor.me.style.get();
  const widths = (rows[0] ?? []).map((_, column) => {
    const needed = rows.map((row) => fittedSize(row[column] ?? "", font, letters, null)[0]);
    const width = Math.min(MOST_CELL, Math.max(LEAST_CELL, Math.max(...needed) + CELL_AIR));
    // A box is as wide as its longest word.
    const cells = rows.map((row) => roomFor(editor, "rectangle", [width, 0], row[column] ?? ""));
    return Math.max(...cells.map(([own]) => own));
  });
  const made: Made[] = [];
  let y = 0;
  for (const row of rows) {
    const cells = row.map((text, column) => {
      const size: Size = [widths[column] ?? LEAST_CELL, ROW_HEIGHT];
      return { text, size: [size[0], roomFor(editor, "rectangle", size, text)[1]] as const };
    });
    const height = Math.max(...cells.map(({ size }) => size[1]));
    let x = 0;
    for (const { text, size } of cells) {
      const rest = { groups: ["table"] };
      made.push({ type: "rectangle", xy: [x, y], size: [size[0], height], text, rest });
      x += size[0];
    }
    y += height;
  }
  return made;
}
