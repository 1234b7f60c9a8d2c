/** The scripts of the differential fuzz: what honest and hostile clients do to one document, as shrinkable data. */
import * as fc from "fast-check";

/** Names of the roots, each with the kind of type as which readers open it. */
export const ROOTS = ["text", "map", "array", "xml", "other"] as const;

/** An honest client's edit, made with Yjs in a document of its own. */
const honest = fc.record({
  does: fc.constant("honest" as const),
  author: fc.nat(2),
  edit: fc.constantFrom(
    "type",
    "format",
    "embed",
    "erase",
    "set",
    "unset",
    "push",
    "nest",
    "element",
    "attribute",
    "drop",
    "undo",
  ),
  where: fc.nat(1_000),
  at: fc.nat(40),
  length: fc.integer({ min: 1, max: 6 }),
  text: fc.constantFrom("a", "words", "größer", "漢字"),
  /** Does the client hear of everything that the room has, before it edits? */
  hears: fc.boolean(),
});
export type HonestStep = typeof honest extends fc.Arbitrary<infer Value> ? Value : never;

/** An item that a struct names: found by number among those that the room has, when the script is played. */
const place = fc.record({
  of: fc.oneof(
    { weight: 5, arbitrary: fc.constant("any" as const) },
    { weight: 4, arbitrary: fc.constant("own" as const) },
    { weight: 5, arbitrary: fc.constant("nobody" as const) },
  ),
  pick: fc.nat(1_000),
});
export type Place = typeof place extends fc.Arbitrary<infer Value> ? Value : never;

const struct = fc.record({
  content: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom("text" as const, "any" as const, "type" as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        "collected" as const,
        "deleted" as const,
        "json" as const,
        "binary" as const,
        "embed" as const,
        "format" as const,
        "document" as const,
      ),
    },
  ),
  left: place,
  /** `next` is the item that stands right of the left neighbour in a reader's document: what an honest client names. */
  right: fc.oneof(
    { weight: 6, arbitrary: fc.constant("next" as const) },
    { weight: 3, arbitrary: place },
  ),
  parent: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...ROOTS) },
    { weight: 2, arbitrary: fc.nat(1_000) },
  ),
  key: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constantFrom("k", "1", "__proto__", "") },
  ),
  /** Is the bit that says "in a map" set, where neighbours are named? Yjs does both. */
  saysKey: fc.boolean(),
  length: fc.integer({ min: 1, max: 4 }),
  value: fc.nat(1_000),
  /** Does Yjs' own rule hold, that the parent of an item is a type? */
  inType: fc.boolean(),
});
export type StructStep = typeof struct extends fc.Arbitrary<infer Value> ? Value : never;

const deletion = fc.record({
  pick: fc.nat(1_000),
  length: fc.integer({ min: 1, max: 5 }),
});

/** An update of a hostile client, written byte by byte: well-formed, and in what it says beyond what Yjs writes. */
const hostile = fc.record({
  does: fc.constant("hostile" as const),
  blocks: fc.array(
    fc.record({
      client: fc.nat(9),
      structs: fc.array(struct, { minLength: 1, maxLength: 5 }),
    }),
    { maxLength: 3 },
  ),
  deletions: fc.array(deletion, { maxLength: 3 }),
});
export type HostileStep = typeof hostile extends fc.Arbitrary<infer Value> ? Value : never;

/** The room's work on its stored document: broadcasts a window, or compacts. */
const compaction = fc.record({
  does: fc.constantFrom("broadcast" as const, "merge" as const, "collect" as const),
});

/** A whole script, of which each step can be left out. */
export const scripts = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: honest },
    { weight: 5, arbitrary: hostile },
    { weight: 3, arbitrary: compaction },
  ),
  { minLength: 1, maxLength: 24, size: "max" },
);
export type Script = typeof scripts extends fc.Arbitrary<infer Value> ? Value : never;
