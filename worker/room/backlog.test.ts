import { expect, test } from "vitest";
import { Backlog } from "./backlog.ts";

test("R57: who answers what was asked before a large join has not shown yet to have read it", () => {
  const backlog = new Backlog();
  const now = Date.now();
  const frame = new Uint8Array(5_000_000);
  let isRead = false;
  // As whoever comes is asked what the room lacks.
  backlog.askStep();
  backlog.spare([frame], () => {
    isRead = true;
  });
  backlog.add(frame.byteLength);
  expect(backlog.ask(now)).not.toBe(null);
  backlog.askStep();
  backlog.answerStep(now);
  expect(isRead).toBe(false);
  backlog.answerStep(now);
  expect(isRead).toBe(true);
  expect(backlog.unread).toBe(0);
});
