/** Tests of the ways of arrows: arcs, elbows, heads, and the gap for their words. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { drawShape } from "../draw/draw-shape.ts";
import { PALETTES } from "../draw/palette.ts";
import { RecordingPen } from "../draw/recording-pen.ts";
import { type Box, boxContainsPoint, boxFromPoints, distance, expandBox } from "../geometry.ts";
import { endsOf, wayOf } from "../kinds/ends.ts";
import { follow, kindOf, readShape } from "../kinds.ts";
import { shapeBox } from "../outline.ts";
import { plainFields } from "../record.ts";
import type { ArrowShape, Point } from "../shape.ts";
import { HEADS, ROUTES } from "../style.ts";
import { elbow } from "./elbow.ts";
import { boxTarget, meeting, meetingOnLine, type TargetFinder, targetWith } from "./target.ts";
import { arcWay, bendThrough, MAX_BEND } from "./way.ts";

function arrow(fields: Readonly<Record<string, unknown>> = {}): ArrowShape {
  const shape = readShape(
    "arrow",
    plainFields({
      ...{ type: "arrow", xy: [0, 0], size: [200, 0], from: [0, 0], to: [200, 0] },
      ...{ stroke: "red", text: "", ...fields },
    }),
  );
  if (shape?.type !== "arrow") throw new Error("it is no arrow");
  return shape;
}

const place = fc.integer({ min: -2_000, max: 2_000 });
const point = fc.tuple(place, place);

test("R232: an arrow of an earlier version is straight, with an open head and without words", () => {
  const { text: _text, ...fields } = { text: "" };
  const old = arrow(fields);
  expect(old).toMatchObject({ route: "straight", tail: "none", head: "open" });
  expect(old.text.length).toBe(0);
  expect(wayOf(old).box).toEqual({ minX: 0, minY: 0, maxX: 200, maxY: 0 });
  for (const hostile of [Number.NaN, 1e9, "1", null]) {
    expect(arrow({ route: "curve", bend: hostile }).bend).toBe(0.1);
    expect(arrow({ route: "loop", head: hostile })).toMatchObject({
      route: "straight",
      head: "open",
    });
  }
});

test("a straight way meets an outline where the same way of steps does, forwards and back", () => {
  const box = { xy: [-150, -90] as Point, size: [300, 180] as Point, angle: 0 };
  const round = Array.from({ length: 24 }, (_, step): Point => {
    const turn = (step * Math.PI) / 12;
    return [150 * Math.cos(turn), 90 * Math.sin(turn)];
  });
  const near = fc.tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -400, max: 400 }));
  const target = fc.constantFrom(boxTarget(box), targetWith(box, round, 1));
  fc.assert(
    fc.property(near, near, target, (from, to, met) => {
      const way = arcWay(from, to, 0);
      const { length } = way;
      expect(meetingOnLine(from, to, length, met)).toBe(meeting(way, met, false));
      const left = meetingOnLine(to, from, length, met);
      expect(left === null ? null : length - left).toBe(meeting(way, met, true));
    }),
  );
});

test("R232: an arc begins and ends at its ends, and its middle lies beside its chord as its bend says", () => {
  fc.assert(
    fc.property(point, point, fc.double({ min: -3, max: 3, noNaN: true }), (from, to, bend) => {
      fc.pre(distance(from, to) > 10);
      const way = arcWay(from, to, bend);
      expect(distance(way.at(0), from)).toBeCloseTo(0, 4);
      expect(distance(way.at(way.length), to)).toBeCloseTo(0, 4);
      const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
      const height = Math.abs(bend) * distance(from, to);
      if (height >= 0.5) expect(distance(way.at(way.length / 2), middle)).toBeCloseTo(height, 3);
      const around = expandBox(way.box, 1e-3);
      for (const { at } of way.steps) expect(boxContainsPoint(around, at)).toBe(true);
    }),
  );
});

test("R232: the middle handle bends an arrow through the hand, and near the straight way makes it straight", () => {
  const pull = kindOf(arrow()).pulled;
  const bent = pull?.(arrow(), "bend", [100, -60], false);
  expect(bent).toMatchObject({ route: "curve" });
  if (bent?.type !== "arrow") throw new Error("it is no arrow");
  const way = wayOf(bent);
  expect(way.at(way.length / 2)[1]).toBeCloseTo(-60, 4);
  expect(pull?.(bent, "bend", [100, 3], false)).toMatchObject({ route: "straight" });
  fc.assert(
    fc.property(point, point, point, (from, through, to) => {
      fc.pre(distance(from, to) > 20);
      const bend = bendThrough(from, through, to);
      expect(Math.abs(bend)).toBeLessThanOrEqual(MAX_BEND);
      fc.pre(Math.abs(bend) < MAX_BEND && Math.abs(bend) * distance(from, to) > 1);
      const steps = arcWay(from, to, bend).steps;
      const nearest = Math.min(...steps.map(({ at }) => distance(at, through)));
      expect(nearest).toBeLessThanOrEqual(arcWay(from, to, bend).length / 32);
    }),
  );
});

/** Two boxes of 100 by 60, and the arrow between their middles. */
function between(a: Point, b: Point, route: string) {
  const size = [100, 60] as const;
  const boxes = new Map([
    ["a", boxTarget({ xy: a, size, angle: 0 })],
    ["b", boxTarget({ xy: b, size, angle: 0 })],
  ]);
  const targetOf: TargetFinder = (id) => boxes.get(id);
  const anchor = (shape: string) => ({ shape, at: [0.5, 0.5], edge: true });
  const bound = arrow({ route, bend: 0.2, start: anchor("a"), end: anchor("b") });
  const seen = follow(bound, targetOf);
  if (seen.type !== "arrow") throw new Error("it is no arrow");
  return { seen, boxes: [...boxes.values()].map(({ around }) => around) };
}

