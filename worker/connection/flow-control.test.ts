/** Tests of flow control of one socket. */
import { expect, test } from "vitest";
import { BEHIND_BYTES } from "../limits.ts";
import { FlowControl } from "./flow-control.ts";

test("R57: an answer to a question from before a large join does not show yet that the client has read it", () => {
  const flow = new FlowControl();
  const now = Date.now();
  const frame = new Uint8Array(5_000_000);
  let isRead = false;
  // As whoever comes is asked what the room lacks.
  flow.askStep();
  flow.spare(
    [frame],
    () => {
      isRead = true;
    },
    () => flow.add(frame.byteLength),
  );
  expect(flow.ask(now)).not.toBe(null);
  flow.askStep();
  flow.answerStep(now);
  expect(isRead).toBe(false);
  flow.answerStep(now);
  expect(isRead).toBe(true);
  expect(flow.unread).toBe(0);
});

test("R57: nothing is asked in the middle of a join of many frames, which a client could answer too early or too late", () => {
  const flow = new FlowControl();
  const now = Date.now();
  const frames = [1_000_000, 1_000_000, 10].map((bytes) => new Uint8Array(bytes));
  let isRead = false;
  let looks = 0;
  const whenRead = (): void => {
    isRead = true;
  };
  flow.spare(frames, whenRead, () => {
    for (const frame of frames) if (flow.add(frame.byteLength)) looks += 1;
  });
  expect(looks).toBe(0);
  expect(isRead).toBe(false);
  expect(flow.answer(flow.ask(now) ?? 0, now)).toBe(true);
  expect(isRead).toBe(true);
  expect(flow.unread).toBe(0);
});

test("R57: a join that waits behind what is held is read when its own last frame is", () => {
  const flow = new FlowControl();
  const now = Date.now();
  flow.add(BEHIND_BYTES + 1);
  const first = flow.ask(now) ?? 0;
  flow.look(now, 0);
  expect(flow.isThrottled).toBe(true);
  for (let frame = 0; frame < 3; frame++) flow.hold(new Uint8Array(1_000_000));
  let isRead = false;
  const frames = [new Uint8Array(600_000), new Uint8Array(600_000)];
  const whenRead = (): void => {
    isRead = true;
  };
  flow.spare(frames, whenRead, () => {
    for (const frame of frames) flow.hold(frame);
  });
  const sent: number[] = [];
  const reads = (n: number): void => {
    expect(flow.answer(n, now)).toBe(true);
    for (let next = flow.next(); typeof next !== "string"; next = flow.next()) {
      const { length } = next.data;
      sent.push(length);
      flow.release(() => flow.add(length));
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
  expect(flow.isThrottled).toBe(false);
});
