/** Tests of coverage against `Y.Doc`. */
import * as fc from "fast-check";
import * as encoding from "lib0/encoding";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { circle } from "../../testkit/hostile-frames.ts";
import { classify } from "./classify.ts";
import { Coverage } from "./coverage.ts";
import { decodeStored } from "./decode.ts";

type Edit = { at: number; text: string } | { at: number; drop: number };

const edits = fc.array(
  fc.oneof(
    fc.record({ at: fc.nat(30), text: fc.string({ minLength: 1, maxLength: 5 }) }),
    fc.record({ at: fc.nat(30), drop: fc.integer({ min: 1, max: 6 }) }),
  ),
  { minLength: 1, maxLength: 30 },
);

/** Types into a new document; each edit's update, in order. */
function updatesOf(script: readonly Edit[]): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const text = doc.getText("text");
  for (const edit of script) {
    const at = Math.min(edit.at, text.length);
    if ("text" in edit) text.insert(at, edit.text);
    else text.delete(at, Math.min(edit.drop, text.length - at));
  }
  return { doc, updates };
}

test("a coverage built from updates is the coverage of the whole document", () => {
  fc.assert(
    fc.property(edits, (script) => {
      const { doc, updates } = updatesOf(script);
      const coverage = new Coverage();
      for (const update of updates) coverage.add(decodeStored(update));
      const whole = Coverage.of(decodeStored(Y.encodeStateAsUpdate(doc)));
      expect(coverage.includes(whole)).toBe(true);
      expect(whole.includes(coverage)).toBe(true);
      expect(Y.decodeStateVector(coverage.stateVector())).toEqual(
        Y.decodeStateVector(Y.encodeStateVector(doc)),
      );
    }),
  );
});

test("an update that was added is covered, in any order and however often", () => {
  fc.assert(
    fc.property(edits, (script) => {
      const { updates } = updatesOf(script);
      const coverage = new Coverage();
      for (const update of updates) {
        const decoded = decodeStored(update);
        expect(classify(coverage, decoded)).toBe("new");
        coverage.add(decoded);
      }
      for (const update of updates)
        expect(classify(coverage, decodeStored(update))).toBe("duplicate");
    }),
  );
});

test("leaving out an insertion makes a gap of the next one by the same client", () => {
  fc.assert(
    fc.property(edits, (script) => {
      const { updates } = updatesOf(script.filter((edit) => "text" in edit));
      fc.pre(updates.length >= 2);
      const coverage = new Coverage();
      const [, ...rest] = updates.map((update) => decodeStored(update));
      for (const update of rest) {
        expect(classify(coverage, update)).toBe("missing-dependencies");
        coverage.add(update);
      }
      expect(coverage.stateVector()).toEqual(new Uint8Array([0]));
    }),
  );
});

test("a coverage survives storage", () => {
  fc.assert(
    fc.property(edits, (script) => {
      const { doc } = updatesOf(script);
      const coverage = Coverage.of(decodeStored(Y.encodeStateAsUpdate(doc)));
      expect(Coverage.decode(coverage.encode()).encode()).toEqual(coverage.encode());
    }),
  );
});

test("the deletions alone bring someone who has every edit up to date", () => {
  fc.assert(
    fc.property(edits, (script) => {
      const { doc, updates } = updatesOf(script);
      const undeleted = new Y.Doc({ gc: false });
      for (const update of updates) {
        const inserts = decodeStored(update).runs.length > 0;
        if (inserts) Y.applyUpdate(undeleted, update);
      }
      const coverage = Coverage.of(decodeStored(Y.encodeStateAsUpdate(doc)));
      Y.applyUpdate(undeleted, coverage.deletions());
      expect(undeleted.getText("text").toString()).toBe(doc.getText("text").toString());
    }),
  );
});

/** A deletion set as the bytes of an update: of client 7, so many clocks of one, in this order. */
function deletionsOf(clocks: readonly number[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of [0, 1, 7, clocks.length]) encoding.writeVarUint(encoder, number);
  for (const clock of clocks) {
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarUint(encoder, 1);
  }
  return encoding.toUint8Array(encoder);
}

test("many deletions at once are what they are one by one, in any order", () => {
  const clocks = fc.array(fc.nat(300), { minLength: 33, maxLength: 200 });
  fc.assert(
    fc.property(clocks, clocks, (before, after) => {
      const together = new Coverage();
      const oneByOne = new Coverage();
      for (const some of [before, after]) {
        together.add(decodeStored(deletionsOf(some)));
        for (const clock of some) oneByOne.add(decodeStored(deletionsOf([clock])));
      }
      expect(together.encode()).toEqual(oneByOne.encode());
    }),
  );
});

test("R33: two hundred thousand deletions from the last to the first do not hold up a room", () => {
  const coverage = new Coverage();
  const even = Array.from({ length: 100_000 }, (_, index) => 4 * index);
  for (const some of [even, even.map((clock) => clock + 2).toReversed()]) {
    coverage.add(decodeStored(deletionsOf(some)));
  }
  expect(Coverage.decode(coverage.encode()).encode()).toEqual(coverage.encode());
  expect(coverage.deletions().byteLength).toBeGreaterThan(400_000);
});

test("edits that wait for one another in a circle are a gap, because nobody could ever show them", () => {
  for (const clients of [
    [9, 8],
    [9, 8, 7],
  ]) {
    const update = circle(...clients);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    expect(doc.store.pendingStructs).not.toBe(null);
    expect(classify(new Coverage(), decodeStored(update))).toBe("missing-dependencies");
  }
});

test("edits of several people between each other's words is no circle, in whatever order it comes", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(9)), { minLength: 3 }), (script) => {
      const docs = [1, 2, 3].map((clientID) => Object.assign(new Y.Doc(), { clientID }));
      for (const [author, at] of script) {
        const text = docs[author]?.getText("text");
        text?.insert(Math.min(at, text.length), "xy");
        for (const doc of docs) {
          for (const other of docs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
        }
      }
      const [doc = new Y.Doc()] = docs;
      expect(classify(new Coverage(), decodeStored(Y.encodeStateAsUpdate(doc)))).toBe("new");
    }),
  );
});
