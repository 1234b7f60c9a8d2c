import { describe, expect, it } from "vitest";
import { COMPACT_QUIET_MS, SWEEP_MS } from "../../../worker/limits.ts";
import { GAP_MS, WAKE_AT_MS, WARM_AFTER_MS } from "./wake.ts";

/** Milliseconds without an event after which workerd lets an object sleep. */
const EVICTION_MS = 10_000;

/** Milliseconds by which an event may be late on a busy machine. */
const SLACK_MS = 1_000;

describe("the load that wakes rooms", () => {
  const [first, second, third] = WAKE_AT_MS;

  it("finds each room asleep", () => {
    const byItself = [
      COMPACT_QUIET_MS,
      second + COMPACT_QUIET_MS,
      ...[1, 2, 3].map((times) => times * SWEEP_MS),
    ];
    for (const wake of WAKE_AT_MS) {
      const before = [0, ...WAKE_AT_MS, ...byItself].filter((event) => event < wake + SLACK_MS);
      for (const event of before.filter((each) => each !== wake)) {
        expect(wake - event, `${event} ms before a wake`).toBeGreaterThan(EVICTION_MS + SLACK_MS);
      }
    }
  });

  it("lets each room sleep before it compacts, which otherwise puts the compaction off", () => {
    expect(first + WARM_AFTER_MS + EVICTION_MS + SLACK_MS).toBeLessThan(SWEEP_MS);
    expect(third).toBeLessThan(second + COMPACT_QUIET_MS);
  });

  it("keeps wakes apart from what other rooms do by themselves", () => {
    for (const wake of WAKE_AT_MS) expect(wake % GAP_MS).toBe(GAP_MS / 2);
    for (const time of [SWEEP_MS, COMPACT_QUIET_MS]) expect(time % GAP_MS).toBe(0);
    expect(WARM_AFTER_MS).toBeLessThan(GAP_MS / 2);
  });
});
