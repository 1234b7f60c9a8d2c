/** Tests of how much gc drops from large documents. */
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { gcUpdates } from "./gc.ts";
import { StructWriter } from "./struct-writer.ts";

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

test("R12: a collected document takes at most 1.2 times what the document takes", () => {
  const { doc, updates } = updatesOf(3_000);
  const collected = gcUpdates(updates, "collect");
  expect(isEqual(collected, doc)).toBe(true);
  expect(collected.byteLength).toBeLessThanOrEqual(1.2 * Y.encodeStateAsUpdate(doc).byteLength);
  const merged = gcUpdates(updates, "merge");
  expect(isEqual(merged, doc)).toBe(true);
  expect(merged.byteLength).toBeGreaterThan(10 * collected.byteLength);
});

test("R12: deleted content goes from a document of eighty thousand parts, too", () => {
  const doc = new Y.Doc();
  const shapes = doc.getMap("shapes");
  doc.transact(() => {
    for (let shape = 0; shape < 20_000; shape++) {
      shapes.set(`${shape}`, new Y.Map<unknown>(["a", "b", "c"].map((key) => [key, shape])));
    }
  });
  const before = Y.encodeStateAsUpdate(doc);
  doc.transact(() => {
    for (let shape = 1; shape < 20_000; shape++) shapes.delete(`${shape}`);
  });
  const deletions = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc));
  const collected = gcUpdates([before, deletions], "collect");
  expect(collected.byteLength).toBeLessThan(before.byteLength / 2);
  expect(isEqual(collected, doc)).toBe(true);
});

test("R12: content that was overwritten by hundreds of thousands is collected", () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const places = doc.getMap("places");
  for (let hand = 0; hand <= 130; hand++) {
    doc.transact(() => {
      for (let drag = 0; drag < 1_000; drag++) places.set(`${hand % 9}`, drag);
    });
  }
  const collected = gcUpdates(updates, "collect");
  expect(isEqual(collected, doc)).toBe(true);
  expect(collected.byteLength).toBeLessThanOrEqual(1.2 * Y.encodeStateAsUpdate(doc).byteLength);
});

test("R12: an update that cannot be collected is merged, and that is told", () => {
  const { doc, updates } = updatesOf(3);
  const error = new Error("No memory is left.");
  const written = vi.spyOn(StructWriter.prototype, "add").mockImplementation(() => {
    throw error;
  });
  const told = vi.fn();
  const merged = gcUpdates(updates, "collect", told);
  written.mockRestore();
  expect(told.mock.calls).toEqual([[error]]);
  expect(isEqual(merged, doc)).toBe(true);
});
