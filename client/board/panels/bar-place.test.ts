import fc from "fast-check";
import { expect, test } from "vitest";
import { boxesTouch, boxOf } from "../geometry.ts";
import { barPlace } from "./bar-place.ts";

const free = { minX: 340, minY: 60, maxX: 1280, maxY: 720 };
const bar = { width: 300, height: 40 };

test("R287: the bar stands above the selection, below it where there is no room, and within the free view", () => {
  expect(barPlace(boxOf([600, 300], [100, 60]), bar, free)).toEqual({ x: 500, y: 250 });
  expect(barPlace(boxOf([600, 80], [100, 60]), bar, free)).toEqual({ x: 500, y: 150 });
  expect(barPlace(boxOf([350, 300], [20, 60]), bar, free)?.x).toBe(348);
  expect(barPlace(boxOf([400, 0], [700, 900]), bar, free)?.y).toBe(68);
  expect(barPlace(boxOf([0, 300], [100, 60]), bar, free)).toBeNull();
});

test("R287: the bar never hides a selection that leaves room for it, nor an island", () => {
  const number = fc.integer({ min: -400, max: 1600 });
  const side = fc.integer({ min: 1, max: 500 });
  fc.assert(
    fc.property(number, number, side, side, (x, y, width, height) => {
      const marks = boxOf([x, y], [width, height]);
      const at = barPlace(marks, bar, free);
      if (at === null) return;
      expect(at.x).toBeGreaterThanOrEqual(free.minX);
      expect(at.x + bar.width).toBeLessThanOrEqual(free.maxX);
      expect(at.y).toBeGreaterThanOrEqual(free.minY);
      expect(at.y + bar.height).toBeLessThanOrEqual(free.maxY);
      const hasRoom = marks.minY >= free.minY + 58 || marks.maxY <= free.maxY - 58;
      if (hasRoom)
        expect(boxesTouch(boxOf([at.x, at.y], [bar.width, bar.height]), marks)).toBe(false);
    }),
  );
});
