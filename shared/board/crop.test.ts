/** Tests of crops: pixels stay where they are, and the whole comes back. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Crop, croppedBy, LEAST_SHARE, uncropped, WHOLE, wholeSize } from "./crop.ts";
import { FLIPS, type Flip, isFlipped } from "./flip.ts";
import { centerOf, rotate } from "./geometry.ts";
import type { BoxHandle } from "./kind.ts";
import type { Point } from "./record.ts";

interface Image {
  readonly xy: Point;
  readonly size: Point;
  readonly angle: number;
  readonly crop: Crop;
  readonly flip: Flip;
}

const images = fc.record({
  xy: fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 })),
  size: fc.tuple(fc.integer({ min: 20, max: 800 }), fc.integer({ min: 20, max: 800 })),
  angle: fc.constantFrom(0, 0.5, -2, Math.PI),
  crop: fc.constantFrom<Crop>(WHOLE, [0.25, 0.5, 0.5, 0.25], [0, 0, 0.1, 1]),
  flip: fc.constantFrom(...FLIPS),
});
const handles = fc.constantFrom<BoxHandle>("n", "ne", "e", "se", "s", "sw", "w", "nw");
const ways = fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }));

/** Where the board shows the point of the whole image at these shares. */
function placeOf({ xy, size, crop, angle, flip }: Image, [u, v]: Point): Point {
  const [width, height] = wholeSize({ size, crop });
  const [x, y] = [(u - crop[0]) * width, (v - crop[1]) * height];
  const inside: Point = [
    xy[0] + (isFlipped(flip, "x") ? size[0] - x : x),
    xy[1] + (isFlipped(flip, "y") ? size[1] - y : y),
  ];
  return rotate(inside, centerOf(xy, size), angle);
}

test("R268: however an image is cropped, its pixels stay where they are, and within it", () => {
  fc.assert(
    fc.property(images, handles, ways, (image, handle, way) => {
      const now = { ...image, ...croppedBy(image, handle, way) };
      const [left, top, width, height] = now.crop;
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(LEAST_SHARE - 1e-9);
      expect(Math.max(left + width, top + height)).toBeLessThanOrEqual(1 + 1e-9);
      for (const point of [
        [0, 0],
        [1, 1],
        [0.5, 0.2],
      ] as const) {
        const [before, after] = [placeOf(image, point), placeOf(now, point)];
        expect(Math.hypot(after[0] - before[0], after[1] - before[1])).toBeLessThan(1e-6);
      }
    }),
  );
});

test("R268: the whole image comes back, where its pixels are", () => {
  fc.assert(
    fc.property(images, (image) => {
      const now = { ...image, ...uncropped(image) };
      for (const [index, share] of now.crop.entries()) expect(share).toBeCloseTo(WHOLE[index] ?? 0);
      const [before, after] = [placeOf(image, [0, 1]), placeOf(now, [0, 1])];
      expect(Math.hypot(after[0] - before[0], after[1] - before[1])).toBeLessThan(1e-6);
    }),
  );
});
