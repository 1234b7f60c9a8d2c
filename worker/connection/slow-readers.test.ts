/** Tests of what the room does with a client in each state of its flow control. */
import { expect, test } from "vitest";
import { BEHIND_BYTES, MAX_QUEUE } from "../limits.ts";
import { FlowControl, type FlowState } from "./flow-control.ts";
import type { Session } from "./session.ts";
import { SlowReaders } from "./slow-readers.ts";

/** A native client that was sent so many bytes, and a room around it that counts what happens. */
function sent(bytes: number) {
  const told: string[] = [];
  const flow = new FlowControl();
  flow.onSent(bytes);
  const session = {
    flow,
    isNative: true,
    isHeld: false,
    sendNow: (data: string) => void told.push(JSON.parse(data).type),
    evict: () => void told.push("evicted"),
  };
  const readers = new SlowReaders({
    sessions: { later: (_, action) => action() },
    turns: { lateMs: () => 0 },
    damage: { attempt: (action) => action() },
  });
  readers.connect({
    document: { ask: () => void told.push("step1") },
    ephemeral: { introduce: () => void told.push("introduced") },
  });
  return { told, flow, session: session as unknown as Session, readers };
}

test.each<[state: FlowState, bytes: number, isHeld: boolean, told: readonly string[]]>([
  ["open", BEHIND_BYTES / 2, false, ["tick"]],
  ["throttled", BEHIND_BYTES + 1, true, ["tick"]],
  ["lost", MAX_QUEUE + 1, true, ["tick", "evicted"]],
])("R57: a client that is %s is asked, held for and closed as its state says", (...row) => {
  const [state, bytes, isHeld, expected] = row;
  const { told, flow, session, readers } = sent(bytes);
  readers.check(session);
  expect(flow.state).toBe(state);
  expect(session.isHeld).toBe(isHeld);
  expect(told).toEqual(expected);
  expect(readers.isLost(session, Date.now())).toBe(state === "lost");
});

test("R57: a throttled client that has answered is told once who is here, and is open", () => {
  const { told, flow, session, readers } = sent(BEHIND_BYTES + 1);
  const n = flow.ask(Date.now()) ?? 0;
  readers.check(session);
  flow.onAnswer(n, Date.now());
  readers.onAnswer(session);
  expect(flow.state).toBe("open");
  expect(session.isHeld).toBe(false);
  readers.onAnswer(session);
  expect(told).toEqual(["tick", "introduced"]);
});
