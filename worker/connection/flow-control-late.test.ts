/** Tests of flow control in a room that is itself late. */
import { expect, test } from "vitest";
import { BEHIND_MS, MAX_QUEUE, MAX_UNREAD, SLOW_MS, STALL_MS } from "../limits.ts";
import { FlowControl } from "./flow-control.ts";
import { Turns } from "./turns.ts";

/** A socket that was sent so many bytes, and asked whether it has read them. */
function asked(bytes: number, now: number): FlowControl {
  const flow = new FlowControl();
  flow.add(bytes);
  flow.ask(now);
  return flow;
}

test("R113: the time by which the room itself is late does not count against a client", () => {
  const late = 20_000;
  const stuck = asked(MAX_UNREAD + 1_000, 0);
  expect(stuck.isLost(STALL_MS + 1, MAX_QUEUE, 0)).toBe(true);
  expect(stuck.isLost(STALL_MS + 1, MAX_QUEUE, late)).toBe(false);
  expect(stuck.isLost(STALL_MS + late + 1, MAX_QUEUE, late)).toBe(true);
  const silent = asked(0, 0);
  expect(silent.isLost(SLOW_MS + 1_000, MAX_QUEUE, 0)).toBe(true);
  expect(silent.isLost(SLOW_MS + 1_000, MAX_QUEUE, late)).toBe(false);
  silent.look(BEHIND_MS + 1_000, late);
  expect(silent.isThrottled).toBe(false);
  silent.look(BEHIND_MS + 1_000, 0);
  expect(silent.isThrottled).toBe(true);
});

test("R113: a room that has had more to do than it can is late by as long, and not for ever", () => {
  const turns = new Turns({ blockConcurrencyWhile: (work) => work() });
  let now = Date.now();
  const passes = (busyMs: number): number => {
    now += 1_100;
    turns.charge(busyMs);
    return turns.lateMs(now);
  };
  expect(passes(100)).toBe(0);
  expect(passes(1_000)).toBeGreaterThan(1_000);
  expect(passes(1_000)).toBeGreaterThan(2_000);
  expect(passes(0)).toBeLessThan(2_000);
  expect(passes(0)).toBe(0);
  for (let second = 0; second < 200; second++) passes(1_000);
  expect(turns.lateMs(now)).toBeLessThanOrEqual(60_000);
});
