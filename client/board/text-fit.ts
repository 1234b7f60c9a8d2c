import type { Size, TextShape } from "../../shared/board/shape.ts";
import { FONT_SIZE, type Font, WIDTHS, type Width } from "../../shared/board/style.ts";
import { stored } from "./draft.ts";
import { textSize } from "./paint/text.ts";

/** A stored width that differs by no more than this share from the text's own is the text's own: fonts differ a little. */
const SAME_WIDTH = 0.03;

/**
 * Where a text wraps: nowhere while its box is as wide as its words (it grows
 * with them), at its box's width once somebody has made that another one.
 * That says it without a field of its own in the document.
 */
export function wrapWidth(shape: TextShape): number | null {
  const text = shape.text.toString();
  const [own] = textSize(text, shape.font, shape.width, null);
  return text === "" || Math.abs(shape.size[0] - own) <= 1 + own * SAME_WIDTH
    ? null
    : shape.size[0];
}

/** The size of a text's box around its words. */
export function fittedSize(text: string, font: Font, width: Width, wrap: number | null): Size {
  const [own, height] = textSize(text, font, width, wrap);
  return [Math.ceil(stored(wrap ?? own)), stored(height)];
}

/** The named font size next to `size` board units. */
export function nearestWidth(size: number): Width {
  let nearest: Width = "m";
  for (const width of WIDTHS) {
    if (
      Math.abs(Math.log(FONT_SIZE[width] / size)) < Math.abs(Math.log(FONT_SIZE[nearest] / size))
    ) {
      nearest = width;
    }
  }
  return nearest;
}
