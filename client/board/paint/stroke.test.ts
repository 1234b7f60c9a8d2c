import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeInk, type InkPoint } from "../../../shared/board/ink.ts";
import type { InkShape } from "../../../shared/board/shape.ts";
import { WIDTHS } from "../../../shared/board/style.ts";
import { boxContainsPoint, boxFromPoints, shapeBox } from "../geometry.ts";
import { inkPoints, strokeOutline } from "./stroke.ts";

function inkOf(points: readonly InkPoint[], size: readonly [number, number]): InkShape {
  return {
    id: "ink",
    type: "ink",
    xy: [0, 0],
    size,
    points: encodeInk(points),
    angle: 0,
    z: "a0",
    stroke: "ink",
    width: "m",
    opacity: 1,
    locked: false,
    by: "",
    at: 0,
  };
}

const coordinate = fc.integer({ min: 0, max: 800 }).map((eighths) => eighths / 8);
const points: fc.Arbitrary<InkPoint> = fc.tuple(
  coordinate,
  coordinate,
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const strokes = fc.array(points, { minLength: 1, maxLength: 60 });

describe("a pen stroke", () => {
  it("lies in its shape's box, also when it is stretched", () => {
    const lengths = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(
        strokes,
        fc.tuple(lengths, lengths),
        fc.constantFrom(...WIDTHS),
        (drawn, size, width) => {
          const shape = { ...inkOf(drawn, size), width };
          const stretched = inkPoints(shape);
          expect(stretched).toHaveLength(drawn.length);
          const own = boxFromPoints(stretched);
          if (own === null) throw new Error("a stroke has points");
          expect(own.minX).toBeCloseTo(0, 6);
          expect(own.maxX).toBeLessThanOrEqual(size[0] + 1e-6);
          const box = shapeBox(shape);
          for (const point of strokeOutline(stretched, width)) {
            expect(boxContainsPoint(box, point)).toBe(true);
          }
        },
      ),
    );
  });

  it("keeps the pen's points as they are when nothing is stretched", () => {
    const drawn: InkPoint[] = [
      [0, 0, 0.2],
      [10, 5, 0.6],
    ];
    expect(inkPoints(inkOf(drawn, [10, 5])).map(([x, y]) => [x, y])).toEqual([
      [0, 0],
      [10, 5],
    ]);
  });

  it("has an outline even as a single dot, or a thousand times the same point", () => {
    const dot: InkPoint = [5, 5, 0.5];
    expect(strokeOutline([dot], "m").length).toBeGreaterThan(4);
    expect(strokeOutline(new Array<InkPoint>(1000).fill(dot), "m").length).toBeGreaterThan(4);
  });

  it("is thicker where the pen pressed harder", () => {
    const line = (pressure: number): InkPoint[] =>
      Array.from({ length: 30 }, (_, index): InkPoint => [index * 4, 0, pressure]);
    const height = (pressure: number): number => {
      const box = boxFromPoints(strokeOutline(line(pressure), "l"));
      return box === null ? 0 : box.maxY - box.minY;
    };
    expect(height(0.9)).toBeGreaterThan(height(0.2) * 1.5);
  });

  it("is nothing when its code cannot be read", () => {
    expect(inkPoints({ ...inkOf([[0, 0, 0]], [1, 1]), points: new Uint8Array([9, 9]) })).toEqual(
      [],
    );
    expect(strokeOutline([], "m")).toEqual([]);
  });
});
