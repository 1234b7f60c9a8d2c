import { runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { MAX_COLLECT } from "../../shared/limits.ts";
import { goesQuiet, one } from "../testing/compaction.ts";
import { TestRoom } from "../testing/people.ts";
import { collectUpdates } from "./collect.ts";

test("R12: what was overwritten and deleted does not stay in the head for ever", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  await mina.is("ack", ({ n }) => n === 1);
  const map = mina.doc.getMap("places");
  for (let move = 0; move < 1_000; move++) map.set("shape", [move, move]);
  mina.types("a secret ".repeat(1_000));
  mina.doc.getText("text").delete(0, 8_990);
  await vi.waitFor(() => expect(mina.events.at(-1)).toEqual({ type: "ack", n: 1_003 }), 10_000);
  await goesQuiet(room);
  const { bytes, log } = await runInDurableObject(room.stub, (_, { storage }) => ({
    bytes: one<number>(storage, "SELECT bytes AS value FROM head"),
    log: one<number>(storage, "SELECT count(*) AS value FROM log_2"),
  }));
  expect(log).toBe(0);
  expect(bytes).toBeLessThan(120);
  const jonas = await room.joins("Jonas");
  expect(jonas.doc.getMap("places").toJSON()).toEqual({ shape: [999, 999] });
  expect(jonas.text).toBe("a secret ".repeat(1_000).slice(8_990));
}, 20_000);

/** So many updates of one document, together too large to be collected. */
function edits(count: number): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const doc = new Y.Doc();
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const list = doc.getArray("list");
  const bytes = new Uint8Array(Math.ceil(MAX_COLLECT / count));
  for (let edit = 0; edit < count; edit++) list.push([bytes]);
  return updates;
}

/** Milliseconds that merging takes: the most and the least of a few times. */
async function takes(updates: readonly Uint8Array[]): Promise<{ least: number; most: number }> {
  const times: number[] = [];
  for (let time = 0; time < 3; time++) {
    const start = Date.now();
    const copy = new Y.Doc();
    Y.applyUpdate(copy, collectUpdates(updates, "merge"));
    // Clocks stand still within a turn.
    await new Promise((resolve) => setTimeout(resolve));
    times.push(Date.now() - start);
    expect(copy.getArray("list").length).toBe(updates.length);
  }
  return { least: Math.min(...times), most: Math.max(...times) };
}

test("R12: sixteen times as many updates of a large document take at most sixteen times as long to merge", async () => {
  const few = await takes(edits(1_000));
  const many = await takes(edits(16_000));
  expect(many.least).toBeLessThan(few.most * 16);
}, 60_000);
