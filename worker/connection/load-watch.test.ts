/** Tests of the watch on a room's load. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LoadWatch } from "./load-watch.ts";

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

test("R117: a load is high after a stretch in which the room worked for more than its share", () => {
  const watch = new LoadWatch(1_000, 0.5);
  expect(watch.isHigh).toBe(false);
  // A stretch that is not over says nothing, however much work was done in it.
  expect(watch.update(999, 900)).toBe(0);
  expect(watch.isHigh).toBe(false);
  expect(watch.update(1_000, 500)).toBe(1_000);
  expect(watch.isHigh).toBe(false);
  expect(watch.update(2_000, 1_001)).toBe(1_000);
  expect(watch.isHigh).toBe(true);
});

test("R117: a high load is over after the next stretch, which is as long as nobody asks", () => {
  const watch = new LoadWatch(250, 0.25);
  watch.update(250, 100);
  expect(watch.isHigh).toBe(true);
  watch.update(499, 100);
  expect(watch.isHigh).toBe(true);
  expect(watch.update(1_250, 350)).toBe(1_000);
  expect(watch.isHigh).toBe(false);
});

test("R117: a clock that is set back ends no stretch", () => {
  const watch = new LoadWatch(250, 0.25);
  expect(watch.update(-10_000, 5_000)).toBe(0);
  expect(watch.isHigh).toBe(false);
});
