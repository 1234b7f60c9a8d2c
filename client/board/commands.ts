import { generateNKeysBetween } from "fractional-indexing";
import { changeShape, deleteShapes, type ShapeChange } from "../../shared/board/document.ts";
import { compareOrder, orderKeysAbove } from "../../shared/board/order.ts";
import { hasText, type Shape } from "../../shared/board/shape.ts";
import { duplicate, movedBy } from "./duplicate.ts";
import type { Editor } from "./editor.ts";
import { fittedSize, roomyNote, wrapWidth } from "./text-fit.ts";

/** How far a duplicate lies from its original, in board units. */
const DUPLICATE_OFFSET = 16;

/** The styles that can be set on shapes. */
export type StyleChange = Pick<
  ShapeChange,
  "stroke" | "fill" | "width" | "dash" | "font" | "align"
>;

/** Deletes the selected shapes; locked ones stay. */
export function deleteSelection(editor: Editor): void {
  const ids = editor.selection.unlocked().map(({ id }) => id);
  if (ids.length > 0) editor.transact(() => deleteShapes(editor.doc, ids));
}

/** Makes twins of the selected shapes beside them, and selects the twins. */
export function duplicateSelection(editor: Editor): void {
  duplicate(editor, editor.selection.shapes(), [DUPLICATE_OFFSET, DUPLICATE_OFFSET]);
}

/** Selects all that may be changed. */
export function selectAll(editor: Editor): void {
  editor.take("select");
  const shapes = editor.scene.inOrder().filter(({ locked }) => !locked);
  editor.selection.set(shapes.map(({ id }) => id));
}

/** Moves the selected shapes a little; quick nudges are one step of undo. */
export function nudge(editor: Editor, x: number, y: number): void {
  const shapes = editor.selection.unlocked();
  if (shapes.length === 0 || editor.readOnly.get()) return;
  editor.history.run(() => {
    for (const shape of shapes) {
      changeShape(editor.doc, shape.id, { xy: movedBy(shape, [x, y]).xy });
    }
  });
}

/** Puts the selected shapes on top of all others, in the order they have. */
export function bringToFront(editor: Editor): void {
  const shapes = editor.selection.unlocked().sort(compareOrder);
  reorder(editor, shapes, orderKeysAbove(editor.scene.topZ(), shapes.length));
}

/** Puts the selected shapes below all others, in the order they have. */
export function sendToBack(editor: Editor): void {
  const shapes = editor.selection.unlocked().sort(compareOrder);
  const bottom = editor.scene.inOrder()[0]?.z;
  if (bottom !== undefined) reorder(editor, shapes, orderKeysBelow(bottom, shapes.length));
}

function reorder(editor: Editor, shapes: readonly Shape[], keys: readonly string[]): void {
  if (shapes.length === 0) return;
  editor.transact(() => {
    for (const [index, { id }] of shapes.entries()) {
      const z = keys[index];
      if (z !== undefined) changeShape(editor.doc, id, { z });
    }
  });
}

/** `count` indices below `bottom`; none where another client's index leaves no room below itself. */
function orderKeysBelow(bottom: string, count: number): string[] {
  try {
    return generateNKeysBetween(null, bottom, count);
  } catch (error) {
    if (error instanceof Error) return [];
    throw error;
  }
}

/** Changes how the selected shapes look: one step. Each takes what it has a use for. */
export function restyle(editor: Editor, change: StyleChange): void {
  const shapes = editor.selection.unlocked();
  if (shapes.length === 0) return;
  editor.transact(() => {
    for (const shape of shapes) {
      const fitting = fittingChange(shape, change);
      if (Object.keys(fitting).length > 0) changeShape(editor.doc, shape.id, fitting);
    }
  });
}

function fittingChange(shape: Shape, change: StyleChange): ShapeChange {
  const { stroke, width, fill, dash, font, align } = change;
  const fitting: ShapeChange = {};
  if (stroke !== undefined && stroke !== shape.stroke) fitting.stroke = stroke;
  if (width !== undefined && width !== shape.width) fitting.width = width;
  if (fill !== undefined && "fill" in shape && fill !== shape.fill) fitting.fill = fill;
  if (dash !== undefined && "dash" in shape && dash !== shape.dash) fitting.dash = dash;
  if (!hasText(shape)) return fitting;
  if (font !== undefined && font !== shape.font) fitting.font = font;
  if (align !== undefined && align !== shape.align) fitting.align = align;
  if (fitting.font === undefined && fitting.width === undefined) return fitting;
  const letters = { font: font ?? shape.font, width: width ?? shape.width };
  if (shape.type === "text") {
    const words = shape.text.toString();
    fitting.size = fittedSize(words, letters.font, letters.width, wrapWidth(shape));
  } else if (shape.type === "note") {
    const size = roomyNote({ ...shape, ...letters }, shape.size);
    if (size[1] !== shape.size[1]) fitting.size = size;
  }
  return fitting;
}
