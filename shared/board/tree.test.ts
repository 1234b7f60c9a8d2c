/** Tests of places and frames: where a shape stands, what lies in what, and what a change costs. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { addShape, changeShape, shapesOf, writeShape } from "./document.ts";
import { type Place, placeFields, readPlace } from "./place.ts";
import { frameAt, putInto, setPlace } from "./place-edits.ts";
import type { Point } from "./record.ts";
import { watchRelations } from "./relations.ts";
import { readShape } from "./shape.ts";
import { dissolveFrame, moveShapes, removeShapes } from "./subtree-edits.ts";
import { Tree } from "./tree.ts";

/** A board on which each frame and note is a map of fields, as another client may have written it. */
function board() {
  const doc = new Y.Doc();
  const { relations } = watchRelations(doc);
  const add = (id: string, xy: Point, fields: Record<string, unknown> = {}) => {
    const base = { type: "frame", xy, size: [100, 100], z: "a0", ...fields };
    writeShape(shapesOf(doc), id, base);
  };
  const stands = (id: string) => relations.tree.boardXy(id);
  return { doc, relations, add, stands };
}

/** A tree over plain places, and how often it has looked one up. */
function plainTree(places: Map<string, Place>) {
  let lookups = 0;
  const tree = new Tree((id) => {
    lookups += 1;
    return places.get(id);
  });
  for (const id of places.keys()) tree.update(id);
  const cost = (act: () => void) => {
    lookups = 0;
    act();
    return lookups;
  };
  return { tree, cost };
}

const inside = (id: string): Place => ({ xy: [0, 0], parent: { id, xy: [1, 1] } });
const alone: Place = { xy: [5, 5], parent: null };

test("R207: a shape in a frame goes where the frame goes, and both people's moves count", () => {
  const one = board();
  one.add("frame", [100, 100]);
  one.add("note", [110, 120]);
  putInto(one.relations, ["note"], "frame");
  expect(one.stands("note")).toEqual([110, 120]);
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one.doc));
  const { relations } = watchRelations(other);
  // Both at once: one drags the frame, the other the note in it.
  moveShapes(one.relations, ["frame"], [1_000, 0]);
  moveShapes(relations, ["note"], [0, 7]);
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one.doc));
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other));
  expect(one.stands("note")).toEqual([1_110, 127]);
  expect(relations.tree.boardXy("note")).toEqual([1_110, 127]);
});

test.each([
  [1, 2],
  [2, 1],
])(
  "R207: of two people who move one shape, one into a frame, the shape stands where one of them has put it (%i, %i)",
  (first, second) => {
    const one = board();
    one.doc.clientID = first;
    one.add("far", [5_000, 5_000]);
    one.add("near", [0, 0]);
    one.add("note", [10, 10]);
    putInto(one.relations, ["note"], "near");
    const other = new Y.Doc();
    other.clientID = second;
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one.doc));
    const { relations } = watchRelations(other);
    one.doc.transact(() => {
      setPlace(one.relations, "note", [5_020, 5_020]);
      putInto(one.relations, ["note"], "far");
    });
    moveShapes(relations, ["note"], [1, 0]);
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one.doc));
    Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other));
    expect([
      [5_020, 5_020],
      [11, 10],
    ]).toContainEqual(one.stands("note"));
    expect(relations.tree.boardXy("note")).toEqual(one.stands("note"));
  },
);

test("R207: a child that comes into a frame while that is deleted stays where its author put it", () => {
  const one = board();
  one.add("frame", [100, 100]);
  one.add("old", [110, 110]);
  one.add("new", [900, 900]);
  putInto(one.relations, ["old"], "frame");
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one.doc));
  const { relations } = watchRelations(other);
  removeShapes(one.relations, ["frame"]);
  other.transact(() => {
    setPlace(relations, "new", [130, 140]);
    putInto(relations, ["new"], "frame");
  });
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other));
  expect(one.stands("old")).toBe(null);
  expect(one.stands("new")).toEqual([130, 140]);
  expect(one.relations.tree.parentOf("new")).toBe(null);
});

