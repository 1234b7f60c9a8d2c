import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EDGE } from "../../shared/board/draw/palette.ts";
import { endsOf } from "../../shared/board/kinds/ends.ts";
import { shapeBox } from "../../shared/board/outline.ts";
import { reachOf, tipOf } from "../../shared/board/route/heads.ts";
import { PolyWay } from "../../shared/board/route/way.ts";
import type { Point } from "../../shared/board/shape.ts";
import { LINE_WIDTH } from "../../shared/board/style.ts";
import {
  type Box,
  boxContains,
  boxContainsPoint,
  boxFromPoints,
  cornersOf,
  expandBox,
  outlineBox,
  rotate,
  segmentDistance,
  segmentTouchesBox,
  unionBoxes,
} from "./geometry.ts";
import { arrowWith } from "./test-arrow.ts";

const coordinate = fc.integer({ min: -100, max: 100 });
const points: fc.Arbitrary<Point> = fc.tuple(coordinate, coordinate);
const sizes = fc.tuple(fc.nat(100), fc.nat(100));
const angles = fc.double({ min: -7, max: 7, noNaN: true });
const boxes: fc.Arbitrary<Box> = fc
  .tuple(coordinate, coordinate, fc.nat(50), fc.nat(50))
  .map(([minX, minY, width, height]) => ({ minX, minY, maxX: minX + width, maxY: minY + height }));

/** Points along a segment, close together. */
function along(a: Point, b: Point): Point[] {
  return Array.from({ length: 201 }, (_, step): Point => {
    const share = step / 200;
    return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
  });
}

describe("geometry", () => {
  it("turns a point back to where it was", () => {
    fc.assert(
      fc.property(points, points, angles, (point, center, angle) => {
        const [x, y] = rotate(rotate(point, center, angle), center, -angle);
        expect(x).toBeCloseTo(point[0], 6);
        expect(y).toBeCloseTo(point[1], 6);
      }),
    );
  });

  it("measures to a segment as to the nearest of its points", () => {
    fc.assert(
      fc.property(points, points, points, (point, a, b) => {
        const exact = segmentDistance(point, a, b);
        const sampled = Math.min(
          ...along(a, b).map(([x, y]) => Math.hypot(x - point[0], y - point[1])),
        );
        expect(exact).toBeLessThanOrEqual(sampled + 1e-9);
        expect(sampled - exact).toBeLessThan(2);
      }),
    );
  });

  it("knows whether a segment touches a box", () => {
    fc.assert(
      fc.property(points, points, boxes, (a, b, box) => {
        const touched = segmentTouchesBox(a, b, box);
        const inside = along(a, b).some((point) => boxContainsPoint(box, point));
        if (inside) expect(segmentTouchesBox(a, b, expandBox(box, 1e-9))).toBe(true);
        const near = along(a, b).some((point) => boxContainsPoint(expandBox(box, 1.5), point));
        if (touched) expect(near).toBe(true);
      }),
    );
  });

  it("puts a box around a turned box that holds its corners and no more", () => {
    fc.assert(
      fc.property(points, sizes, angles, (xy, size, angle) => {
        const box = outlineBox(xy, size, angle);
        const corners = cornersOf(xy, size, angle);
        for (const corner of corners) {
          expect(boxContainsPoint(expandBox(box, 1e-6), corner)).toBe(true);
        }
        expect(box.minX).toBeCloseTo(Math.min(...corners.map((corner) => corner[0])), 6);
        expect(box.maxY).toBeCloseTo(Math.max(...corners.map((corner) => corner[1])), 6);
      }),
    );
  });

  it("reckons an arrow's head, its line and the edge of light colours into its box", () => {
    fc.assert(
      fc.property(points, points, points, angles, (xy, from, to, angle) => {
        const arrow = arrowWith({
          xy,
          size: [Math.abs(from[0] - to[0]), Math.abs(from[1] - to[1])],
          from,
          to,
          angle,
          width: "xl",
        });
        const ends = endsOf(arrow);
        const tip = tipOf(new PolyWay(ends, 0), "open", true, "xl");
        const drawn = boxFromPoints([...ends, ...reachOf(tip)]);
        if (drawn === null) throw new Error("an arrow has points");
        const box = shapeBox(arrow);
        const half = LINE_WIDTH.xl / 2 + EDGE;
        expect(boxContains(expandBox(box, 1e-6), expandBox(drawn, half))).toBe(true);
        if (angle === 0) expect(box.minX).toBeCloseTo(drawn.minX - half, 6);
      }),
    );
  });

  it("has no box around nothing", () => {
    expect(boxFromPoints([])).toBeNull();
    expect(unionBoxes([])).toBeNull();
  });
});
