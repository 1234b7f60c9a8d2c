import type { TextLayout } from "../../../shared/board/draw/layout.ts";
import { EDGE, type Palette } from "../../../shared/board/draw/palette.ts";
import { shownText, textColor, textEdge, withRoom } from "../../../shared/board/draw/shape-text.ts";
import type { TextualShape } from "../../../shared/board/shape.ts";
import type { Align } from "../../../shared/board/style.ts";
import { type Camera, toScreen } from "../camera.ts";
import { centerOf } from "../geometry.ts";
import { baselineShift } from "./baseline.ts";

const CSS_ALIGN = { start: "start", middle: "center", end: "end" } as const;

/** The CSS that puts a text field exactly where the shape's text is painted, so that no letter jumps. */
export function textFieldStyle(
  stored: TextualShape,
  camera: Camera,
  palette: Palette,
): Partial<CSSStyleDeclaration> {
  const { layout, frame, top: upper } = shownText(stored);
  const shape = withRoom(stored);
  const [x, y] = shape.xy;
  const { align } = shape;
  const { lineHeight } = layout;
  const edge = textEdge(shape, palette);
  const wraps = layout.maxWidth !== null;
  const spare = spareIn(layout);
  const width = wraps ? frame.width : Math.max(frame.width, layout.width) + spare;
  const left = x + frame.x - spareBefore(align, spare);
  const height = frame.vertical === "top" ? Math.max(frame.height, layout.height) : layout.height;
  const top = y + upper + baselineShift(layout.font, lineHeight);
  // As the painter does: turned about the middle of the shape's box.
  const [middleX, middleY] = centerOf(shape.xy, shape.size);
  const [screenX, screenY] = toScreen(camera, [middleX, middleY]);
  return {
    width: `${width}px`,
    height: `${height}px`,
    font: layout.font,
    lineHeight: `${lineHeight}px`,
    textAlign: CSS_ALIGN[align],
    whiteSpace: wraps ? "pre-wrap" : "pre",
    color: textColor(shape, palette),
    webkitTextStroke: edge === null ? "" : `${2 * EDGE}px ${edge}`,
    paintOrder: edge === null ? "" : "stroke fill",
    transform: `translate(${screenX}px, ${screenY}px) rotate(${shape.angle}rad) scale(${camera.zoom}) translate(${left - middleX}px, ${top - middleY}px)`,
  };
}

/** The room that a field has besides its text. One that does not wrap needs it for the next letter. */
export function spareIn({ maxWidth, size }: TextLayout): number {
  return maxWidth === null ? size * 2 : 0;
}

/** The part of that room which lies before the text. */
export function spareBefore(align: Align, spare: number): number {
  if (align === "middle") return spare / 2;
  return align === "end" ? spare : 0;
}
