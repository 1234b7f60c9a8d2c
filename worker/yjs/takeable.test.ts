/** Tests of the part of an update that can be integrated while the rest waits. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { circle } from "../../testkit/hostile-frames.ts";
import { classify } from "./classify.ts";
import { Coverage } from "./coverage.ts";
import { decodeStored } from "./decode.ts";
import type { DecodedUpdate } from "./decoded-update.ts";
import { findingTakeable } from "./takeable.ts";
import { finish } from "./work.ts";

/** The takeable part of an update, for a document of this state vector. */
function taken(update: Uint8Array, clocks: ReadonlyMap<number, number>, ...blocked: number[]) {
  const isBlocked = (client: number) => blocked.includes(client);
  return finish(
    findingTakeable([{ update: decodeStored(update), isBlocked }], (id) => clocks.get(id) ?? 0),
  );
}

/** An edit of somebody. */
interface Edit {
  by: number;
  at: number;
  text: string;
  kind: string;
  hears: boolean;
}

/** Three people who edit one document; some of their edits reach nobody else. */
const edits = fc.array(
  fc.record({
    by: fc.nat(2),
    at: fc.nat(40),
    text: fc.string({ minLength: 1, maxLength: 3 }),
    kind: fc.constantFrom("insert", "insert", "insert", "delete", "map"),
    hears: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);

function writeAll(script: readonly Edit[]): Uint8Array[] {
  const docs = [1, 2, 3].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
  const updates: Uint8Array[] = [];
  for (const doc of docs) {
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "heard") updates.push(update);
    });
  }
  for (const { by, at, text, kind, hears } of script) {
    const doc = docs[by];
    if (doc === undefined) continue;
    if (hears) for (const update of [...updates]) Y.applyUpdate(doc, update, "heard");
    const shared = doc.getText("text");
    const place = Math.min(at, shared.length);
    if (kind === "insert") shared.insert(place, text);
    else if (kind === "map") doc.getMap("map").set(text, new Y.Map([["in", at]]));
    else shared.delete(place, Math.min(2, shared.length - place));
  }
  return updates;
}

test("R165: the takeable part leaves no gap, and is all that Yjs itself would show", () => {
  fc.assert(
    fc.property(edits, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (script, lost) => {
      const updates = writeAll(script);
      const known = updates.slice(0, Math.floor(updates.length / 3));
      const stored = new Y.Doc();
      for (const update of known) Y.applyUpdate(stored, update);
      const coverage = Coverage.of(decodeStored(Y.encodeStateAsUpdate(stored)));
      const brought = updates.filter((_, index) => index < known.length || lost[index] !== true);
      const update = Y.diffUpdate(Y.mergeUpdates([...brought]), Y.encodeStateVector(stored));
      const part = taken(update, Y.decodeStateVector(Y.encodeStateVector(stored)));
      expect(classify(coverage, part)).not.toBe("missing-dependencies");
      const ours = new Y.Doc();
      Y.applyUpdate(ours, Y.encodeStateAsUpdate(stored));
      Y.applyUpdate(ours, part.bytes);
      expect(ours.store.pendingStructs).toBe(null);
      expect(ours.store.pendingDs).toBe(null);
      Y.applyUpdate(stored, update);
      expect(Y.encodeStateVector(ours)).toEqual(Y.encodeStateVector(stored));
      expect(ours.toJSON()).toEqual(stored.toJSON());
    }),
  );
});

test("R164: of a client that is blocked nothing is taken, and nothing that depends on it", () => {
  const mina = Object.assign(new Y.Doc(), { clientID: 1 });
  mina.getText("text").insert(0, "mine");
  const jonas = Object.assign(new Y.Doc(), { clientID: 2 });
  jonas.getText("other").insert(0, "free");
  Y.applyUpdate(jonas, Y.encodeStateAsUpdate(mina));
  jonas.getText("text").insert(4, "!");
  const part = taken(Y.encodeStateAsUpdate(jonas), new Map(), 1);
  const read = new Y.Doc();
  Y.applyUpdate(read, part.bytes);
  expect(read.getText("other").toString()).toBe("free");
  expect(read.getText("text").toString()).toBe("");
  expect(clients(part)).toEqual([2]);
});

test("R164: edits of several people that depend on one another are taken together, each from their author's update", () => {
  const [mina, jonas] = [1, 2].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
  if (mina === undefined || jonas === undefined) throw new Error("There are two.");
  const sync = (from: Y.Doc, to: Y.Doc) => Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
  for (let edit = 0; edit < 50; edit++) {
    mina.getText("text").insert(mina.getText("text").length, "m");
    sync(mina, jonas);
    jonas.getText("text").insert(jonas.getText("text").length, "j");
    sync(jonas, mina);
  }
  const source = (doc: Y.Doc, blocked: number) => ({
    update: decodeStored(Y.encodeStateAsUpdate(doc)),
    isBlocked: (client: number) => client === blocked,
  });
  const part = finish(findingTakeable([source(mina, 2), source(jonas, 1)], () => 0));
  const read = new Y.Doc();
  Y.applyUpdate(read, part.bytes);
  expect(read.getText("text").toString()).toBe("mj".repeat(50));
});

test("R165: a circle is left out, and what is beside it is taken", () => {
  const doc = Object.assign(new Y.Doc(), { clientID: 9 });
  doc.getText("text").insert(0, "beside");
  const update = Y.mergeUpdates([Y.encodeStateAsUpdate(doc), circle(3, 4, 5)]);
  expect(clients(taken(update, new Map()))).toEqual([9]);
});

function clients({ runs }: DecodedUpdate): number[] {
  return runs.map(({ client }) => client);
}