test("R232: a bound arc stops before both outlines, on the arc between the middles", () => {
  const { seen } = between([0, 0], [400, 0], "curve");
  const [from, to] = endsOf(seen);
  const whole = arcWay([50, 30], [450, 30], 0.2);
  for (const end of [from, to]) {
    const nearest = Math.min(...whole.steps.map(({ at }) => distance(at, end)));
    expect(nearest).toBeLessThan(whole.length / 32);
  }
  expect(from[0]).toBeGreaterThan(60);
  // The part that is seen is of the same circle.
  const way = wayOf(seen);
  expect(way.at(way.length / 2)[1] + seen.xy[1]).toBeCloseTo(30 - 0.2 * 400, 1);
});

test("R233: an elbow goes along the board's sides, and through neither of its shapes", () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      fc.pre(Math.abs(a[0] - b[0]) > 120 || Math.abs(a[1] - b[1]) > 80);
      const { seen, boxes } = between(a, b, "elbow");
      const points = wayOf(seen).steps.map(
        ({ at: [x, y] }): Point => [x + seen.xy[0], y + seen.xy[1]],
      );
      for (const [index, here] of points.entries()) {
        const next = points[index + 1];
        if (next === undefined) break;
        const isLevel = Math.abs(here[1] - next[1]) < 0.1;
        expect(isLevel || Math.abs(here[0] - next[0]) < 0.1).toBe(true);
        for (const box of boxes) expect(crosses(expandBox(box, -1), here, next)).toBe(false);
      }
      expect(points.length).toBeLessThanOrEqual(6);
    }),
  );
});

test("R233: an elbow goes around a shape in its way", () => {
  const start = { minX: 0, minY: 0, maxX: 100, maxY: 60 };
  const end = { minX: 400, minY: 0, maxX: 500, maxY: 60 };
  const wall = { minX: 200, minY: -50, maxX: 300, maxY: 300 };
  const aim = { from: [50, 30], to: [450, 30] } as const;
  const straight = elbow(aim, start, end, []);
  expect(straight).toEqual([
    [50, 30],
    [450, 30],
  ]);
  const around = elbow(aim, start, end, [wall]);
  for (const [index, here] of around.entries()) {
    const next = around[index + 1];
    if (next !== undefined) expect(crosses(wall, here, next)).toBe(false);
  }
  expect(boxFromPoints(around)?.minY).toBeLessThan(-50);
});

