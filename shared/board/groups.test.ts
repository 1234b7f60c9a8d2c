/** Tests of groups: tags that shapes have in common. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { shapesOf, writeShape } from "./document.ts";
import { group, ungroup } from "./group-edits.ts";
import { readGroups } from "./groups.ts";
import { watchRelations } from "./relations.ts";

function board(...ids: string[]) {
  const doc = new Y.Doc();
  const { relations } = watchRelations(doc);
  for (const id of ids) {
    writeShape(shapesOf(doc), id, { xy: [0, 0] });
  }
  return { doc, relations, groups: relations.groups };
}

test("R208: a group of groups is selected from outside in, and parted from outside in", () => {
  const { relations, groups } = board("a", "b", "c", "d");
  const inner = group(relations, ["a", "b"]) ?? "";
  const outer = group(relations, ["b", "c"]) ?? "";
  expect(groups.tagsOf("a")).toEqual([inner, outer]);
  expect(groups.outermost("a")).toBe(outer);
  expect(groups.outermost("a", outer)).toBe(inner);
  expect(groups.whole(["a"])).toEqual(new Set(["a", "b", "c"]));
  expect(groups.whole(["a"], outer)).toEqual(new Set(["a", "b"]));
  expect(groups.whole(["d"])).toEqual(new Set(["d"]));
  ungroup(relations, ["c"]);
  expect(groups.tagsOf("a")).toEqual([inner]);
  expect(groups.tagsOf("c")).toEqual([]);
  ungroup(relations, ["a"]);
  expect(relations.fieldsOf("a")?.has("groups")).toBe(false);
});

test("R208: inside a group that the user has entered, a new group lies within it", () => {
  const { relations, groups } = board("a", "b", "c");
  const outer = group(relations, ["a", "b", "c"]) ?? "";
  const inner = group(relations, ["a", "b"], outer) ?? "";
  expect(groups.tagsOf("a")).toEqual([inner, outer]);
  ungroup(relations, ["a"], outer);
  expect(groups.tagsOf("a")).toEqual([outer]);
});

test("R208: one shape is no group, nor is what is left of one, and eight groups are the most", () => {
  const { relations, groups } = board("a", "b", "c");
  expect(group(relations, ["a"])).toBe(null);
  expect(group(relations, ["a", "gone"])).toBe(null);
  for (let level = 0; level < 8; level++) {
    const added = `s${level}`;
    const fields = new Y.Map<unknown>();
    relations.shapes.set(added, fields);
    expect(group(relations, ["a", added])).not.toBe(null);
  }
  expect(group(relations, ["a", "c"])).toBe(null);
  const pair = group(relations, ["b", "c"]);
  relations.shapes.delete("c");
  expect(groups.tagsOf("b")).toEqual([pair]);
  expect(groups.outermost("b")).toBe(null);
});

test.each([
  [undefined, []],
  ["a", []],
  [
    ["a", 7, "", "b", "a", "x".repeat(65)],
    ["a", "b"],
  ],
  [Array.from({ length: 20 }, (_, at) => `g${at}`), Array.from({ length: 8 }, (_, at) => `g${at}`)],
])("R208: of groups %j, a reader takes %j", (value, tags) => {
  expect(readGroups(new Map([["groups", value]]))).toEqual(tags);
});
