import type { NoteShape, Size, TextShape } from "../../shared/board/shape.ts";
import { FONT_SIZE, type Font, WIDTHS, type Width } from "../../shared/board/style.ts";
import { stored } from "./draft.ts";
import { noteHeight, textSize, wrapWidthOf } from "./paint/text.ts";

/** Where a text wraps: at its box's width once somebody has made that another one than its words', else nowhere. */
export function wrapWidth(shape: TextShape): number | null {
  return wrapWidthOf(shape.text.toString(), shape.font, shape.width, shape.size[0]);
}

/** The size of a text's box around its words. */
export function fittedSize(text: string, font: Font, width: Width, wrap: number | null): Size {
  const [own, height] = textSize(text, font, width, wrap);
  return [Math.ceil(stored(wrap ?? own)), stored(height)];
}

/** The size of a note that shows all of its text: as high as was asked for, or higher. */
export function roomyNote(note: NoteShape, [width, height]: Size): Size {
  const text = note.text.toString();
  return [width, Math.max(height, noteHeight(text, note.font, note.width, width))];
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
