/** The words of a shape, set in lines. They know no frame. */
import { layoutText, type TextLayout } from "../draw/layout.ts";
import { runsOf } from "../draw/runs.ts";
import type { Words } from "../record.ts";
import { FONT_SIZE } from "../style.ts";

/** Sets the words of a shape; `maxWidth`: where its lines wrap. */
export function layoutWords(
  { text, font, letter, align }: Words,
  maxWidth: number | null,
): TextLayout {
  return layoutText(runsOf(text), { font, size: FONT_SIZE[letter], maxWidth, align });
}
