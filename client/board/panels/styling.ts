import { hasText, type Shape } from "../../../shared/board/shape.ts";
import type { Color, Dash, Fill, Font, Width } from "../../../shared/board/style.ts";
import { restyle } from "../commands/style.ts";
import type { CurrentStyle, StyleKey } from "../current-style.ts";
import type { Editor } from "../editor.ts";

/** The choices of a style panel. A field that is left out does not apply; `null`: the shapes differ in it. */
export interface Styling {
  /** Do the colours name a note's paper, or lines? */
  readonly paper: boolean;
  /** Does the width name the size of letters, or of lines? */
  readonly letters: boolean;
  readonly stroke?: Color | null;
  readonly fill?: Fill | null;
  readonly width?: Width | null;
  readonly dash?: Dash | null;
  readonly font?: Font | null;
}

/** One choice in the panel. */
export type StyleChoice =
  | { stroke: Color }
  | { fill: Fill }
  | { width: Width }
  | { dash: Dash }
  | { font: Font };

/**
 * The styling that is possible now: of the selected shapes, or else of the shapes that the tool in
 * hand will draw; `null`: none.
 */
export function stylingOf(
  toolStyles: readonly StyleKey[],
  selected: readonly Shape[],
  style: CurrentStyle,
): Styling | null {
  if (selected.length > 0) return stylingOfShapes(selected);
  if (toolStyles.length === 0) return null;
  const has = (key: StyleKey) => toolStyles.includes(key);
  return {
    paper: has("note"),
    letters: has("letters"),
    ...(has("stroke") ? { stroke: style.stroke } : {}),
    ...(has("note") ? { stroke: style.note } : {}),
    ...(has("fill") ? { fill: style.fill } : {}),
    ...(has("width") ? { width: style.width } : {}),
    ...(has("letters") ? { width: style.letters } : {}),
    ...(has("dash") ? { dash: style.dash } : {}),
    ...(has("font") ? { font: style.font } : {}),
  };
}

function stylingOfShapes(shapes: readonly Shape[]): Styling {
  const boxes = shapes.filter((shape) => "fill" in shape);
  const lines = shapes.filter((shape) => "dash" in shape);
  const written = shapes.filter(hasText).filter((shape) => isWritten(shape));
  const isText = ({ type }: Shape) => type === "text" || type === "note";
  return {
    paper: shapes.every(({ type }) => type === "note"),
    letters: shapes.every(isText),
    stroke: common(shapes.map(({ stroke }) => stroke)),
    width: common(shapes.map(({ width }) => width)),
    ...(boxes.length > 0 ? { fill: common(boxes.map(({ fill }) => fill)) } : {}),
    ...(lines.length > 0 ? { dash: common(lines.map(({ dash }) => dash)) } : {}),
    ...(written.length > 0 ? { font: common(written.map(({ font }) => font)) } : {}),
  };
}

/** A box has a font only once it has a label. */
function isWritten(shape: Extract<Shape, { text: unknown }>): boolean {
  return shape.type === "text" || shape.type === "note" || shape.text.length > 0;
}

function common<T>(values: readonly T[]): T | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

/** Applies a choice: to the selected shapes as one step, and to what is drawn next. */
export function choose(editor: Editor, styling: Styling, choice: StyleChoice): void {
  if (editor.selection.get().length > 0) restyle(editor, choice);
  const style = editor.style.get();
  if ("stroke" in choice && styling.paper) editor.style.set({ ...style, note: choice.stroke });
  else if ("width" in choice && styling.letters) {
    editor.style.set({ ...style, letters: choice.width });
  } else editor.style.set({ ...style, ...choice });
}