test("R207: a frame that is deleted alone leaves what lay in it where it is seen", () => {
  const { relations, add, stands } = board();
  add("outer", [1_000, 0]);
  add("frame", [1_100, 100]);
  add("note", [1_110, 110]);
  putInto(relations, ["frame"], "outer");
  putInto(relations, ["note"], "frame");
  moveShapes(relations, ["outer"], [0, 500]);
  dissolveFrame(relations, "frame");
  expect(stands("note")).toEqual([1_110, 610]);
  expect(relations.tree.parentOf("note")).toBe("outer");
});

test("R207: frames that were put into one another at once are a circle, whose smallest id is on the board", () => {
  const one = board();
  for (const [id, xy] of [
    ["b", [0, 0]],
    ["a", [50, 50]],
    ["c", [60, 60]],
    ["note", [70, 70]],
  ] as const) {
    one.add(id, xy);
  }
  putInto(one.relations, ["note"], "b");
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one.doc));
  const { relations } = watchRelations(other);
  putInto(one.relations, ["a"], "b");
  putInto(relations, ["b"], "c");
  putInto(relations, ["c"], "a");
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one.doc));
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other));
  for (const { tree } of [one.relations, relations]) {
    expect(["a", "b", "c", "note"].map((id) => tree.parentOf(id))).toEqual([null, "c", "a", "b"]);
    expect(tree.subtrees(["a"])).toEqual(new Set(["a", "b", "c", "note"]));
  }
  // It can be moved as a whole, which ends the circle: a place is written without a parent that does not count.
  moveShapes(relations, ["a"], [10, 0]);
  expect(relations.tree.boardXy("note")).toEqual([80, 70]);
  expect(relations.fieldsOf("a")?.has("parent")).toBe(false);
});

test("R207: no frame goes into itself, into what lies in it, or below eight others", () => {
  const { relations, add } = board();
  for (let level = 0; level < 10; level++) add(`f${level}`, [level, level]);
  for (let level = 1; level < 9; level++) {
    expect(putInto(relations, [`f${level}`], `f${level - 1}`)).toEqual([`f${level}`]);
  }
  expect(putInto(relations, ["f9"], "f8")).toEqual([]);
  expect(putInto(relations, ["f0"], "f0")).toEqual([]);
  expect(putInto(relations, ["f0"], "f3")).toEqual([]);
  expect(putInto(relations, ["f9"], "nowhere")).toEqual([]);
  expect(relations.tree.framesAround("f8")).toHaveLength(8);
});

test("R207: a shape with more than eight parents above it stands on the board itself", () => {
  const places = new Map([["f0", alone]]);
  for (let level = 1; level < 12; level++) places.set(`f${level}`, inside(`f${level - 1}`));
  const { tree } = plainTree(places);
  expect(tree.boardXy("f8")).toEqual([13, 13]);
  expect(tree.boardXy("f9")).toEqual([0, 0]);
  expect(tree.parentOf("f10")).toBe(null);
});

test("R207: a parent counts while its `board` is the shape's `xy`: a client without frames takes a shape out of one", () => {
  const { relations, add, stands } = board();
  add("frame", [100, 100]);
  add("note", [110, 110]);
  putInto(relations, ["note"], "frame");
  moveShapes(relations, ["frame"], [50, 0]);
  expect(stands("note")).toEqual([160, 110]);
  relations.fieldsOf("note")?.set("xy", [7, 7]);
  expect(stands("note")).toEqual([7, 7]);
  expect(relations.tree.parentOf("note")).toBe(null);
});

test("R212: a reader of the version before draws a shape in a frame where it was put last", () => {
  const doc = new Y.Doc();
  const { relations } = watchRelations(doc);
  const words = { text: "", font: "hand", align: "start", stroke: "ink", width: "m" } as const;
  const made = { size: [50, 50], z: "a1", by: "", at: 0 } as const;
  for (const [id, xy] of [
    ["frame", [100, 100]],
    ["note", [110, 110]],
  ] as const) {
    addShape(doc, { ...made, ...words, id, type: "note", xy });
  }
  const groups = ["a"];
  putInto(relations, ["note"], "frame");
  relations.fieldsOf("note")?.set("groups", groups);
  relations.fieldsOf("note")?.set("start", { shape: "frame", at: [0, 0] });
  const fields = relations.fieldsOf("note");
  if (fields === undefined) throw new Error("The note is gone.");
  expect(readShape("note", fields)).toMatchObject({ type: "note", xy: [110, 110] });
});

