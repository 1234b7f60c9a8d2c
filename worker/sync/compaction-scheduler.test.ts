/** Tests of when a log is compacted. */
import { expect, test, vi } from "vitest";
import type { JobName } from "../jobs.ts";
import {
  COMPACT_BUSY_BYTES,
  COMPACT_BUSY_MS,
  COMPACT_BUSY_ROWS,
  COMPACT_BYTES,
  COMPACT_QUIET_MS,
  COMPACT_ROWS,
} from "../limits.ts";
import { CompactionScheduler, type Kept } from "./compaction-scheduler.ts";

/** Returns for when a scheduler plans the compaction of a log that is so long, in a busy room or not. */
function planned(log: { rows: number; bytes: number }, isBusy: boolean): number {
  const plan = vi.fn<(job: JobName, at: number) => void>();
  const store = { log: { bounds: { size: log } }, snapshots: { of: () => [] } };
  const kept = { id: 1, store, schedule: { plan }, isBusy: () => isBusy } as unknown as Kept;
  const before = Date.now();
  new CompactionScheduler(kept).plan();
  const [job, at = 0] = plan.mock.calls[0] ?? [];
  expect(job).toBe("compact");
  return Math.round((at - before) / 1000);
}

const LATER = COMPACT_QUIET_MS / 1000;

test.each([
  ["bytes", { rows: 1, bytes: COMPACT_BYTES }],
  ["rows", { rows: COMPACT_ROWS, bytes: 1 }],
])("R117: a log of many %s is compacted at once, and later in a busy room", (_, log) => {
  expect(planned(log, false)).toBe(0);
  expect(planned(log, true)).toBe(COMPACT_BUSY_MS / 1000);
});

test("R117: a log that is not long waits until the room is quiet, busy or not", () => {
  const log = { rows: COMPACT_ROWS - 1, bytes: COMPACT_BYTES - 1 };
  expect([planned(log, false), planned(log, true)]).toEqual([LATER, LATER]);
});

test("R117: also in a busy room, a log grows no longer than it may", () => {
  expect(planned({ rows: 1, bytes: COMPACT_BUSY_BYTES }, true)).toBe(0);
  expect(planned({ rows: COMPACT_BUSY_ROWS, bytes: 1 }, true)).toBe(0);
});

test("R117: a busy room whose alarm comes looks again soon, and compacts nothing", async () => {
  const store = {
    log: { bounds: { size: { rows: COMPACT_ROWS, bytes: 1 } } },
    snapshots: { of: () => [] },
    isMergedOnly: false,
    isUnchecked: false,
  };
  const kept = {
    id: 1,
    store,
    schedule: { plan: () => undefined },
    isBusy: () => true,
    flush: () => undefined,
  } as unknown as Kept;
  const scheduler = new CompactionScheduler(kept);
  scheduler.plan();
  const now = Date.now();
  expect(await scheduler.compactIfDue(now)).toBe(now + COMPACT_BUSY_MS);
});
