import type { Size, TextShape } from "../../shared/board/shape.ts";
import { FONT_SIZE, type Font, WIDTHS, type Width } from "../../shared/board/style.ts";
import { stored } from "./draft.ts";
import { textSize, wrapWidthOf } from "./paint/text.ts";

/** Where a text wraps: at its box's width once somebody has made that another one than its words', else nowhere. */
export function wrapWidth(shape: TextShape): number | null {
  return wrapWidthOf(shape.text.toString(), shape.font, shape.width, shape.size[0]);
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
