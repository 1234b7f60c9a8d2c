/** Restyles selected shapes. */
import { changeShape, type ShapeChange } from "../../../shared/board/document.ts";
import { hasText, type Shape } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";
import { fittedSize, roomyNote, wrapWidth } from "../text-fit.ts";

/** The styles that can be set on shapes. */
export type StyleChange = Pick<
  ShapeChange,
  "stroke" | "fill" | "width" | "dash" | "font" | "align"
>;

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
