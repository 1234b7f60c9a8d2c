/** Crops: the part of an image that is shown. They know no shape and no pixel. */
import { type Flip, isFlipped } from "./flip.ts";
import { rotate } from "./geometry.ts";
import type { BoxHandle } from "./kind.ts";
import type { Point, Size } from "./record.ts";

/** Left, top, width and height, as shares of the whole image. */
export type Crop = readonly [left: number, top: number, width: number, height: number];

/** All of an image. */
export const WHOLE: Crop = [0, 0, 1, 1];

/** The least share of an image's side that is shown: less could not be taken hold of. */
export const LEAST_SHARE = 0.02;

/** Reads a crop; the whole where it cannot be read, or lies beyond the image. */
export function readCrop(value: unknown): Crop {
  if (!Array.isArray(value) || value.length !== 4) return WHOLE;
  const [left, top, width, height] = value.map((each) => (typeof each === "number" ? each : -1));
  if (left === undefined || top === undefined || width === undefined || height === undefined) {
    return WHOLE;
  }
  const isWithin = (from: number, share: number) =>
    from >= 0 && share >= LEAST_SHARE / 2 && from + share <= 1 + 1e-6;
  return isWithin(left, width) && isWithin(top, height) ? [left, top, width, height] : WHOLE;
}

/** Is all of the image shown? */
export function isWhole([left, top, width, height]: Crop): boolean {
  return left < 1e-6 && top < 1e-6 && width > 1 - 1e-6 && height > 1 - 1e-6;
}

/** Place, size and crop of an image on the board. */
export interface Cropped {
  readonly xy: Point;
  readonly size: Size;
  readonly crop: Crop;
}

/** An image of which a part is shown, turned and mirrored or not. */
interface Croppable extends Cropped {
  readonly angle: number;
  readonly flip?: Flip;
}

/** The part of a mirrored image as its box shows it; the same function leads back. */
function mirroredCrop([left, top, width, height]: Crop, flip: Flip): Crop {
  return [
    isFlipped(flip, "x") ? Math.max(0, 1 - left - width) : left,
    isFlipped(flip, "y") ? Math.max(0, 1 - top - height) : top,
    width,
    height,
  ];
}

/** The size that the whole image has where this part of it stands. */
export function wholeSize({ size, crop }: Pick<Cropped, "size" | "crop">): Size {
  return [size[0] / crop[2], size[1] / crop[3]];
}

/**
 * The image when an edge or a corner of its part is pulled so far, in board units along its own
 * sides. Its pixels stay where they are on the board.
 */
export function croppedBy(image: Croppable, handle: BoxHandle, [dx, dy]: Point): Cropped {
  const { xy, size, angle, flip = "none" } = image;
  const crop = mirroredCrop(image.crop, flip);
  const whole = wholeSize(image);
  const [left, right] = pulled([crop[0], crop[0] + crop[2]], handle, ["w", "e"], dx / whole[0]);
  const [top, bottom] = pulled([crop[1], crop[1] + crop[3]], handle, ["n", "s"], dy / whole[1]);
  const next: Crop = [left, top, right - left, bottom - top];
  const nextSize: Size = [next[2] * whole[0], next[3] * whole[1]];
  // The middle of the new part, from the middle of the old one: the box is turned about its middle.
  const middle: Point = [
    (next[0] - crop[0]) * whole[0] + (nextSize[0] - size[0]) / 2,
    (next[1] - crop[1]) * whole[1] + (nextSize[1] - size[1]) / 2,
  ];
  const [x, y] = rotate(middle, [0, 0], angle);
  const corner: Point = [
    xy[0] + size[0] / 2 + x - nextSize[0] / 2,
    xy[1] + size[1] / 2 + y - nextSize[1] / 2,
  ];
  return { xy: corner, size: nextSize, crop: mirroredCrop(next, flip) };
}

/** The image with all of its pixels again, each where it is on the board. */
export function uncropped(image: Croppable): Cropped {
  const whole = wholeSize(image);
  const grown = croppedBy(image, "nw", [-whole[0], -whole[1]]);
  return croppedBy({ ...image, ...grown }, "se", whole);
}

/** Two edges after one of them was pulled by a share: within the image, and not past the other. */
function pulled(
  [low, high]: readonly [number, number],
  handle: BoxHandle,
  [first, second]: readonly [string, string],
  by: number,
): readonly [number, number] {
  if (handle.includes(first)) return [Math.max(0, Math.min(high - LEAST_SHARE, low + by)), high];
  if (handle.includes(second)) return [low, Math.min(1, Math.max(low + LEAST_SHARE, high + by))];
  return [low, high];
}
