/** Waits for the letters of board fonts, so that words which are measured and stored have the right width. */
import { cssFont, fontsChanged } from "../../../shared/board/draw/measure.ts";
import type { Font } from "../../../shared/board/style.ts";

/** Words are written with the letters that are there once a font has taken so long, in milliseconds. */
const MOST_WAITED = 4_000;

/** Resolves when the letters of these words can be measured in a font, or the font cannot be had. */
export async function lettersReady(written: string, font: Font = "hand"): Promise<void> {
  const fonts = typeof document === "undefined" ? undefined : document.fonts;
  const css = cssFont(font, 20);
  if (fonts === undefined || fonts.check(css, written)) return;
  const waited = new Promise<void>((resolve) => setTimeout(resolve, MOST_WAITED));
  await Promise.race([fonts.load(css, written).catch(() => undefined), waited]);
  // Words that were measured before had other letters.
  fontsChanged();
}
