/** Tests of flow control in a room that is itself late. */
import { expect, test } from "vitest";
import { BEHIND_MS, MAX_QUEUE, MAX_UNREAD, SLOW_MS, STALL_MS } from "../limits.ts";
import { FlowControl } from "./flow-control.ts";
import { Turns } from "./turns.ts";

/** A socket that was sent so many bytes, and asked whether it has read them. */
function asked(bytes: number, now: number): FlowControl {
  const flow = new FlowControl();
  flow.onSent(bytes);
  flow.ask(now);
  return flow;
}

test("R113: the time by which the room itself is late does not count against a client", () => {
  const late = 20_000;
  const stuck = asked(MAX_UNREAD + 1_000, 0);
  expect(stuck.assess(STALL_MS + 1, 0, MAX_QUEUE)).toBe("lost");
  expect(stuck.assess(STALL_MS + 1, late, MAX_QUEUE)).toBe("throttled");
  expect(stuck.assess(STALL_MS + late + 1, late, MAX_QUEUE)).toBe("lost");
  const silent = asked(0, 0);
  expect(silent.assess(SLOW_MS + 1_000, 0, MAX_QUEUE)).toBe("lost");
  expect(silent.assess(SLOW_MS + 1_000, late, MAX_QUEUE)).toBe("throttled");
  expect(silent.assess(BEHIND_MS + 1_000, late, MAX_QUEUE)).toBe("open");
  expect(silent.assess(BEHIND_MS + 1_000, 0, MAX_QUEUE)).toBe("throttled");
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
