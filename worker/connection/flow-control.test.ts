/** Tests of flow control of one socket. */
import { expect, test } from "vitest";
import { LEAST_BYTES_PER_SECOND } from "../../shared/limits.ts";
import { BEHIND_BYTES, BEHIND_MS, MAX_QUEUE, MAX_UNREAD, SLOW_MS, STALL_MS } from "../limits.ts";
import { FlowControl, type FlowState } from "./flow-control.ts";

test("R57: an answer to a question from before a large join does not show yet that the client has read it", () => {
  const flow = new FlowControl();
  const now = Date.now();
  const frame = new Uint8Array(5_000_000);
  let isRead = false;
  // As whoever comes is asked what the room lacks.
  flow.onStep1();
  flow.exemptJoin(
    [frame],
    () => {
      isRead = true;
    },
    () => flow.onSent(frame.byteLength),
  );
  expect(flow.ask(now)).not.toBe(null);
  flow.onStep1();
  flow.onStep2(now);
  expect(isRead).toBe(false);
  flow.onStep2(now);
  expect(isRead).toBe(true);
  expect(flow.unread).toBe(0);
});

test("R57: nothing is asked in the middle of a join of many frames, which a client could answer too early or too late", () => {
  const flow = new FlowControl();
  const now = Date.now();
  const frames = [1_000_000, 1_000_000, 10].map((bytes) => new Uint8Array(bytes));
  let isRead = false;
  let checks = 0;
  const whenRead = (): void => {
    isRead = true;
  };
  flow.exemptJoin(frames, whenRead, () => {
    for (const frame of frames) if (flow.onSent(frame.byteLength)) checks += 1;
  });
  expect(checks).toBe(0);
  expect(isRead).toBe(false);
  expect(flow.onAnswer(flow.ask(now) ?? 0, now)).toBe(true);
  expect(isRead).toBe(true);
  expect(flow.unread).toBe(0);
});

test("R57: a join that waits behind what is held is read when its own last frame is", () => {
  const flow = new FlowControl();
  const now = Date.now();
  flow.onSent(BEHIND_BYTES + 1);
  const first = flow.ask(now) ?? 0;
  flow.state = flow.assess(now, 0, MAX_QUEUE);
  expect(flow.state).toBe("throttled");
  for (let frame = 0; frame < 3; frame++) flow.enqueue(new Uint8Array(1_000_000));
  let isRead = false;
  const frames = [new Uint8Array(600_000), new Uint8Array(600_000)];
  const whenRead = (): void => {
    isRead = true;
  };
  flow.exemptJoin(frames, whenRead, () => {
    for (const frame of frames) flow.enqueue(frame);
  });
  const sent: number[] = [];
  const reads = (n: number): void => {
    expect(flow.onAnswer(n, now)).toBe(true);
    for (let next = flow.nextHeld(); typeof next !== "string"; next = flow.nextHeld()) {
      const { length } = next.data;
      sent.push(length);
      flow.release(() => flow.onSent(length));
    }
  };
  let n = first;
  while (sent.length < 5) {
    reads(n);
    expect(isRead).toBe(false);
    n = flow.ask(now) ?? 0;
  }
  reads(n);
  expect(isRead).toBe(true);
  expect(flow.state).toBe("open");
});

/** A client that is in a state, was sent so many bytes, and was then asked whether it has read them. */
interface Reader {
  readonly from: FlowState;
  readonly unread?: number;
  /** Milliseconds since it was asked; it has not answered. */
  readonly silentMs?: number;
  /** Bytes that wait for it. */
  readonly held?: number;
  /** Milliseconds by which the room is late. */
  readonly lateMs?: number;
}

test.each<[why: string, to: FlowState, reader: Reader]>([
  ["has read all", "open", { from: "open" }],
  ["has little unread", "open", { from: "open", unread: BEHIND_BYTES / 2 }],
  ["has not answered yet", "open", { from: "open", silentMs: BEHIND_MS }],
  [
    "has a slow connection",
    "open",
    { from: "open", unread: 10 * LEAST_BYTES_PER_SECOND, silentMs: 10_000 + BEHIND_MS },
  ],
  ["only waits for its turn", "open", { from: "open", held: 2 * MAX_QUEUE }],
  ["has much unread", "throttled", { from: "open", unread: BEHIND_BYTES + 1 }],
  ["does not answer", "throttled", { from: "open", silentMs: BEHIND_MS + 1 }],
  [
    "does not answer a room that is late",
    "open",
    { from: "open", silentMs: BEHIND_MS + 1, lateMs: 1 },
  ],
  ["has read all, and its frames still wait", "throttled", { from: "throttled", held: MAX_UNREAD }],
  [
    "makes no progress with little",
    "throttled",
    { from: "throttled", unread: 1_000, silentMs: STALL_MS + 1 },
  ],
  [
    "makes no progress with much",
    "lost",
    { from: "throttled", unread: MAX_UNREAD + 1, silentMs: STALL_MS + 1 },
  ],
  [
    "makes no progress while much waits",
    "lost",
    { from: "throttled", held: MAX_UNREAD + 1, silentMs: STALL_MS + 1 },
  ],
  [
    "makes no progress in a room that is late",
    "throttled",
    { from: "throttled", unread: MAX_UNREAD + 1, silentMs: STALL_MS + 1, lateMs: 1 },
  ],
  ["has too much unread", "lost", { from: "open", unread: MAX_QUEUE + 1 }],
  ["has too much waiting", "lost", { from: "throttled", held: MAX_QUEUE + 1 }],
  ["does not answer at all", "lost", { from: "open", silentMs: SLOW_MS + 1_000 }],
  ["is being closed", "lost", { from: "lost" }],
])(
  "R57: a client that %s is %s",
  (_, to, { from, unread = 0, silentMs = 0, held = 0, lateMs = 0 }) => {
    const flow = new FlowControl();
    if (unread > 0) flow.onSent(unread);
    flow.ask(0);
    if (held > 0) flow.enqueue(new Uint8Array(held));
    flow.state = from;
    expect(flow.assess(silentMs, lateMs, MAX_QUEUE)).toBe(to);
    expect(flow.state).toBe(from);
  },
);

test("R57: a throttled client is open again once its held frames are sent, and a lost one never", () => {
  for (const [from, to] of [
    ["throttled", "open"],
    ["lost", "lost"],
  ] as const) {
    const flow = new FlowControl();
    flow.onSent(BEHIND_BYTES + 1);
    const n = flow.ask(0) ?? 0;
    flow.state = from;
    flow.enqueue("held");
    expect(flow.nextHeld()).toBe("unread");
    flow.onAnswer(n, 1);
    expect(flow.state).toBe(from);
    expect(flow.nextHeld()).toEqual({ data: "held", isLarge: false });
    flow.release(() => flow.onSent(4));
    flow.nextHeld();
    expect(flow.state).toBe(to);
    expect(flow.isHolding).toBe(false);
  }
});
