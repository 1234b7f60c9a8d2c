/** Tests of anchors, and of arrows whose ends follow shapes. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { anchoredPoint, anchorLink, readAnchor, readAnchorLink, shareAt } from "./anchor.ts";
import { bind, letGo, seenEnds } from "./binding-edits.ts";
import { addShape } from "./document.ts";
import { watchRelations } from "./relations.ts";
import { boxTarget, meeting } from "./route/target.ts";
import { arcWay } from "./route/way.ts";
import { moveShapes, removeShapes } from "./subtree-edits.ts";

const look = { stroke: "ink", width: "m", dash: "solid", by: "", at: 0 } as const;

/** A board with two boxes, 100 units wide and high, and an arrow beside them. */
function board() {
  const doc = new Y.Doc();
  const { relations } = watchRelations(doc);
  const words = { text: "", font: "hand", align: "middle", fill: "none" } as const;
  for (const [id, x] of [
    ["one", 0],
    ["two", 300],
  ] as const) {
    addShape(doc, {
      ...look,
      ...words,
      id,
      type: "rectangle",
      xy: [x, 0],
      size: [100, 100],
      z: id,
    });
  }
  const ends = { from: [0, 0], to: [10, 10] } as const;
  addShape(doc, {
    ...look,
    ...ends,
    id: "arrow",
    type: "arrow",
    xy: [0, 500],
    size: [10, 10],
    z: "x",
  });
  return { doc, relations, ends: () => seenEnds(relations, "arrow") };
}

const middle = [0.5, 0.5] as const;

test("R208: a bound end goes where its shape goes, and stays where it was seen when that is deleted", () => {
  const { relations, ends } = board();
  bind(relations, "arrow", "start", { shape: "one", at: middle, edge: true });
  bind(relations, "arrow", "end", { shape: "two", at: middle, edge: true });
  // Five units of air, and half of each line.
  expect(ends()).toEqual({ from: [108, 50], to: [292, 50] });
  moveShapes(relations, ["two"], [0, 300]);
  const seen = ends();
  // Its corners are round.
  expect(seen?.to[1]).toBeCloseTo(302.5 - 8 * Math.SQRT1_2, 0);
  removeShapes(relations, ["two"]);
  expect(ends()).toEqual(seen);
  expect(relations.fieldsOf("arrow")?.has("end")).toBe(false);
  expect(relations.fieldsOf("arrow")?.has("start")).toBe(true);
});

test("R208: an arrow whose shape a program has deleted stands where its own points say", () => {
  const { relations, ends } = board();
  bind(relations, "arrow", "end", { shape: "two", at: [0, 0.25], edge: false });
  relations.shapes.delete("two");
  expect(ends()).toEqual({ from: [0, 500], to: [300, 25] });
});

test("R305: an arrow that is moved out of its shape lets go; with its shape, or within it, it stays bound", () => {
  const { relations, ends } = board();
  bind(relations, "arrow", "start", { shape: "one", at: middle, edge: false });
  moveShapes(relations, ["one", "arrow"], [5, 5]);
  expect(ends()?.from).toEqual([55, 55]);
  expect(relations.fieldsOf("arrow")?.has("start")).toBe(true);
  moveShapes(relations, ["arrow"], [5, 6]);
  expect(ends()?.from[0]).toBeCloseTo(60);
  expect(relations.bindings.of("arrow").start?.at[1]).toBeCloseTo(0.56);
  moveShapes(relations, ["arrow"], [5, 50]);
  expect(ends()?.from[1]).toBeCloseTo(111);
  expect(relations.fieldsOf("arrow")?.has("start")).toBe(false);
  letGo(relations, "arrow", () => true);
  expect(ends()?.from[1]).toBeCloseTo(111);
});

test("R208: nothing is bound to an arrow, which could follow in a circle", () => {
  const { doc, relations, ends } = board();
  const points = { from: [0, 0], to: [10, 10] } as const;
  addShape(doc, {
    ...look,
    ...points,
    id: "other",
    type: "arrow",
    xy: [0, 900],
    size: [10, 10],
    z: "y",
  });
  bind(relations, "arrow", "end", { shape: "other", at: middle, edge: false });
  expect(relations.fieldsOf("arrow")?.has("end")).toBe(false);
  relations.fieldsOf("arrow")?.set("end", { shape: "other", at: middle });
  expect(ends()).toEqual({ from: [0, 500], to: [10, 510] });
});

test.each([
  { shape: "one", at: [0, 1] },
  { shape: "one", at: [0.5, 0.5], edge: true, later: "a field of a later version" },
])("R208: %j is an anchor", (value) => {
  expect(readAnchor(value)).toEqual({
    shape: "one",
    at: value.at,
    edge: "edge" in value,
  });
});

