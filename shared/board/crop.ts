/** Crops: the part of an image that is shown. They know no shape and no pixel. */

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
