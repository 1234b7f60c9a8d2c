import type { TextualShape } from "../../shared/board/shape.ts";
import { FONT_SIZE } from "../../shared/board/style.ts";
import { type Camera, toScreen } from "./camera.ts";
import { centerOf } from "./geometry.ts";
import type { Palette } from "./paint/palette.ts";
import { lineHeightOf, textColor, textFrame } from "./paint/shape-text.ts";
import { fontOf, layoutText } from "./paint/text.ts";
import { baselineShift } from "./text-baseline.ts";
import { wrapWidth } from "./text-fit.ts";

const CSS_ALIGN = { start: "start", middle: "center", end: "end" } as const;

/** The CSS that puts a text field exactly where the shape's text is painted, so that no letter jumps. */
export function textFieldStyle(
  shape: TextualShape,
  camera: Camera,
  palette: Palette,
): Partial<CSSStyleDeclaration> {
  const frame = textFrame(shape);
  const wraps = shape.type !== "text" || wrapWidth(shape) !== null;
  const size = FONT_SIZE[shape.width];
  const maxWidth = wraps ? frame.width : null;
  const { font, align, text } = shape;
  const layout = layoutText(text.toString(), { font, size, maxWidth, align });
  // A text that does not wrap needs room for the next letter and a space at its end.
  const spare = wraps ? 0 : size * 2;
  const width = wraps ? frame.width : Math.max(frame.width, layout.width) + spare;
  const left = frame.x - (align === "middle" ? spare / 2 : align === "end" ? spare : 0);
  const height =
    frame.vertical === "middle" ? layout.height : Math.max(frame.height, layout.height);
  const cssFont = fontOf(font, shape.width);
  const lineHeight = lineHeightOf(shape);
  const upper = frame.vertical === "middle" ? frame.y + (frame.height - height) / 2 : frame.y;
  const top = upper + baselineShift(cssFont, lineHeight);
  // As the painter does: turned about the middle of the shape's box.
  const [middleX, middleY] = centerOf(shape.xy, shape.size);
  const [screenX, screenY] = toScreen(camera, [middleX, middleY]);
  return {
    width: `${width}px`,
    height: `${height}px`,
    font: cssFont,
    lineHeight: `${lineHeight}px`,
    textAlign: CSS_ALIGN[align],
    whiteSpace: wraps ? "pre-wrap" : "pre",
    color: textColor(shape, palette),
    transform: `translate(${screenX}px, ${screenY}px) rotate(${shape.angle}rad) scale(${camera.zoom}) translate(${left - middleX}px, ${top - middleY}px)`,
  };
}
