/** The image: a stored picture, or the part of it that is not cropped away. */
import { type AssetId, parseAssetId } from "../../assets.ts";
import { MAX_ALT, MAX_ASSET_SIDE } from "../../limits.ts";
import { type Crop, readCrop } from "../crop.ts";
import type { Palette } from "../draw/palette.ts";
import { BoxPath } from "../draw/path.ts";
import type { Pen } from "../draw/pen.ts";
import { FLIPS, type Flip, flippedAlong } from "../flip.ts";
import type { ShapeKind } from "../kind.ts";
import { oneOf, readNumber, type ShapeBase, type Size } from "../record.ts";
import { stretched } from "./stretch.ts";

/** A stored picture on the board. */
export interface ImageShape extends ShapeBase {
  readonly type: "image";
  /** The id of the image in the room's store. */
  readonly asset: AssetId;
  /** Its own width and height in pixels. */
  readonly natural: Size;
  readonly crop: Crop;
  readonly flip: Flip;
  /** The words for those who do not see it; empty: none. */
  readonly alt: string;
}

/** The frame of an image that is not there yet: its mark is no larger than this, in board units. */
const MARK = 28;

/** The letters of the words that stand for it, and their distance from the edge. */
const LETTERS = { size: 14, font: '500 14px "Inter Variable", system-ui, sans-serif', inset: 10 };

/** The width of a letter, about, as a share of its height. */
const LETTER_SHARE = 0.62;

const quick = new BoxPath();

export const image: ShapeKind<ImageShape> = {
  type: "image",
  keys: ["asset", "natural", "crop", "flip", "alt"],
  styles: [],
  keepsRatio: true,

  read(base, fields) {
    const asset = parseAssetId(fields.get("asset"));
    if (asset === null) return null;
    const alt = fields.get("alt");
    return {
      ...base,
      type: "image",
      asset,
      natural: readNatural(fields.get("natural")) ?? base.size,
      crop: readCrop(fields.get("crop")),
      flip: oneOf(FLIPS, fields.get("flip"), "none"),
      alt: typeof alt === "string" ? alt.slice(0, MAX_ALT) : "",
    };
  },

  outline: ({ size }) => ({
    box: { minX: 0, minY: 0, maxX: size[0], maxY: size[1] },
    bleed: 1,
    path: new BoxPath().of(0, 0, size[0], size[1], 0),
    effort: 0,
    closed: true,
    hollow: false,
    line: 0,
  }),

  draw(shape, pen, palette) {
    const state = pen.image(shape, shape.size);
    if (state !== "drawn") drawInstead(shape, pen, palette, state === "failed");
  },

  mirrored: (shape, axis) => ({ ...shape, flip: flippedAlong(shape.flip, axis) }),

  resized: (shape, from, to) => ({ ...shape, ...stretched(shape, from, to) }),
};

function readNatural(value: unknown): Size | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const width = readNumber(value[0], 1, MAX_ASSET_SIDE);
  const height = readNumber(value[1], 1, MAX_ASSET_SIDE);
  return width === null || height === null ? null : [width, height];
}

/** Draws the place of an image that is on its way, or cannot be had: its words, and then a cross. */
function drawInstead(
  { size: [width, height], alt }: ImageShape,
  pen: Pen,
  palette: Palette,
  isFailed: boolean,
): void {
  pen.fill(quick.of(0, 0, width, height, 0), palette.soft.grey);
  const side = Math.min(MARK, width / 2, height / 2);
  if (isFailed && side * pen.detail > 4) {
    const [x, y] = [(width - side) / 2, (height - side) / 2];
    pen.stroke(quick.of(x, y, side, side, side / 6), palette.stroke.grey, 2, "solid");
    pen.stroke(new Slash(x, y, side), palette.stroke.grey, 2, "solid");
  }
  const { size, font, inset } = LETTERS;
  const room = Math.floor((width - 2 * inset) / (size * LETTER_SHARE));
  const isHigh = height >= size + 2 * inset && (!isFailed || height >= side + 2 * (size + inset));
  if (alt === "" || room < 4 || !isHigh || pen.leastLetters > size) return;
  const letters = [...alt.replace(/\s+/g, " ").trim()];
  const drawn =
    letters.length > room ? `${letters.slice(0, room - 1).join("")}…` : letters.join("");
  pen.text({ drawn, font, rtl: false }, inset, height - inset, palette.label);
}

/** The line across the mark of an image that cannot be had. */
class Slash {
  readonly isLong = false;
  readonly box = null;
  readonly length: number;
  readonly #from: readonly [number, number, number];

  constructor(x: number, y: number, side: number) {
    this.#from = [x, y, side];
    this.length = side * Math.SQRT2;
  }

  trace(to: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void }): void {
    const [x, y, side] = this.#from;
    to.moveTo(x, y + side);
    to.lineTo(x + side, y);
  }
}
