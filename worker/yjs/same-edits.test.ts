/** Tests of the comparison of updates that hold the same clocks. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { emptyStruct } from "../../testkit/hostile-frames.ts";
import { decodeStored } from "./decode.ts";
import type { DecodedUpdate } from "./decoded-update.ts";
import { comparing } from "./same-edits.ts";
import { finish } from "./work.ts";

const agree = (one: DecodedUpdate, other: DecodedUpdate) => finish(comparing(one, other));

const edits = fc.array(
  fc.record({ at: fc.nat(20), text: fc.string({ unit: "grapheme", minLength: 1, maxLength: 5 }) }),
  { minLength: 1, maxLength: 20 },
);

function typed(script: readonly { at: number; text: string }[], clientID = 7) {
  const doc = Object.assign(new Y.Doc(), { clientID });
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const text = doc.getText("text");
  for (const { at, text: piece } of script) text.insert(Math.min(at, text.length), piece);
  return { doc, updates };
}

test("R164: edits agree with what another document makes of them, however they are joined or deleted", () => {
  fc.assert(
    fc.property(edits, fc.nat(20), fc.nat(10), (script, at, length) => {
      const { updates } = typed(script);
      const other = new Y.Doc();
      for (const update of updates) Y.applyUpdate(other, update);
      const text = other.getText("text");
      const from = Math.min(at, text.length);
      text.delete(from, Math.min(length, text.length - from));
      const held = decodeStored(Y.encodeStateAsUpdate(other));
      for (const update of updates) {
        expect(agree(decodeStored(update), held)).toBe(true);
        expect(agree(held, decodeStored(update))).toBe(true);
      }
    }),
  );
});

test("R164: other edits of the same clocks do not agree", () => {
  fc.assert(
    fc.property(edits, fc.nat(), (script, which) => {
      const forged = script.map((edit, index) =>
        index === which % script.length
          ? { ...edit, text: "\u0001".repeat(edit.text.length) }
          : edit,
      );
      const one = decodeStored(Y.encodeStateAsUpdate(typed(script).doc));
      const other = decodeStored(Y.encodeStateAsUpdate(typed(forged).doc));
      expect(agree(one, other)).toBe(JSON.stringify(script) === JSON.stringify(forged));
    }),
  );
});

test("R164: clocks that only one of them holds are nothing to compare", () => {
  const { updates } = typed([
    { at: 0, text: "a" },
    { at: 1, text: "b" },
  ]);
  const [first, second] = updates.map(decodeStored);
  if (first === undefined || second === undefined) throw new Error("There are two.");
  expect(agree(first, second)).toBe(true);
  expect(agree(first, decodeStored(emptyStruct(7, 0, 5)))).toBe(true);
  const { updates: others } = typed([{ at: 0, text: "x" }], 8);
  expect(agree(first, decodeStored(others[0] ?? new Uint8Array()))).toBe(true);
});
