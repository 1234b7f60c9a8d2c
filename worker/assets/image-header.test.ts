/** Tests of image headers: each type, and bytes that lie. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_ASSET_SIDE } from "../../shared/limits.ts";
import { gifOf, jpegOf, pngOf, webpOf } from "../../testkit/images.ts";
import { isTooManyPixels, readImageHeader } from "./image-header.ts";

const SAMPLES = [
  ["image/png", pngOf(7, 5)],
  ["image/gif", gifOf(7, 5)],
  ["image/jpeg", jpegOf(7, 5)],
  ["image/webp", webpOf(7, 5, "VP8X")],
  ["image/webp", webpOf(7, 5, "VP8L")],
  ["image/webp", webpOf(7, 5, "VP8 ")],
] as const;

test.each(SAMPLES)("R261: %s is known by its bytes, and its size is read", (type, bytes) => {
  expect(readImageHeader(bytes)).toEqual({ type, width: 7, height: 5 });
});

test.each([
  ["SVG", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ["HTML", "<!doctype html><script>alert(1)</script>"],
  ["BMP", "BM\x3a\0\0\0"],
  ["nothing", ""],
  ["a PNG's name alone", "\x89PNG\r\n\x1a\n"],
  ["a PNG without its header", "\x89PNG\r\n\x1a\n\0\0\0\rIDAT\0\0\0\x07\0\0\0\x05"],
  ["a JPEG without a frame", "\xff\xd8\xff\xda\0\x08"],
  ["a JPEG with a length of nothing", "\xff\xd8\xff\xe0\0\0\xff\xe0"],
  ["a WAV", "RIFF\x04\0\0\0WAVE"],
])("R261: %s is no image", (_, text) => {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  expect(readImageHeader(bytes)).toBe(null);
});

test("R261: an image of no width is none, and one of too many pixels is known as such", () => {
  expect(readImageHeader(jpegOf(0, 5))).toBe(null);
  const bomb = pngOf(1, 1);
  new DataView(bomb.buffer).setUint32(16, 2 ** 31);
  const header = readImageHeader(bomb);
  expect(header?.width).toBe(2 ** 31);
  expect(header !== null && isTooManyPixels(header)).toBe(true);
  const side = MAX_ASSET_SIDE;
  const sizes = [
    [side, side],
    [side + 1, 1],
    [1, side + 1],
  ] as const;
  expect(
    sizes.map(([width, height]) => isTooManyPixels({ type: "image/png", width, height })),
  ).toEqual([false, true, true]);
});

test("R261: a frame of a GIF that reaches beyond its screen counts", () => {
  expect(readImageHeader(gifOf(7, 5, [10, 0, 60_000, 3]))).toMatchObject({ width: 60_010 });
});

test("R261: no bytes, however they go on or end, break the reader", () => {
  const beginnings = SAMPLES.map(([, bytes]) => bytes);
  fc.assert(
    fc.property(
      fc.constantFrom(...beginnings),
      fc.nat(60),
      fc.uint8Array({ maxLength: 200 }),
      (beginning, length, rest) => {
        const header = readImageHeader(new Uint8Array([...beginning.slice(0, length), ...rest]));
        return header === null || (header.width > 0 && header.height > 0);
      },
    ),
  );
});
