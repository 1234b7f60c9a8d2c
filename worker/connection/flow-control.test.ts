/** Tests of flow control of one socket. */
import { expect, test } from "vitest";
import { BEHIND_BYTES } from "../../shared/limits.ts";
import { Backlog } from "./flow-control.ts";

test("R57: an answer to a question from before a large join does not show yet that the client has read it", () => {
  const backlog = new Backlog();
  const now = Date.now();
  const frame = new Uint8Array(5_000_000);
  let isRead = false;
  // As whoever comes is asked what the room lacks.
  backlog.askStep();
  backlog.spare(
    [frame],
    () => {
      isRead = true;
    },
    () => backlog.add(frame.byteLength),
  );
  expect(backlog.ask(now)).not.toBe(null);
  backlog.askStep();
  backlog.answerStep(now);
  expect(isRead).toBe(false);
  backlog.answerStep(now);
  expect(isRead).toBe(true);
  expect(backlog.unread).toBe(0);
});

test("R57: nothing is asked in the middle of a join of many frames, which a client could answer too early or too late", () => {
  const backlog = new Backlog();
  const now = Date.now();
  const frames = [1_000_000, 1_000_000, 10].map((bytes) => new Uint8Array(bytes));
  let isRead = false;
  let looks = 0;
  const whenRead = (): void => {
    isRead = true;
  };
  backlog.spare(frames, whenRead, () => {
    for (const frame of frames) if (backlog.add(frame.byteLength)) looks += 1;
  });
  expect(looks).toBe(0);
  expect(isRead).toBe(false);
  expect(backlog.answer(backlog.ask(now) ?? 0, now)).toBe(true);
  expect(isRead).toBe(true);
  expect(backlog.unread).toBe(0);
});

test("R57: a join that waits behind what is held is read when its own last frame is", () => {
  const backlog = new Backlog();
  const now = Date.now();
  backlog.add(BEHIND_BYTES + 1);
  const first = backlog.ask(now) ?? 0;
  backlog.look(now, 0);
  expect(backlog.isBehind).toBe(true);
  for (let frame = 0; frame < 3; frame++) backlog.hold(new Uint8Array(1_000_000));
  let isRead = false;
  const frames = [new Uint8Array(600_000), new Uint8Array(600_000)];
  const whenRead = (): void => {
    isRead = true;
  };
  backlog.spare(frames, whenRead, () => {
    for (const frame of frames) backlog.hold(frame);
  });
  const sent: number[] = [];
  const reads = (n: number): void => {
    expect(backlog.answer(n, now)).toBe(true);
    for (let next = backlog.next(); typeof next !== "string"; next = backlog.next()) {
      const { length } = next.data;
      sent.push(length);
      backlog.release(() => backlog.add(length));
    }
  };
  let n = first;
  while (sent.length < 5) {
    reads(n);
    expect(isRead).toBe(false);
    n = backlog.ask(now) ?? 0;
  }
  reads(n);
  expect(isRead).toBe(true);
  expect(backlog.isBehind).toBe(false);
});
