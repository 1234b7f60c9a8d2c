/** Tests of clippings: what is pasted is equal to what was copied, and hostile ones do no harm. */
import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { MAX_CLIPPING_BYTES, MAX_CLIPPING_SHAPES, MAX_COORDINATE } from "../limits.ts";
import { bind, seenEnds } from "./binding-edits.ts";
import { clippingOf } from "./clipping.ts";
import { shapesOf, writeShape } from "./document.ts";
import { group } from "./group-edits.ts";
import { KINDS, readShape } from "./kinds.ts";
import { orderKeysAbove, readOrderKey } from "./order.ts";
import { putInto } from "./place-edits.ts";
import { type Clipping, clippingFrom, putClipping, readClipping } from "./read-clipping.ts";
import type { Point } from "./record.ts";
import { type Relations, watchRelations } from "./relations.ts";

const TYPES = KINDS.map(({ type }) => type);

/** A board with two shapes of each type, named by it, as `note0` and `note1`. */
function board() {
  const doc = new Y.Doc();
  const { relations } = watchRelations(doc);
  const keys = orderKeysAbove(null, 2 * TYPES.length);
  for (const [at, z] of keys.entries()) {
    const type = TYPES[at % TYPES.length];
    writeShape(shapesOf(doc), `${type}${at < TYPES.length ? 0 : 1}`, {
      ...{ type, z, xy: [at * 50, at * 20], size: [40, 30], stroke: "teal", width: "l" },
      ...{ fill: "red", tone: "solid", dash: "dotted", finish: "sketched", opacity: 0.5 },
      ...{ text: `words ${at}`, letter: "s", font: "serif", align: "end", by: "mina", at },
      ...{ from: [0, 30], to: [40, 0], points: new Uint8Array([1, 2, 0, 0, 127, 64, 12, 127]) },
      ...{
        asset: "a".repeat(43),
        natural: [80, 60],
        crop: [0.5, 0, 0.5, 1],
        alt: "a cat",
        url: "https://stoa.example/",
      },
      "of a later version": { list: [1, null, { a: "b" }] },
    });
  }
  return { doc, relations, ids: [...relations.shapes.keys()] };
}

function read(text: string | null): Clipping {
  const clipping = readClipping(text ?? "");
  if (typeof clipping === "string") throw new Error(`The clipping cannot be read: ${clipping}`);
  return clipping;
}

function pasted(clipping: Clipping, by: Point = [0, 0]) {
  const doc = new Y.Doc();
  const { relations } = watchRelations(doc);
  const into = { shapes: shapesOf(doc), frame: null };
  const made = { by: "jonas", at: 9 };
  const copies = doc.transact(() => putClipping(clipping, into, { by, made, above: "a5" }));
  return { doc, relations, copies };
}

const edit = fc.record({
  does: fc.constantFrom("group", "nest", "bind", "lock", "turn", "bold"),
  a: fc.nat(1_000),
  b: fc.nat(1_000),
});

/** Relates shapes to one another in a random way. */
function relate(relations: Relations, ids: readonly string[], { does, a, b }: Edit): void {
  const [one = "", other = ""] = [ids[a % ids.length], ids[b % ids.length]];
  const fields = relations.fieldsOf(one);
  if (does === "group") group(relations, [one, other]);
  if (does === "nest") putInto(relations, [one], other);
  if (does === "lock") fields?.set("locked", true);
  if (does === "turn") fields?.set("angle", b / 100);
  if (does === "bind") {
    bind(relations, `arrow${a % 2}`, b % 2 === 0 ? "start" : "end", {
      shape: other,
      at: [(a % 5) / 4, 0.5],
      edge: a % 3 === 0,
    });
  }
  const text = fields?.get("text");
  if (does === "bold" && text instanceof Y.Text) text.format(0, 1 + (b % 4), { bold: true });
}
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

test("R290: a pasted shape is equal to the copied one, apart from ids, place and maker", () => {
  const script = fc.record({
    edits: fc.array(edit, { maxLength: 20 }),
    chosen: fc.uniqueArray(fc.nat(2 * TYPES.length - 1), { minLength: 1 }),
    by: fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -999, max: 999 })),
  });
  fc.assert(
    fc.property(script, ({ edits, chosen, by }) => {
      const { doc, relations, ids } = board();
      for (const one of edits) doc.transact(() => relate(relations, ids, one));
      const some = chosen.flatMap((at) => ids[at] ?? []);
      const there = pasted(read(clippingOf(relations, some, "here")), by);
      const all = [...relations.tree.subtrees(some)];
      expect(new Set(there.copies.keys())).toEqual(new Set(all));
      expect(there.relations.shapes.size).toBe(all.length);
      const before = described(relations, new Map(all.map((id) => [id, id])), [0, 0]);
      expect(described(there.relations, there.copies, by)).toEqual(before);
    }),
    { numRuns: 30 },
  );
});

/** Fields that a copy gets anew. */
const ANEW = ["xy", "parent", "groups", "start", "end", "locked", "by", "at", "z"];

/** An arrow that lets go of a shape is written between the points at which it was seen. */
const PLACE_OF_ARROW = ["from", "to", "size", "angle"];

