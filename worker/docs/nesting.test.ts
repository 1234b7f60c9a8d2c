import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { MAX_TYPE_NESTING } from "../../shared/limits.ts";
import { decodeStored } from "./decode.ts";
import { isBearable, Levels } from "./nesting.ts";

/** The most types that lie in one another, as Yjs has it. */
function nestingByYjs(doc: Y.Doc): number {
  let most = 0;
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentType)) continue;
      let nesting = 0;
      for (let item: Y.Item | null = struct; item !== null; nesting++) {
        item = item.parent instanceof Y.AbstractType ? item.parent._item : null;
      }
      most = Math.max(most, nesting);
    }
  }
  return most;
}

/** Everything that can hold something, deleted or not. */
function containers(doc: Y.Doc): (Y.Map<unknown> | Y.Array<unknown>)[] {
  const found: (Y.Map<unknown> | Y.Array<unknown>)[] = [doc.getMap("map"), doc.getArray("array")];
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentType)) continue;
      const { type } = struct.content;
      if (type instanceof Y.Map || type instanceof Y.Array) found.push(type);
    }
  }
  return found;
}

const step = fc.record({
  author: fc.nat(2),
  in: fc.nat(),
  at: fc.nat(3),
  holds: fc.constantFrom("value", "map", "array", "chain"),
  meets: fc.boolean(),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function play({ author, in: place, at, holds, meets }: Step, docs: readonly Y.Doc[]) {
  const doc = docs[author] ?? new Y.Doc();
  const all = containers(doc);
  const container = all[place % all.length] ?? doc.getMap("map");
  const inner = holds === "chain" ? new Y.Map([["inner", new Y.Array()]]) : null;
  const made = holds === "map" ? new Y.Map() : holds === "array" ? new Y.Array() : (inner ?? 7);
  if (container instanceof Y.Map) container.set(`${at}`, made);
  else container.insert(Math.min(at, container.length), [made]);
  if (!meets) return;
  for (const other of docs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
}

test("how deep types nest is told as Yjs has it, update by update and of the whole", () => {
  let deepest = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (script) => {
      const docs = [1, 2, 3].map((clientID) =>
        Object.assign(new Y.Doc({ gc: false }), { clientID }),
      );
      const levels = new Levels();
      const updates: Uint8Array[] = [];
      for (const doc of docs) {
        doc.on(
          "update",
          (update: Uint8Array, _: unknown, __: unknown, { local }: Y.Transaction) => {
            if (local) updates.push(update);
          },
        );
      }
      for (const each of script) play(each, docs);
      let most = 0;
      for (const update of updates) most = Math.max(most, levels.add([decodeStored(update)]));
      const whole = new Y.Doc({ gc: false });
      for (const update of updates) Y.applyUpdate(whole, update);
      const expected = nestingByYjs(whole);
      expect(most).toBe(expected);
      expect(new Levels().add([decodeStored(Y.encodeStateAsUpdate(whole))])).toBe(expected);
      expect(new Levels().add(updates.map(decodeStored))).toBe(expected);
      deepest = Math.max(deepest, most);
    }),
  );
  expect(deepest).toBeGreaterThan(3);
});

test("what lies in something that is not there has no depth that is known", () => {
  const doc = new Y.Doc();
  doc.getMap("map").set("outer", new Y.Map());
  const before = Y.encodeStateVector(doc);
  (doc.getMap("map").get("outer") as Y.Map<unknown>).set("inner", new Y.Map());
  const later = decodeStored(Y.encodeStateAsUpdate(doc, before));
  expect(new Levels().add([later])).toBeNaN();
  expect(isBearable(Number.NaN)).toBe(false);
});

test("types bear each other up to the limit, and no further", () => {
  const doc = new Y.Doc();
  const levels = new Levels();
  let map = doc.getMap("map");
  let nesting = 0;
  doc.on("update", (update: Uint8Array) => {
    nesting = levels.add([decodeStored(update)]);
  });
  for (let level = 1; level <= MAX_TYPE_NESTING; level++) {
    map = map.set("inner", new Y.Map()) as Y.Map<unknown>;
    expect([nesting, isBearable(nesting)]).toEqual([level, true]);
  }
  map.set("inner", new Y.Map());
  expect([nesting, isBearable(nesting)]).toEqual([MAX_TYPE_NESTING + 1, false]);
});
