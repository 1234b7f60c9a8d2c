import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { makeEdit } from "../testing/fuzz/honest.ts";
import { viewOf } from "../testing/fuzz/view.ts";
import { collectUpdates } from "./collect.ts";

/** What somebody does to a document that holds something of every kind. */
const step = fc.record({
  author: fc.nat(2),
  edit: fc.constantFrom("type", "format", "embed", "erase", "set", "unset", "push", "nest", "drop"),
  where: fc.nat(),
  at: fc.nat(40),
  length: fc.integer({ min: 1, max: 6 }),
  text: fc.constantFrom("a", "words", "größer", "漢字"),
  meets: fc.boolean(),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Everything that a reader can see, and that nothing waits. */
function seen(doc: Y.Doc): unknown {
  doc.getText("text");
  doc.getMap("map");
  doc.getArray("array");
  return {
    view: viewOf(doc),
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
      const doc = this.docs[each.author];
      if (doc === undefined) throw new Error("There is nobody.");
      makeEdit(doc, each);
      if (!each.meets) continue;
      for (const other of this.docs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    }
  }
}

const scripts = fc.array(step, { minLength: 1, maxLength: 60, size: "max" });

test("R12: what is collected shows every reader what they would have seen, now and after whatever comes later", () => {
  fc.assert(
    fc.property(scripts, scripts, (script, later) => {
      const work = new Work();
      work.goesOn(script);
      const collected = collectUpdates(work.updates, "collect");
      const before = read(...work.updates);
      expect(seen(read(collected))).toEqual(seen(before));
      expect(seen(read(...work.updates, collected))).toEqual(seen(before));
      // Of two values that were set at once, the one that no reader shows is deleted only by what they tell.
      const told = Y.encodeStateAsUpdate(before, Y.encodeStateVector(before));
      const tidy = collectUpdates([collected, told], "collect");
      expect(seen(read(tidy))).toEqual(seen(before));
      expect(tidy.byteLength).toBeLessThanOrEqual(Y.encodeStateAsUpdate(before).byteLength);
      const from = work.updates.length;
      work.goesOn(later);
      const after = read(...work.updates);
      const rest = work.updates.slice(from);
      expect(seen(read(collected, ...rest))).toEqual(seen(after));
      const again = collectUpdates([collected, ...rest], "collect");
      expect(seen(read(again))).toEqual(seen(after));
      for (const doc of work.docs) {
        Y.applyUpdate(doc, again);
        expect(seen(doc)).toEqual(seen(after));
      }
    }),
    { numRuns: 300 },
  );
}, 120_000);

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
      const collected = collectUpdates(updates, "collect");
      expect(seen(read(collected))).toEqual(seen(read(...updates)));
    }),
  );
});
