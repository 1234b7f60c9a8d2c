import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { addShape } from "../../../shared/board/document.ts";
import { Polyline } from "../../../shared/board/draw/polyline.ts";
import type { InkPoint } from "../../../shared/board/ink.ts";
import type { Point } from "../../../shared/board/shape.ts";
import { rotate, segmentDistance, segmentTouchesBox } from "../geometry.ts";
import { shapeAt, shapesTouching } from "../hit.ts";
import { Scene } from "../scene/scene.ts";
import { Effort } from "./effort.ts";

const coordinate = fc.integer({ min: 0, max: 400 });
const strokes = fc.array(fc.tuple(coordinate, coordinate, fc.constant(0.5)), {
  minLength: 1,
  maxLength: 200,
});
const sizes = fc.tuple(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 600 }));

/** The line of a stroke in its shape's size, as a pointer is compared with it. */
function lineOf(points: readonly InkPoint[], size: readonly [number, number]): Polyline {
  const segments = segmentsOf(points, size);
  return new Polyline({
    isLong: true,
    length: 0,
    box: null,
    trace(to) {
      for (const [index, [, [x, y]]] of segments.entries()) {
        if (index === 0) to.moveTo(x, y);
        else to.lineTo(x, y);
      }
    },
  });
}

/** The segments of a stroke in its shape's size, one by one. */
function segmentsOf(
  points: readonly InkPoint[],
  size: readonly [number, number],
): [Point, Point][] {
  const minX = Math.min(...points.map(([x]) => x));
  const minY = Math.min(...points.map(([, y]) => y));
  const width = Math.max(...points.map(([x]) => x)) - minX;
  const height = Math.max(...points.map(([, y]) => y)) - minY;
  const stretched = points.map(
    ([x, y]): Point => [
      (x - minX) * (width === 0 ? 1 : size[0] / width),
      (y - minY) * (height === 0 ? 1 : size[1] / height),
    ],
  );
  return stretched.map((point, index): [Point, Point] => [stretched[index - 1] ?? point, point]);
}

test("R154: a line looked at by chunks is near what its segments are near", () => {
  fc.assert(
    fc.property(strokes, sizes, coordinate, coordinate, fc.nat(60), (points, size, x, y, reach) => {
      const nearest = Math.min(
        ...segmentsOf(points, size).map(([a, b]) => segmentDistance([x, y], a, b)),
      );
      // Coordinates are kept to 24 bits: what is on the edge may be on either side.
      fc.pre(Math.abs(nearest - reach) > 0.01);
      expect(lineOf(points, size).isNear([x, y], reach)).toBe(nearest <= reach);
    }),
    { numRuns: 300 },
  );
});

test("R154: a line looked at by chunks touches the boxes that its segments touch, turned or not", () => {
  const angles = fc.constantFrom(0, 0.3, 2, -1);
  fc.assert(
    fc.property(strokes, sizes, coordinate, coordinate, angles, (points, size, x, y, angle) => {
      const center: Point = [size[0] / 2, size[1] / 2];
      const turn = (point: Point): Point => rotate(point, center, angle);
      const boxOf = (by: number) => ({
        minX: x - by,
        minY: y - by,
        maxX: x + 50 + by,
        maxY: y + 50 + by,
      });
      const touches = (by: number): boolean =>
        segmentsOf(points, size).some(([a, b]) => segmentTouchesBox(turn(a), turn(b), boxOf(by)));
      fc.pre(touches(0.01) === touches(-0.01));
      const line = lineOf(points, size);
      expect(line.touches(boxOf(0), angle === 0 ? null : turn)).toBe(touches(0));
    }),
    { numRuns: 300 },
  );
});

/** Strokes of which each is under every point. */
function crowded(count: number): Scene {
  const doc = new Y.Doc();
  const points = Array.from(
    { length: 5000 },
    (_, at): InkPoint => [(at * 7.3) % 1000, at % 2 === 0 ? 0 : 700, 0.5],
  );
  doc.transact(() => {
    for (let at = 0; at < count; at++) {
      const place = { xy: [at * 2000, 0], size: [1000, 700], z: "a0", by: "", at: 0 } as const;
      addShape(doc, { ...place, id: `${at}`, type: "ink", stroke: "ink", width: "m", points });
    }
    // Empty corners, so that the line and not the box decides.
    for (let at = 0; at < count; at++) {
      const place = { xy: [-10, -10], size: [5000, 5000], z: "a1", by: "", at: 0 } as const;
      const edge: InkPoint[] = points.map((_, index) => [
        index,
        index === 0 ? 0 : 5000 - ((index * 13) % 50),
        0.5,
      ]);
      addShape(doc, {
        ...place,
        id: `edge ${at}`,
        type: "ink",
        stroke: "ink",
        width: "s",
        points: edge,
      });
    }
  });
  return new Scene(doc);
}

test("R154: a look at hundreds of strokes that nobody has read takes a bounded effort, and later ones find what is there", () => {
  const scene = crowded(80);
  const look = () => {
    const effort = new Effort(15_000, () => 0);
    return { shape: shapeAt(scene, [500, 350], 4, effort), spent: effort.spent };
  };
  const first = look();
  expect(first.shape).toBe(null);
  // The charge for strokes that are not read, because nothing is left, is not made.
  expect(first.spent).toBeLessThan(120_000);
  let looks = 1;
  while (look().shape === null && looks < 100) looks += 1;
  expect(looks).toBeGreaterThan(1);
  expect(look().shape?.id).toBe("0");
  const box = { minX: 400, minY: 300, maxX: 600, maxY: 400 };
  expect(shapesTouching(scene, box, new Effort(1e9, () => 0)).map(({ id }) => id)).toEqual(["0"]);
});
