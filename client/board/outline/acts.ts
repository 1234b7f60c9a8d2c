/** The acts of a user at a row of the outline: going to its shape, writing in it, deleting it. */

import { folded } from "../../ui/folded.ts";
import { boardWords } from "../../words/board-words.ts";
import { outlineWords } from "../../words/outline-words.ts";
import { deleteSelection } from "../commands/edit.ts";
import type { Editor } from "../editor.ts";
import { reveal } from "../view.ts";
import { travelTo } from "../ways/glide.ts";
import { lineOf } from "./labels.ts";
import type { Branch, OutlineModel, Row } from "./model.ts";
import { wordsToRename } from "./rename.ts";

/** Selects the shape of a row and brings it into view: by a journey, or as far as needed. */
export function goToShape(editor: Editor, row: Row, travels: boolean): void {
  if (row.kind !== "shape" || !editor.scene.has(row.id)) return;
  if (editor.hand.tool.get() !== "select") editor.take("select");
  editor.selection.set([row.id]);
  const box = editor.scene.boxOf(row.id);
  if (box === undefined) return;
  if (travels) travelTo(editor, box);
  else reveal(editor, box);
}

/** Says why the shape of a row cannot be changed; null: it can. */
export function refusalOf(editor: Editor, row: Row): string | null {
  if (editor.readOnly.get()) return outlineWords.readOnly;
  return editor.scene.get(row.id)?.locked === true ? outlineWords.isLocked : null;
}

/** The way in which the words of a row are written: in the row itself, or on the board; null: in none. */
export function writingOf(editor: Editor, row: Row, inPlace: boolean): "here" | "board" | null {
  if (row.kind !== "shape" || refusalOf(editor, row) !== null) return null;
  const shape = editor.scene.get(row.id);
  if (shape === undefined || shape.type === "ink" || shape.type === "polyline") return null;
  if (shape.type === "frame" || shape.type === "image") return "here";
  return inPlace && wordsToRename(shape) !== null ? "here" : "board";
}

/** Deletes the shape of a row, with all that lies in it. */
export function removeShape(editor: Editor, row: Row): void {
  if (row.kind !== "shape" || refusalOf(editor, row) !== null) return;
  editor.selection.set([row.id]);
  deleteSelection(editor);
}

/** The words of a row as typed letters are compared with them. */
export function typedName(editor: Editor, model: OutlineModel, row: Row): string {
  if (row.kind === "branch") return folded(outlineWords.branches[row.id as Branch]);
  if (row.kind === "thread") return folded(model.threadOf(row)?.by ?? "");
  const shape = editor.scene.get(row.id);
  return shape === undefined ? "" : folded(lineOf(shape) || boardWords.shapes[shape.type]);
}
