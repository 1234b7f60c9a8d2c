/** Pictures of the selected shapes, or of the whole board, for other programs. Loaded when one is made for the first time. */
import { NoLimit } from "../../../shared/board/draw/budget.ts";
import { drawShapes } from "../../../shared/board/draw/draw-shape.ts";
import { PALETTES } from "../../../shared/board/draw/palette.ts";
import { SvgPen } from "../../../shared/board/draw/svg-pen.ts";
import { type Box, expandBox, unionBoxes } from "../../../shared/board/geometry.ts";
import type { Editor } from "../editor.ts";
import { Brush } from "../paint/brush.ts";
import { CanvasPen } from "../paint/canvas-pen.ts";
import { viewOf } from "../paint/view.ts";
import type { Placed } from "../scene/scene.ts";
import { asAddresses, decoded, imagesOf } from "./export-images.ts";

/** Air around the shapes, in board units. */
const PADDING = 24;

/** Pixels of a board unit, where the picture does not become too large. */
const SCALE = 2;

/** The most pixels of a picture, and of one of its sides: Safari and phones make no larger canvas. */
const MOST_PIXELS = 16_000_000;
const MOST_SIDE = 8_192;

/** Letters of an SVG file. */
const MOST_LETTERS = 64 * 1024 * 1024;

/** Shapes that become a picture, bottom to top, and the box around them. */
export interface Subject {
  readonly shapes: readonly Placed[];
  readonly box: Box;
}

/** The selected shapes with all that lies in them, or all shapes when none is selected; `null` for an empty board. */
export function subjectOf({ scene, selection }: Editor): Subject | null {
  const ids = selection.get();
  const lying = ids.length === 0 ? null : scene.relations.tree.subtrees(ids);
  const shapes =
    lying === null
      ? scene.placedIn()
      : [...lying].flatMap((id) => scene.placed(id) ?? []).sort((a, b) => a.rank - b.rank);
  const box = unionBoxes(shapes.map((placed) => placed.box));
  return box === null ? null : { shapes, box: expandBox(box, PADDING) };
}

/** The picture as SVG, on the paper of the theme; its words are text. `null`: there is nothing, or it would be too large. */
export async function svgOf(editor: Editor): Promise<string | null> {
  const subject = subjectOf(editor);
  if (subject === null) return null;
  const palette = PALETTES[editor.theme];
  const addresses = await asAddresses(await imagesOf(editor.assets, subject.shapes));
  const pen = new SvgPen(subject.box, (asset) => addresses.get(asset) ?? null);
  drawShapes(subject.shapes, pen, palette);
  const svg = pen.finish(palette.paper);
  return svg.length > MOST_LETTERS ? null : svg;
}

/** The picture as PNG, on the paper of the theme. `null`: there is nothing, or this browser cannot make it. */
export async function pngOf(editor: Editor): Promise<Blob | null> {
  const subject = subjectOf(editor);
  if (subject === null) return null;
  await document.fonts.ready;
  const images = await decoded(await imagesOf(editor.assets, subject.shapes));
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (context === null) return null;
  const { box, shapes } = subject;
  const scale = scaleOf(box);
  canvas.width = Math.max(1, Math.round((box.maxX - box.minX) * scale));
  canvas.height = Math.max(1, Math.round((box.maxY - box.minY) * scale));
  const palette = PALETTES[editor.theme];
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const camera = { x: box.minX, y: box.minY, zoom: scale };
  const view = viewOf(camera, 1, palette, () => null, images);
  drawShapes(shapes, new PicturePen(new Brush(context), view, box, new NoLimit()), palette);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** Draws as on paper that can be enlarged: all of it is fine, and frames have their names. */
class PicturePen extends CanvasPen {
  override readonly detail = Number.POSITIVE_INFINITY;
}

/** Pixels of a board unit: less than usual where the picture would be too large. */
export function scaleOf({ minX, minY, maxX, maxY }: Box): number {
  const [width, height] = [maxX - minX, maxY - minY];
  return Math.min(
    SCALE,
    Math.sqrt(MOST_PIXELS / (width * height)),
    MOST_SIDE / Math.max(width, height),
  );
}