test("R207: a frame is drawn first, then what lies in it, then what lies above the frame", () => {
  const { relations, add } = board();
  add("low", [0, 0], { z: "a1" });
  add("frame", [0, 0], { z: "a2" });
  add("high", [0, 0], { z: "a3" });
  add("child", [0, 0], { z: "a9" });
  add("under", [0, 0], { z: "a0" });
  putInto(relations, ["child", "under"], "frame");
  const zOf = (id: string) => String(relations.fieldsOf(id)?.get("z"));
  const ids = ["child", "high", "under", "frame", "low"];
  expect(ids.sort((a, b) => relations.tree.compare(a, b, zOf))).toEqual([
    "low",
    "frame",
    "under",
    "child",
    "high",
  ]);
});

test("R211: on a board of 50,000 shapes, a change costs a few steps, and a frame what lies in it", () => {
  const places = new Map<string, Place>([["frame", alone]]);
  for (let number = 0; number < 50_000; number++) places.set(`s${number}`, alone);
  for (let number = 0; number < 100; number++) places.set(`c${number}`, inside("frame"));
  const { tree, cost } = plainTree(places);
  const change = (id: string) => () => {
    tree.update(id);
    for (const each of tree.affected([id])) tree.boardXy(each);
  };
  expect(cost(change("s7"))).toBeLessThanOrEqual(2);
  expect(cost(change("c7"))).toBeLessThanOrEqual(10);
  expect(cost(change("frame"))).toBeLessThanOrEqual(101 * 10);
  expect(cost(() => tree.subtrees(["s7", "s8", "s9"]))).toBe(0);
  for (let number = 0; number < 100; number++) {
    places.set(`c${number}`, alone);
    tree.update(`c${number}`);
  }
  expect(tree.isFlat).toBe(true);
  expect(tree.affected(["frame"])).toEqual(new Set(["frame"]));
});

test("R207: whatever another client has written, every shape has one place", () => {
  const ids = ["a", "b", "c", "d", "e"];
  const anything = fc.oneof(
    fc.anything(),
    fc.constantFrom(...ids),
    fc.tuple(fc.double(), fc.double()),
  );
  const parent = fc.oneof(
    fc.record({ id: fc.constantFrom(...ids), xy: fc.constant([1, 2]), board: fc.constant([0, 0]) }),
    fc.record({ id: anything, xy: anything, board: anything }),
    anything,
  );
  const boards = fc.dictionary(fc.constantFrom(...ids), parent);
  fc.assert(
    fc.property(boards, (parents) => {
      const places = new Map<string, Place>();
      for (const [id, value] of Object.entries(parents)) {
        const fields = new Map<string, unknown>([
          ["xy", [0, 0]],
          ["parent", value],
        ]);
        const place = readPlace(fields);
        if (place !== null) places.set(id, place);
      }
      const { tree } = plainTree(places);
      const roots = [...places.keys()].filter((id) => tree.parentOf(id) === null);
      expect([...tree.subtrees(roots)].sort()).toEqual([...places.keys()].sort());
      for (const id of places.keys()) expect(tree.boardXy(id)?.every(Number.isFinite)).toBe(true);
    }),
  );
});

test("a place that is too far from its frame is one on the board", () => {
  expect(placeFields([9e6, 0], { id: "frame", xy: [-9e6, 0] }).parent).toBe(undefined);
  const { relations, add } = board();
  add("frame", [1, 2]);
  expect(frameAt(relations, "frame")).toEqual({ id: "frame", xy: [1, 2] });
  expect(frameAt(relations, "nowhere")).toBe(null);
});

test("R207: a client that moves a shape by its place on the board leaves it in its frame", () => {
  const { doc, relations, add, stands } = board();
  add("frame", [100, 100]);
  add("note", [110, 110]);
  putInto(relations, ["note"], "frame");
  moveShapes(relations, ["frame"], [50, 0]);
  changeShape(doc, "note", { xy: [170, 120] });
  expect(stands("note")).toEqual([170, 120]);
  expect(relations.tree.parentOf("note")).toBe("frame");
});