test("R233: where no way leads around, an elbow is a plain one", () => {
  const box = { minX: 0, minY: 0, maxX: 100, maxY: 60 };
  const over = { minX: 10, minY: 10, maxX: 90, maxY: 50 };
  const points = elbow({ from: [50, 30], to: [60, 40] }, box, over, []);
  expect(points.at(0)).toEqual([50, 30]);
  expect(points.at(-1)).toEqual([60, 40]);
});

function crosses(box: Box, a: Point, b: Point): boolean {
  return (
    Math.max(a[0], b[0]) > box.minX &&
    Math.min(a[0], b[0]) < box.maxX &&
    Math.max(a[1], b[1]) > box.minY &&
    Math.min(a[1], b[1]) < box.maxY
  );
}

function marksOf(shape: ArrowShape) {
  const pen = new RecordingPen();
  drawShape(shape, pen, PALETTES.light);
  return pen.marks;
}

test("R234: every head is drawn at either end, within the arrow's box, with every course and line", () => {
  for (const head of HEADS) {
    for (const tail of HEADS) {
      for (const route of ROUTES) {
        for (const dash of ["solid", "dotted"]) {
          const shape = arrow({ head, tail, route, dash, to: [200, 90], size: [200, 90] });
          const around = expandBox(shapeBox(shape), 1e-3);
          const marks = marksOf(shape);
          expect(marks.length).toBeGreaterThan(0);
          for (const mark of marks) {
            if (mark.as !== "text") {
              for (const corner of [
                [mark.box.minX, mark.box.minY],
                [mark.box.maxX, mark.box.maxY],
              ] as const) {
                expect(boxContainsPoint(around, corner), `${head} ${tail} ${route}`).toBe(true);
              }
            }
          }
          const areas = [head, tail].some((one) => one === "filled" || one === "dot");
          expect(marks.some(({ as }) => as === "fill")).toBe(areas);
        }
      }
    }
  }
});

test("R234: the line ends before the point of a head that is an area", () => {
  const [line] = marksOf(arrow({ head: "filled", dash: "dashed", width: "xl" }));
  if (line?.as !== "stroke") throw new Error("there is no line");
  expect(line.box.maxX).toBeLessThan(180);
  expect(line.box.minX).toBe(0);
});

test("R235: the line leaves a gap for its words, which follows them", () => {
  const gapOf = (text: string) => {
    const marks = marksOf(arrow({ text, dash: "dashed", head: "none" }));
    const [line] = marks;
    if (line?.as !== "stroke") throw new Error("there is no line");
    const [, first = "", second = ""] = /L(\S+) 0M(\S+) 0/.exec(line.steps) ?? [];
    return Number(second) - Number(first);
  };
  expect(gapOf("")).toBe(0);
  expect(gapOf("yes")).toBeGreaterThan(20);
  expect(gapOf("of course")).toBeGreaterThan(gapOf("yes") + 20);
  const words = marksOf(arrow({ text: "yes" })).find(({ as }) => as === "text");
  if (words?.as !== "text") throw new Error("there are no words");
  expect(words.at[0]).toBeGreaterThan(60);
  expect(words.at[0]).toBeLessThan(100);
});

test("R235: words that are wider than an arrow leave its heads", () => {
  const marks = marksOf(arrow({ text: "much longer than it", to: [40, 0], size: [40, 0] }));
  expect(marks.some(({ as }) => as === "stroke")).toBe(true);
});

test("R339: an elbow from a point of one side of a shape leaves by that side, whatever lies in the way", () => {
  const start: Box = { minX: 0, minY: 0, maxX: 180, maxY: 180 };
  const end: Box = { minX: 450, minY: 0, maxX: 750, maxY: 76 };
  const wall: Box = { minX: 210, minY: -10, maxX: 430, maxY: 170 };
  const points = elbow({ from: [180, 90], to: [450, 38] }, start, end, [wall]);
  expect(points[1]?.[0]).toBeGreaterThan(180);
  expect(points.at(-2)?.[0]).toBeLessThan(450);
  expect(points.at(-2)?.[1]).toBe(38);
});
