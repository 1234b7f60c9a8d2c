/** Tests of the batcher with simulated time. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Batcher } from "./batcher.ts";

const LENGTH = { usual: 25, most: 100 };

let closings: number[] = [];

/** A window that notes, from now on, when it closes. */
function opened(): Batcher {
  const start = Date.now();
  closings = [];
  return new Batcher(
    () => LENGTH,
    () => closings.push(Date.now() - start),
  );
}

/** The window's timer comes, so many milliseconds after it was due. */
function timerComes(late: number): void {
  vi.setSystemTime(Date.now() + late);
  vi.runOnlyPendingTimers();
}

/** How long a busy window is, after timers that came so late. */
function lengthAfter(...lates: readonly number[]): number {
  const window = opened();
  window.touch();
  for (const late of [...lates, 0]) {
    window.touch();
    timerComes(late);
  }
  const [last = 0, before = 0] = closings.toReversed();
  return last - before;
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("where it was quiet, what comes goes on at once and sets no timer", () => {
  const window = opened();
  window.touch();
  expect(closings).toEqual([0]);
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(LENGTH.usual);
  window.touch();
  expect(closings).toEqual([0, LENGTH.usual]);
  expect(vi.getTimerCount()).toBe(0);
});

test("where it is busy, all that comes in a window's time goes on together at its end", () => {
  const window = opened();
  window.touch();
  for (let moment = 0; moment < 10; moment++) {
    vi.advanceTimersByTime(1);
    window.touch();
  }
  expect(closings).toEqual([0]);
  vi.runAllTimers();
  expect(closings).toEqual([0, LENGTH.usual]);
  expect(vi.getTimerCount()).toBe(0);
});

test("a window that is full closes before its time, and its timer with it", () => {
  const window = opened();
  window.touch();
  vi.advanceTimersByTime(5);
  window.touch();
  window.closeNow();
  expect(closings).toEqual([0, 5]);
  expect(vi.getTimerCount()).toBe(0);
});

test("windows grow while their timers come late, never beyond the most, and shrink when they come in time", () => {
  expect(lengthAfter()).toBe(25);
  expect(lengthAfter(30)).toBe(50);
  expect(lengthAfter(30, 30)).toBe(100);
  expect(lengthAfter(30, 30, 30, 30)).toBe(100);
  expect(lengthAfter(30, 30, 0)).toBe(50);
  expect(lengthAfter(30, 30, 0, 0)).toBe(25);
});
