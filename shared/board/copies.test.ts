/** Tests of copies: parents, bindings and groups among the copied shapes are those of the originals. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { bind, seenEnds } from "./binding-edits.ts";
import { copyShapes } from "./copies.ts";
import { addShape, shapesOf } from "./document.ts";
import { group } from "./group-edits.ts";
import { putInto } from "./place-edits.ts";
import { watchRelations } from "./relations.ts";
import { moveShapes } from "./subtree-edits.ts";

const look = { stroke: "ink", width: "m", dash: "solid", by: "mina", at: 1 } as const;
const words = { font: "hand", align: "middle", fill: "none" } as const;

function board() {
  const doc = new Y.Doc();
  const { relations } = watchRelations(doc);
  for (const [id, x] of [
    ["frame", 0],
    ["one", 10],
    ["two", 50],
  ] as const) {
    const place = { xy: [x, x], size: [20, 20], z: `a${x}` } as const;
    addShape(doc, { ...look, ...words, ...place, id, type: "rectangle", text: id });
  }
  const ends = { from: [0, 0], to: [10, 10] } as const;
  addShape(doc, {
    ...look,
    ...ends,
    id: "arrow",
    type: "arrow",
    xy: [0, 0],
    size: [10, 10],
    z: "a3",
  });
  const copy = (...ids: string[]) => {
    const made = { by: "jonas", at: 2 };
    return doc.transact(() => copyShapes(relations, ids, { by: [100, 0], made, above: "a5" }));
  };
  return { doc, relations, copy };
}

test("R208: a copied frame holds copies of what lies in it, which goes where it goes", () => {
  const { relations, copy } = board();
  putInto(relations, ["one"], "frame");
  moveShapes(relations, ["frame"], [1_000, 0]);
  const copies = copy("frame", "one");
  const [frame, one] = [copies.get("frame") ?? "", copies.get("one") ?? ""];
  expect(copies.size).toBe(2);
  expect(relations.tree.parentOf(one)).toBe(frame);
  expect(relations.tree.boardXy(one)).toEqual([1_110, 10]);
  moveShapes(relations, [frame], [0, 5]);
  expect(relations.tree.boardXy(one)).toEqual([1_110, 15]);
  expect(relations.tree.boardXy("one")).toEqual([1_010, 10]);
});

test("R208: the copy of a child alone lies in the same frame", () => {
  const { relations, copy } = board();
  putInto(relations, ["one"], "frame");
  const one = copy("one").get("one") ?? "";
  expect(relations.tree.parentOf(one)).toBe("frame");
  expect(relations.tree.boardXy(one)).toEqual([110, 10]);
});

test("R208: a copied arrow follows copies, and stands by itself where its shape is not copied", () => {
  const { relations, copy } = board();
  bind(relations, "arrow", "start", { shape: "one", at: [0.5, 0.5], edge: false });
  bind(relations, "arrow", "end", { shape: "two", at: [0.5, 0.5], edge: false });
  moveShapes(relations, ["two"], [0, 7]);
  const copies = copy("arrow", "one");
  const [arrow, one] = [copies.get("arrow") ?? "", copies.get("one") ?? ""];
  expect(seenEnds(relations, arrow)).toEqual({ from: [120, 20], to: [160, 67] });
  expect(relations.bindings.of(arrow)).toMatchObject({ start: { shape: one }, end: null });
  moveShapes(relations, [one], [0, 1]);
  expect(seenEnds(relations, arrow)).toEqual({ from: [120, 21], to: [160, 67] });
});

test("R208: a group is copied as a new one when all of it is copied, or else not", () => {
  const { relations, copy } = board();
  group(relations, ["one", "two"]);
  const both = copy("one", "two");
  const alone = copy("one");
  const [tag] = relations.groups.tagsOf(both.get("one") ?? "");
  expect(relations.groups.tagsOf(both.get("two") ?? "")).toEqual([tag]);
  expect(tag).not.toBe(relations.groups.tagsOf("one")[0]);
  expect(relations.groups.tagsOf(alone.get("one") ?? "")).toEqual([]);
});

test("R208: a copy has its original's words and every other field, lies above, and is its maker's", () => {
  const { doc, relations, copy } = board();
  relations.fieldsOf("one")?.set("of a later version", { a: 1 });
  relations.fieldsOf("one")?.set("locked", true);
  const copies = copy("two", "one");
  const one = shapesOf(doc).get(copies.get("one") ?? "");
  expect(one?.toJSON()).toMatchObject({
    text: "one",
    by: "jonas",
    at: 2,
    "of a later version": { a: 1 },
  });
  expect(one?.has("locked")).toBe(false);
  const zOf = (id: string) => String(relations.fieldsOf(copies.get(id) ?? "")?.get("z"));
  expect(["a5" < zOf("one"), zOf("one") < zOf("two")]).toEqual([true, true]);
});
