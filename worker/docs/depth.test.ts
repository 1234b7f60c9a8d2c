import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { MAX_COLLECT_PARTS } from "../../shared/limits.ts";
import { collectUpdates } from "./collect.ts";

/** The updates of somebody who drags one shape about, and in the end deletes half of a text. */
function updatesOf(drags: number): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const text = doc.getText("text");
  text.insert(0, "a text of which half goes");
  for (let drag = 0; drag < drags; drag++) doc.getMap("shape").set("xy", [drag, -drag]);
  text.delete(0, 12);
  return { doc, updates };
}

function isEqual(update: Uint8Array, doc: Y.Doc): boolean {
  const read = new Y.Doc();
  Y.applyUpdate(read, update);
  return Y.equalSnapshots(Y.snapshot(read), Y.snapshot(doc));
}

test("R12: what is collected takes at most 1.2 times what the document takes", () => {
  const { doc, updates } = updatesOf(3_000);
  const collected = collectUpdates(updates, "collect");
  expect(isEqual(collected, doc)).toBe(true);
  expect(collected.byteLength).toBeLessThanOrEqual(1.2 * Y.encodeStateAsUpdate(doc).byteLength);
  const merged = collectUpdates(updates, "merge");
  expect(isEqual(merged, doc)).toBe(true);
  expect(merged.byteLength).toBeGreaterThan(10 * collected.byteLength);
});

test("R12: a document of too many parts for the memory is merged", () => {
  const doc = new Y.Doc();
  const parts = doc.getArray<Y.Map<number>>("parts");
  const many = Array.from(
    { length: MAX_COLLECT_PARTS / 2 + 1 },
    () => new Y.Map<number>([["one", 1]]),
  );
  doc.transact(() => parts.push(many));
  const update = Y.encodeStateAsUpdate(doc);
  const changed = vi.spyOn(Y.Doc.prototype, "transact");
  expect(collectUpdates([update], "collect")).toBe(update);
  expect(changed).not.toHaveBeenCalled();
  changed.mockRestore();
});

test("R12: what was overwritten far more often than the memory could hold is collected all the same", () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const places = doc.getMap("places");
  for (let hand = 0; hand <= MAX_COLLECT_PARTS / 1_000; hand++) {
    doc.transact(() => {
      for (let drag = 0; drag < 1_000; drag++) places.set(`${hand % 9}`, drag);
    });
  }
  const collected = collectUpdates(updates, "collect");
  expect(isEqual(collected, doc)).toBe(true);
  expect(collected.byteLength).toBeLessThanOrEqual(1.2 * Y.encodeStateAsUpdate(doc).byteLength);
}, 30_000);

test("R12: what cannot be collected is merged, and that is told", () => {
  const { doc, updates } = updatesOf(3);
  const destroy = vi.spyOn(Y.Doc.prototype, "destroy").mockImplementation(() => {
    throw new Error("No memory is left.");
  });
  const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const head = collectUpdates(updates, "collect");
  destroy.mockRestore();
  expect(told.mock.calls.flat().join()).toContain("collect-failed");
  told.mockRestore();
  expect(isEqual(head, doc)).toBe(true);
});
