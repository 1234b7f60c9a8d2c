/** Tests of merging against Yjs. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { decodeStored } from "./decode.ts";
import { mergeUpdates } from "./merge.ts";

/** Edits of people one after the other, each in a document that has all earlier ones. */
const deeds = fc.array(
  fc.record({
    who: fc.nat(3),
    deed: fc.constantFrom("type", "erase", "set", "unset", "nest"),
    at: fc.nat(30),
    text: fc.string({ unit: "grapheme", minLength: 1, maxLength: 4 }),
  }),
  { minLength: 2, maxLength: 60 },
);

type Deeds = typeof deeds extends fc.Arbitrary<infer T> ? T : never;

function perform(script: Deeds): Uint8Array[] {
  const docs = [7, 2, 300_000, 41].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
  const updates: Uint8Array[] = [];
  for (const doc of docs) {
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "others") return;
      updates.push(update);
      for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, "others");
    });
  }
  for (const { who, deed, at, text } of script) {
    const doc = docs[who];
    if (doc === undefined) continue;
    const words = doc.getText("words");
    const index = Math.min(at, words.length);
    if (deed === "type") words.insert(index, text);
    else if (deed === "erase") words.delete(index, Math.min(3, words.length - index));
    else if (deed === "set") doc.getMap("shapes").set(text, [at, text]);
    else if (deed === "unset") doc.getMap("shapes").delete(text);
    else doc.getMap("shapes").set(text, new Y.Map([["xy", at]]));
  }
  return updates;
}

function contentOf(updates: readonly Uint8Array[]): unknown {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  expect(doc.store.pendingStructs).toBe(null);
  const { words, shapes } = { words: doc.getText("words"), shapes: doc.getMap("shapes") };
  return { words: words.toString(), shapes: shapes.toJSON(), vector: Y.encodeStateVector(doc) };
}

function structsOf(update: Uint8Array): unknown {
  return Y.decodeUpdate(update).structs.map(({ id, length }) => [id.client, id.clock, length]);
}

test("R12: a window of updates, merged, says what its updates say", () => {
  fc.assert(
    fc.property(deeds, fc.nat(60), (script, cut) => {
      const updates = perform(script);
      const [before, window] = [updates.slice(0, cut), updates.slice(cut)];
      const merged = mergeUpdates(window.map(decodeStored));
      expect(contentOf([...before, merged])).toEqual(contentOf(updates));
      expect(contentOf([Y.mergeUpdates([...before, merged])])).toEqual(contentOf(updates));
      expect(structsOf(merged)).toEqual(structsOf(Y.mergeUpdates(window)));
    }),
  );
});

test("an update that was sent twice, or that leaves clocks out, is merged all the same", () => {
  fc.assert(
    fc.property(deeds, fc.nat(60), (script, left) => {
      const updates = perform(script);
      const twice = [...updates, ...updates.slice(1)];
      expect(contentOf([mergeUpdates(twice.map(decodeStored))])).toEqual(contentOf(updates));
      const some = updates.filter((_, index) => index !== left % updates.length);
      const merged = mergeUpdates(some.map(decodeStored));
      const missing = updates[left % updates.length];
      expect(contentOf(missing ? [merged, missing] : [])).toEqual(contentOf(updates));
    }),
  );
});