test.each([
  null,
  "one",
  { shape: "", at: [0, 0] },
  { shape: "x".repeat(65), at: [0, 0] },
  { shape: "one" },
  { shape: "one", at: [0] },
  { shape: "one", at: [0, 1.01] },
  { shape: "one", at: [Number.NaN, 0] },
])("R208: %j is none", (value) => {
  expect(readAnchor(value)).toBe(null);
});

const share = fc.integer({ min: 0, max: 64 }).map((part) => part / 64);
const place = fc.integer({ min: -10_000, max: 10_000 });
const side = fc.integer({ min: 1, max: 10_000 });
const angle = fc.integer({ min: -100, max: 100 }).map((part) => part / 16);
const turnedBox = fc.record({ xy: fc.tuple(place, place), size: fc.tuple(side, side), angle });

test("R208: a point of a box is found again by its share, however the box is turned", () => {
  fc.assert(
    fc.property(turnedBox, share, share, (box, u, v) => {
      const found = shareAt(anchoredPoint({ at: [u, v] }, box), box);
      expect(found[0]).toBeCloseTo(u, 6);
      expect(found[1]).toBeCloseTo(v, 6);
    }),
  );
});

test("R208: on the way from outside to the middle of a box, its outline is met where a share is 0 or 1", () => {
  fc.assert(
    fc.property(turnedBox, place, place, (box, x, y) => {
      const start = shareAt([x, y], box);
      // A share of 0 or 1 is outside, or all but on the outline.
      fc.pre(start.some((value) => value === 0 || value === 1));
      const way = arcWay([x, y], anchoredPoint({ at: middle }, box), 0);
      const length = meeting(way, boxTarget(box), false);
      const at = length === null ? start : shareAt(way.at(length), box);
      expect(Math.min(...at.flatMap((value) => [value, 1 - value]))).toBeCloseTo(0, 6);
    }),
  );
});

test("R208: from inside, no outline is met on the way to a point inside", () => {
  const box = boxTarget({ xy: [0, 0], size: [10, 10], angle: 1 });
  expect(meeting(arcWay([5, 5], [6, 5], 0), box, false)).toBe(null);
  expect(meeting(arcWay([100, 100], [200, 100], 0), box, false)).toBe(null);
});

test("R208: a link names a shape, and a point of it where that is not the middle", () => {
  expect(anchorLink({ shape: "a b&c", at: middle })).toBe("shape=a%20b%26c");
  expect(readAnchorLink("#k=secret&shape=a%20b%26c")).toEqual({
    shape: "a b&c",
    at: middle,
    edge: false,
  });
  expect(anchorLink({ shape: "a", at: [0, 1 / 3] })).toBe("shape=a&at=0,0.3333");
  expect(readAnchorLink("#shape=a&at=0,0.3333")?.at).toEqual([0, 0.3333]);
  expect(readAnchorLink("#shape=a&at=9,nine")?.at).toEqual(middle);
  expect(readAnchorLink("#k=secret")).toBe(null);
});

test.each([
  ["rectangle", [292, 50]],
  ["diamond", [292, 50]],
  ["ellipse", [292, 50]],
] as const)(
  "R208: from the side, an end at the edge of a %s is just before its outline",
  (type, expected) => {
    const { relations, ends } = board();
    relations.fieldsOf("two")?.set("type", type);
    bind(relations, "arrow", "start", { shape: "one", at: middle, edge: false });
    bind(relations, "arrow", "end", { shape: "two", at: middle, edge: true });
    expect(ends()?.to[0]).toBeCloseTo(expected[0], 0);
    expect(ends()?.to[1]).toBeCloseTo(expected[1], 0);
  },
);

test("R208: from a corner, an end at the edge of an ellipse is just before its outline", () => {
  const { relations, ends } = board();
  relations.fieldsOf("two")?.set("type", "ellipse");
  relations.fieldsOf("two")?.set("xy", [300, 300]);
  bind(relations, "arrow", "start", { shape: "one", at: middle, edge: false });
  bind(relations, "arrow", "end", { shape: "two", at: middle, edge: true });
  const [x, y] = ends()?.to ?? [0, 0];
  // A circle about 350, 350 with a radius of 50.
  expect(Math.hypot(x - 350, y - 350)).toBeCloseTo(58, 0);
  relations.fieldsOf("two")?.set("angle", 1);
  expect(Math.hypot(x - 350, y - 350)).toBeCloseTo(58, 0);
});
