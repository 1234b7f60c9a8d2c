import fc from "fast-check";
import { expect, test } from "vitest";
import { wheelZoom } from "./wheel.ts";

// As Chromium on Windows and Linux, Firefox by lines, and a fast wheel report it.
test.each([100, 120, 48, 53, 480])("R171: a notch of %i pixels zooms by ten per cent", (delta) => {
  expect(wheelZoom(-delta)).toBeCloseTo(1.1, 9);
  expect(wheelZoom(delta)).toBeCloseTo(1 / 1.1, 9);
});

test("R171: a pinch zooms with the fingers, however finely it is reported", () => {
  const small = fc.double({ min: -10, max: 10, noNaN: true });
  fc.assert(
    fc.property(small, small, (one, two) => {
      expect(wheelZoom(one) * wheelZoom(two)).toBeCloseTo(wheelZoom(one + two), 9);
    }),
  );
  expect(wheelZoom(-25)).toBeCloseTo(2 ** 0.25, 9);
});
