/** Tests of what the room does when an invariant of its own code does not hold. */
import { afterEach, expect, test, vi } from "vitest";
import { assert } from "../assert.ts";
import { MAX_ROW_BLOB } from "../limits.ts";
import { LogBounds } from "../storage/log-bounds.ts";
import { UpdateLog } from "../storage/update-log.ts";
import { goesQuiet, seedRoom } from "../testing/compaction.ts";
import { TestRoom } from "../testing/test-room.ts";
import type { Work } from "../yjs/work.ts";

/** An assert that does not hold. */
function fails(): never {
  assert(false, "The test breaks an invariant.");
}

/** The events of the error lines that the room has logged. */
function eventsOf(errors: { readonly mock: { readonly calls: readonly unknown[][] } }): unknown[] {
  return errors.mock.calls.map(([line]) => JSON.parse(String(line)).event);
}

afterEach(() => vi.restoreAllMocks());

test("a batch whose write breaks an invariant is not acknowledged, and its author comes again", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  const jonas = await room.joins("Jonas");
  const errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(UpdateLog.prototype, "append").mockImplementationOnce(fails);
  const acked = mina.events.filter(({ type }) => type === "ack").length;
  mina.types("five");
  await mina.isClosedWith(4503);
  expect(mina.events.filter(({ type }) => type === "ack")).toHaveLength(acked);
  expect(jonas.text).toBe("one three four ");
  expect(eventsOf(errors)).toEqual(["write-failed"]);
  await mina.comesBack();
  await jonas.has("one three four five");
});

test("a large update that breaks an invariant between its rows is written in one go", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  const jonas = await room.joins("Jonas");
  const errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(UpdateLog.prototype, "preparingAppend").mockImplementationOnce(function* (): Work {
    yield;
    fails();
  });
  const text = "long".repeat(MAX_ROW_BLOB / 2);
  mina.types(text);
  await jonas.has(`one three four ${text}`);
  expect(eventsOf(errors)).toEqual(["prepare-failed"]);
});

test("a compaction that breaks an invariant leaves the room as it was, and runs again", async () => {
  const room = new TestRoom();
  await seedRoom(room);
  const before = await room.rows("log");
  const errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const start = vi.spyOn(LogBounds.prototype, "startNext").mockImplementationOnce(fails);
  await goesQuiet(room);
  expect(start).toHaveBeenCalledTimes(1);
  expect(eventsOf(errors)).toEqual(["job-failed"]);
  expect(await room.rows("log")).toEqual(before);
  const jonas = await room.joins("Jonas");
  expect(jonas.text).toBe("one three four ");
  await goesQuiet(room);
  // On a busy machine, the room may have compacted by itself meanwhile.
  expect(start.mock.calls.length).toBeGreaterThanOrEqual(2);
  expect((await room.rows("head")).length).toBeGreaterThanOrEqual(1);
});
