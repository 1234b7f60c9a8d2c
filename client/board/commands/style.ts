/** Restyles selected shapes. */
import { changeShape, type ShapeChange } from "../../../shared/board/document.ts";
import { changeForWords } from "../../../shared/board/draw/shape-text.ts";
import { STYLE_KEYS, type StyleKey } from "../../../shared/board/kind.ts";
import { fieldOf, kindOf } from "../../../shared/board/kinds.ts";
import { hasText, type Shape, type TextualShape } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";

/** The styles that can be set on shapes. */
export type StyleChange = Pick<ShapeChange, StyleKey>;

/** Changes how the selected shapes look: one step. Each takes what it has a use for. */
export function restyle(
  editor: Editor,
  change: StyleChange | ((shape: Shape) => StyleChange),
): void {
  const shapes = editor.selection.unlocked();
  if (shapes.length === 0) return;
  editor.transact(() => {
    for (const shape of shapes) {
      const own = typeof change === "function" ? change(shape) : change;
      const fitting = fittingChange(shape, own);
      if (Object.keys(fitting).length > 0) changeShape(editor.doc, shape.id, fitting);
    }
  });
}

function fittingChange(shape: Shape, change: StyleChange): ShapeChange {
  const kind = kindOf(shape);
  const keys = STYLE_KEYS.filter(
    (key) =>
      change[key] !== undefined && kind.styles.includes(key) && change[key] !== fieldOf(shape, key),
  );
  const fitting: ShapeChange = Object.fromEntries(keys.map((key) => [key, change[key]]));
  const both = kind.styles.includes("width") && kind.styles.includes("letter");
  // A box of before has one field for both: its letters stay as they are when its line changes.
  if (fitting.width !== undefined && both && hasText(shape)) fitting.letter ??= shape.letter;
  // Clients of before know one size for lines and letters. Where there is no line, it is that of the letters.
  if (fitting.letter !== undefined && !kind.styles.includes("width"))
    fitting.width = fitting.letter;
  const isSetAnew = keys.includes("font") || keys.includes("letter");
  if (!isSetAnew || !hasText(shape)) return fitting;
  const changed = { ...shape, ...fitting } as TextualShape;
  return { ...fitting, ...changeForWords(changed, kind.wrap?.(shape)) };
}