/** All of the shapes of `names` in the order in which they are drawn; shapes are called by their originals' ids. */
function described(board: Relations, names: ReadonlyMap<string, string>, by: Point): unknown[] {
  const originals = new Map(Array.from(names, ([id, copy]) => [copy, id]));
  const zOf = (id: string) => readOrderKey(board.fieldsOf(id)?.get("z"));
  const moved = (point: Point | null | undefined) =>
    point == null ? null : point.map((value, axis) => round(value - (by[axis] ?? 0)));
  return [...names.values()]
    .sort((a, b) => board.tree.compare(a, b, zOf))
    .map((id) => {
      const fields = board.fieldsOf(id);
      const isArrow = fields?.get("type") === "arrow";
      const left = isArrow ? [...ANEW, ...PLACE_OF_ARROW] : ANEW;
      const { start, end } = board.bindings.of(id);
      const ends = isArrow ? seenEnds(board, id) : null;
      const text = fields?.get("text");
      const groups = board.groups
        .tagsOf(id)
        .map((tag) => [...board.groups.members(tag)].map((one) => originals.get(one)))
        .filter((members) => !members.includes(undefined));
      return {
        id: originals.get(id),
        fields: new Map(Object.entries(fields?.toJSON() ?? {}).filter(([k]) => !left.includes(k))),
        text: text instanceof Y.Text ? text.toDelta() : null,
        xy: isArrow ? null : moved(board.tree.boardXy(id)),
        ends: [moved(ends?.from), moved(ends?.to)],
        parent: originals.get(board.tree.parentOf(id) ?? ""),
        groups: groups.map((members) => members.sort()),
        bound: [start, end].map((anchor) =>
          anchor !== null && originals.has(anchor.shape)
            ? { ...anchor, shape: originals.get(anchor.shape) }
            : null,
        ),
      };
    });
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6 + 0;
}

test("R291: a clipping is refused with its reason when it is none, too much, or nothing", () => {
  const shape = { type: "note", xy: [0, 0], size: [9, 9], text: "" };
  const text = (rest: object) =>
    JSON.stringify({
      format: "stoa-clipping",
      version: 1,
      room: "",
      shapes: { a: shape },
      ...rest,
    });
  expect(readClipping(text({}))).toBeTypeOf("object");
  for (const none of ["", "null", "[]", "{", "words", text({ format: "other" })]) {
    expect(readClipping(none)).toBe("none");
  }
  expect(readClipping(text({ version: 2 }))).toBe("none");
  expect(readClipping(text({ shapes: [1] }))).toBe("none");
  expect(readClipping(text({ shapes: {} }))).toBe("nothing");
  expect(readClipping(text({ shapes: { a: { ...shape, type: "of a later version" } } }))).toBe(
    "nothing",
  );
  expect(readClipping(text({ more: "x".repeat(MAX_CLIPPING_BYTES) }))).toBe("too-large");
  expect(readClipping(text({ more: "漢".repeat(MAX_CLIPPING_BYTES / 3) }))).toBe("too-large");
  const many = Object.fromEntries(
    Array.from({ length: MAX_CLIPPING_SHAPES + 1 }, (_, at) => [`s${at}`, {}]),
  );
  expect(readClipping(text({ shapes: many }))).toBe("too-large");
});

test("R291: more than a reader takes is not copied", () => {
  const { relations, ids } = board();
  const text = relations.fieldsOf("note0")?.get("text");
  if (!(text instanceof Y.Text)) throw new Error("The note has no text.");
  expect(clippingOf(relations, ids, "")).not.toBe(null);
  text.insert(0, "x".repeat(MAX_CLIPPING_BYTES));
  expect(clippingOf(relations, ids, "")).toBe(null);
});

test("R291: whatever stands in a clipping, it is read or refused, and a paste of it can be drawn", () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      null,
      [1, 2],
      [1e300, 0],
      [MAX_COORDINATE, 0],
      { bytes: "!a" },
      "a0",
      "rectangle",
    ),
    fc.constantFrom(...TYPES),
    fc.constant([
      { insert: "a", attributes: { bold: true } },
      { insert: { a: 1 } },
      { retain: 9 },
      7,
    ]),
    fc.record({
      id: fc.constantFrom("a", "b"),
      xy: fc.constant([0, 0]),
      board: fc.constant([1, 2]),
    }),
    fc.record({ shape: fc.constantFrom("a", "b"), at: fc.constant([0, 1]) }),
  );
  const keys = ["type", "xy", "size", "text", "points", "parent", "groups", "start", "from", "to"];
  const fields = fc.record(Object.fromEntries(keys.map((key) => [key, value])), {
    requiredKeys: ["type", "xy", "size"],
  });
  const shapes = fc.dictionary(
    fc.constantFrom("a", "b", "c", "__proto__", ""),
    fc.oneof(fields, value),
  );
  fc.assert(
    fc.property(shapes, (list) => {
      const text = JSON.stringify({ format: "stoa-clipping", version: 1, shapes: list });
      const clipping = readClipping(text);
      if (typeof clipping === "string") return;
      const { relations } = pasted(clipping);
      expect(relations.shapes.size).toBe(clipping.shapes.length);
      for (const [id, map] of relations.shapes) expect(readShape(id, map)).not.toBe(null);
    }),
    { numRuns: 120 },
  );
});

test("R291: shapes that this page does not know are counted, and the others are read", () => {
  const note = { type: "note", xy: [5, 5], size: [9, 9], text: "" };
  const clipping = clippingFrom([
    ["a", note],
    ["b", { ...note, type: "of a later version" }],
    ["x".repeat(65), note],
  ]);
  expect(clipping).toMatchObject({ leftOut: 2, shapes: [{ id: "a" }] });
});
