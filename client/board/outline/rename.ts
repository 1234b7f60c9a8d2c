/** The words of a shape as the outline writes them: a frame's name, an image's description, a text of one line. */
import * as Y from "yjs";
import { changeShape, giveText, shapeHasText, shapesOf } from "../../../shared/board/document.ts";
import { lettersOf } from "../../../shared/board/draw/runs.ts";
import { changeForWords } from "../../../shared/board/draw/shape-text.ts";
import { MAX_FRAME_NAME } from "../../../shared/board/kinds/frame.ts";
import { kindOf } from "../../../shared/board/kinds.ts";
import { hasText, type Shape } from "../../../shared/board/shape.ts";
import { MAX_ALT } from "../../../shared/limits.ts";
import type { Editor } from "../editor.ts";
import { minimalEdit } from "../text/binding.ts";
import { embedsOf, piecesOf, toTextIndex } from "../text/embeds.ts";

/** Longer texts, and those of several lines, are edited on the board. */
const MOST_LETTERS = 500;

/** The words that the outline can write in place, and how many they may be; null: it cannot write them. */
export function wordsToRename(shape: Shape): { words: string; most: number } | null {
  if (shape.type === "frame") return { words: shape.name, most: MAX_FRAME_NAME };
  if (shape.type === "image") return { words: shape.alt, most: MAX_ALT };
  if (!hasText(shape)) return null;
  const words = lettersOf(shape.text);
  const fits = words.length <= MOST_LETTERS && !words.includes("\n");
  return fits ? { words, most: MOST_LETTERS } : null;
}

/** Writes the words of a shape. Of a text, only the letters that differ are written: formatting stays. */
export function rename(editor: Editor, id: string, written: string): void {
  const shape = editor.scene.get(id);
  const before = shape === undefined ? null : wordsToRename(shape);
  if (shape === undefined || shape.locked || before === null) return;
  const line = written.replace(/\s+/gu, " ").trim().slice(0, before.most);
  if (line === before.words) return;
  if (shape.type === "frame") {
    editor.transact(() => changeShape(editor.doc, id, { name: line }));
    return;
  }
  if (shape.type === "image") {
    editor.transact(() => changeShape(editor.doc, id, { alt: line }));
    return;
  }
  // A text without letters is nothing that anybody could see or find.
  if (!hasText(shape) || (line === "" && kindOf(shape).words?.only === true)) return;
  const wrap = kindOf(shape).wrap?.(shape);
  editor.transact(() => {
    // Arrows and lines of before have no text yet.
    if (!shapeHasText(editor.doc, id)) giveText(editor.doc, id);
    const text: unknown = shapesOf(editor.doc).get(id)?.get("text");
    const edit = minimalEdit(before.words, line, line.length);
    if (!(text instanceof Y.Text) || edit === null) return;
    const embeds = embedsOf(text);
    const end = edit.at + edit.remove;
    for (const piece of piecesOf(embeds, edit.at, end)) text.delete(piece.at, piece.length);
    if (edit.insert !== "") text.insert(toTextIndex(embeds, edit.at), edit.insert);
    changeShape(editor.doc, id, changeForWords({ ...shape, text }, wrap));
  });
}
