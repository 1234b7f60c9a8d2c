import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { JOIN_BYTES, JOIN_INTERVAL_MS } from "../../shared/limits.ts";
import { JoinPace } from "./join-pace.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** So many people ask for a document of so many bytes; who has been answered, and how each shows to have read it. */
function asked(people: number, bytes: number): { answered: number[]; reads: (() => void)[] } {
  const pace = new JoinPace();
  const frame = new Uint8Array(bytes);
  const answered: number[] = [];
  const reads: (() => void)[] = [];
  for (let person = 0; person < people; person++) {
    pace.take([frame], (whenRead) => {
      answered.push(person);
      reads.push(whenRead);
    });
  }
  return { answered, reads };
}

test("R3: twenty who join a large document at once are answered in turn, each of them once", () => {
  const { answered } = asked(20, JOIN_BYTES / 4);
  expect(answered).toEqual([0, 1, 2, 3]);
  vi.advanceTimersByTime(JOIN_INTERVAL_MS);
  expect(answered).toHaveLength(8);
  vi.advanceTimersByTime(3 * JOIN_INTERVAL_MS);
  expect(answered).toEqual(Array.from({ length: 20 }, (_, person) => person));
  vi.advanceTimersByTime(JOIN_INTERVAL_MS);
  expect(vi.getTimerCount()).toBe(0);
});

test("R3: whoever has read a large document lets the next one have it at once", () => {
  const { answered, reads } = asked(20, JOIN_BYTES / 4);
  for (let read = 0; read < 20; read++) {
    expect(answered).toHaveLength(Math.min(20, 4 + read));
    reads[read]?.();
  }
  expect(answered).toEqual(Array.from({ length: 20 }, (_, person) => person));
});

test("R3: who reads so late that others were answered meanwhile makes no room a second time", () => {
  const { answered, reads } = asked(20, JOIN_BYTES / 4);
  vi.advanceTimersByTime(JOIN_INTERVAL_MS);
  for (const read of reads.slice(0, 4)) read();
  expect(answered).toHaveLength(8);
});

test("R3: who joins a document that is larger than what is answered at once is answered all the same", () => {
  const { answered } = asked(2, JOIN_BYTES + 1);
  expect(answered).toEqual([0]);
  vi.advanceTimersByTime(JOIN_INTERVAL_MS);
  expect(answered).toEqual([0, 1]);
});

test("R3: who joins a small document is answered at once, and keeps no room awake", () => {
  expect(asked(10, JOIN_BYTES / 1_000).answered).toHaveLength(10);
  expect(vi.getTimerCount()).toBe(0);
});
