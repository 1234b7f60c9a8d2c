/** PNG: the shapes of a board as pixels, in tiles where no canvas is large enough. */
import { pngWith } from "../../../shared/board/carried.ts";
import type { Box } from "../../../shared/board/geometry.ts";
import type { Editor } from "../editor.ts";
import { decoded, imagesOf } from "./images.ts";
import type { Look } from "./look.ts";
import { paintSubject } from "./paint.ts";
import { encodePng } from "./png-encoder.ts";
import type { Subject } from "./subject.ts";

/** The most pixels of one canvas, and of one of its sides: Safari and phones make no larger one. */
const MOST_PIXELS = 16_000_000;
const MOST_SIDE = 8_192;

/** The most pixels of a picture that is painted in tiles, and of its sides: 480 MB before they are packed. */
const MOST_TILED = 120_000_000;
const MOST_TILED_SIDE = 30_000;

/** The height of a band of tiles, in pixels. */
const BAND = 512;

/** Width and height in pixels at a scale, which is less than asked for where that would be too many. */
export interface Pixels {
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}

/** Returns how large a picture of this box becomes. */
export function pixelsOf({ minX, minY, maxX, maxY }: Box, wanted: number): Pixels {
  const [across, down] = [maxX - minX, maxY - minY];
  const scale = Math.min(
    wanted,
    Math.sqrt(MOST_TILED / (across * down)),
    MOST_TILED_SIDE / Math.max(across, down),
  );
  const width = Math.max(1, Math.round(across * scale));
  const height = Math.max(1, Math.round(down * scale));
  return { scale, width, height };
}

/** Makes the picture; `carried` is the text of the board that it brings along. `null`: this browser cannot make it. */
export async function pngOf(
  editor: Editor,
  subject: Subject,
  look: Look,
  wanted: number,
  carried: string | null,
): Promise<Blob | null> {
  await document.fonts.ready;
  const pixels = pixelsOf(subject.box, wanted);
  const images = await decoded(await imagesOf(editor.assets, subject.shapes));
  const isLarge =
    pixels.width * pixels.height > MOST_PIXELS || Math.max(pixels.width, pixels.height) > MOST_SIDE;
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: isLarge });
  if (context === null) return null;
  const paint = (x: number, y: number, width: number, height: number) => {
    canvas.width = width;
    canvas.height = height;
    paintSubject(context, editor, subject, look, pixels.scale, images, [x, y]);
  };
  if (isLarge) return carrying(await encodePng(pixels.width, pixels.height, bandsOf()), carried);
  paint(0, 0, pixels.width, pixels.height);
  const png = await new Promise<Blob | null>((made) => canvas.toBlob(made, "image/png"));
  return png === null ? null : carrying(png, carried);

  async function* bandsOf() {
    const { width, height } = pixels;
    for (let y = 0; y < height; y += BAND) {
      const rows = Math.min(BAND, height - y);
      const band = new Uint8ClampedArray(width * rows * 4);
      for (let x = 0; x < width; x += MOST_SIDE) {
        const columns = Math.min(MOST_SIDE, width - x);
        paint(x, y, columns, rows);
        const { data } = context?.getImageData(0, 0, columns, rows) ?? { data: band };
        for (let row = 0; row < rows; row++) {
          band.set(
            data.subarray(row * columns * 4, (row + 1) * columns * 4),
            (row * width + x) * 4,
          );
        }
      }
      // The page stays awake between two bands.
      await new Promise((next) => setTimeout(next));
      yield band;
    }
  }
}

async function carrying(png: Blob, carried: string | null): Promise<Blob> {
  if (carried === null) return png;
  const bytes = await pngWith(new Uint8Array(await png.arrayBuffer()), carried);
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "image/png" });
}
