/** Tests of gc against `Y.Doc`, with random edits. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { gcUpdates } from "./gc.ts";

/** The edits of somebody in a document that holds something of every kind. */
const step = fc.record({
  author: fc.nat(2),
  does: fc.constantFrom("type", "format", "embed", "erase", "set", "unset", "push", "nest", "drop"),
  where: fc.nat(),
  at: fc.nat(40),
  length: fc.integer({ min: 1, max: 6 }),
  text: fc.constantFrom("a", "words", "größer", "漢字"),
  meets: fc.boolean(),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

interface Holders {
  readonly texts: Y.Text[];
  readonly maps: Y.Map<unknown>[];
  readonly arrays: Y.Array<unknown>[];
}

/** Every type in the document that is not deleted. */
function holders(doc: Y.Doc): Holders {
  const found: Holders = {
    texts: [doc.getText("text")],
    maps: [doc.getMap("map")],
    arrays: [doc.getArray("array")],
  };
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentType)) continue;
      if (struct.deleted) continue;
      const { type } = struct.content;
      if (type instanceof Y.Text) found.texts.push(type);
      else if (type instanceof Y.Map) found.maps.push(type);
      else if (type instanceof Y.Array) found.arrays.push(type);
    }
  }
  return found;
}

function pick<T>(list: readonly T[], where: number): T {
  const picked = list[where % list.length];
  if (picked === undefined) throw new Error("There is nothing to pick from.");
  return picked;
}

function play(doc: Y.Doc, { does, where, at, length, text }: Step): void {
  const { texts, maps, arrays } = holders(doc);
  const words = pick(texts, where);
  const place = Math.min(at, words.length);
  const array = pick(arrays, where);
  const map = pick(maps, where);
  switch (does) {
    case "type":
      words.insert(place, text);
      return;
    case "format":
      words.format(place, Math.min(length, words.length - place), { bold: at % 2 === 0 || null });
      return;
    case "embed":
      words.insertEmbed(place, { image: at });
      return;
    case "erase":
      words.delete(place, Math.min(length, words.length - place));
      return;
    case "set":
      map.set(`${at % 4}`, [at, text]);
      return;
    case "unset":
      map.delete(`${at % 4}`);
      return;
    case "push":
      array.insert(
        Math.min(at, array.length),
        [1, text, { at }, new Uint8Array([at])].slice(0, length),
      );
      return;
    case "nest": {
      const inner = pick(
        [new Y.Map([["in", new Y.Text(text)]]), new Y.Array(), new Y.Text(text)],
        at,
      );
      if (where % 2 === 0) map.set(`${at % 4}`, inner);
      else array.insert(Math.min(at, array.length), [inner]);
      return;
    }
    case "drop":
      if (array.length > 0) array.delete(at % array.length, 1);
  }
}

/** Everything that a reader can see, and that nothing waits. */
function seen(doc: Y.Doc): unknown {
  return {
    text: doc.getText("text").toDelta(),
    map: doc.getMap("map").toJSON(),
    array: doc.getArray("array").toJSON(),
    waits: doc.store.pendingStructs ?? doc.store.pendingDs,
    clocks: Y.decodeStateVector(Y.encodeStateVector(doc)),
  };
}

function read(...updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

/** Three people at work, each of whom now and then hears what the others did. */
class Work {
  readonly docs = [1, 2, 3].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
  readonly updates: Uint8Array[] = [];

  constructor() {
    for (const doc of this.docs) {
      doc.on("update", (update: Uint8Array, _: unknown, __: unknown, { local }: Y.Transaction) => {
        if (local) this.updates.push(update);
      });
    }
  }

  goesOn(script: readonly Step[]): void {
    for (const each of script) {
      const doc = pick(this.docs, each.author);
      doc.transact(() => play(doc, each));
      if (!each.meets) continue;
      for (const other of this.docs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    }
  }
}

const scripts = fc.array(step, { minLength: 1, maxLength: 60, size: "max" });

test.each([1, 2])(
  "R12: a collected document shows every reader what they would have seen, now and after whatever comes later (part %i)",
  () => {
    fc.assert(
      fc.property(scripts, scripts, (script, later) => {
        const work = new Work();
        work.goesOn(script);
        const collected = gcUpdates(work.updates, "collect");
        const before = read(...work.updates);
        expect(seen(read(collected))).toEqual(seen(before));
        expect(seen(read(...work.updates, collected))).toEqual(seen(before));
        // Of two values that were set at once, the one that no reader shows is deleted only by what they tell.
        const told = Y.encodeStateAsUpdate(before, Y.encodeStateVector(before));
        const tidy = gcUpdates([collected, told], "collect");
        expect(seen(read(tidy))).toEqual(seen(before));
        expect(tidy.byteLength).toBeLessThanOrEqual(Y.encodeStateAsUpdate(before).byteLength);
        const from = work.updates.length;
        work.goesOn(later);
        const after = read(...work.updates);
        const rest = work.updates.slice(from);
        expect(seen(read(collected, ...rest))).toEqual(seen(after));
        const again = gcUpdates([collected, ...rest], "collect");
        expect(seen(read(again))).toEqual(seen(after));
        for (const doc of work.docs) {
          Y.applyUpdate(doc, again);
          expect(seen(doc)).toEqual(seen(after));
        }
      }),
      { numRuns: 150 },
    );
  },
);

test("R12: a character of which half was deleted is what Yjs makes of it", () => {
  const erasure = fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 5 }));
  fc.assert(
    fc.property(fc.array(erasure, { minLength: 1, maxLength: 8 }), (erasures) => {
      const doc = new Y.Doc();
      const updates: Uint8Array[] = [];
      doc.on("update", (update: Uint8Array) => updates.push(update));
      const text = doc.getText("text");
      text.insert(0, "a🌊b🌊🌊c🌊dü🌊e🌊🌊🌊f");
      for (const [at, length] of erasures) {
        text.delete(Math.min(at, text.length), Math.min(length, Math.max(0, text.length - at)));
      }
      const collected = gcUpdates(updates, "collect");
      expect(seen(read(collected))).toEqual(seen(read(...updates)));
    }),
  );
});
