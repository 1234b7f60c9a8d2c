/** SVG: the shapes of a board as one file, with its words as text, its fonts and its images. */
import { svgElementWith } from "../../../shared/board/carried.ts";
import { drawShapes } from "../../../shared/board/draw/draw-shape.ts";
import { PALETTES } from "../../../shared/board/draw/palette.ts";
import { SvgPen } from "../../../shared/board/draw/svg-pen.ts";
import { fontRules } from "../../../shared/fonts/faces.ts";
import type { Editor } from "../editor.ts";
import { fontsFor } from "./fonts.ts";
import { asAddresses, imagesOf } from "./images.ts";
import { drawnOf, initialsFor, type Look } from "./look.ts";
import type { Subject } from "./subject.ts";

/** Letters of an SVG file. */
const MOST_LETTERS = 96 * 1024 * 1024;

/** Makes the picture; `carried` is the text of the board that it brings along. `null`: it would be too large. */
export async function svgOf(
  editor: Editor,
  { shapes, box, frame }: Subject,
  look: Look,
  carried: string | null,
  fontsOf = fontsFor,
): Promise<string | null> {
  const palette = PALETTES[look.theme];
  const addresses = await asAddresses(await imagesOf(editor.assets, shapes));
  const pen = new SvgPen(box, {
    hrefOf: (asset) => addresses.get(asset) ?? null,
    initialsOf: initialsFor(editor),
  });
  drawShapes(drawnOf(shapes, look, frame), pen, palette);
  const svg = pen.finish({
    paper: look.hasPaper ? palette.paper : null,
    style: fontRules(await fontsOf(pen.letters)),
    carried: carried === null ? "" : svgElementWith(carried),
  });
  return svg.length > MOST_LETTERS ? null : svg;
}
