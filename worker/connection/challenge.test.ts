/** Tests of the challenge by which the room finds out whether the owner of a Yjs client still lives. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CHALLENGE_MS } from "../limits.ts";
import { type AroundLiveness, Liveness } from "./liveness.ts";
import type { Session } from "./session.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A liveness that counts its questions, and an owner that has last sent something now. */
function owned() {
  const asked: Session[] = [];
  const liveness = new Liveness({} as unknown as AroundLiveness);
  liveness.connect({ document: { ask: (session) => void asked.push(session) } });
  const owner = { heardAt: Date.now() } as unknown as Session;
  return { asked, liveness, owner };
}

test("R34: an owner that was never challenged is not silent, however long it says nothing", () => {
  const { liveness, owner } = owned();
  vi.advanceTimersByTime(100 * CHALLENGE_MS);
  expect(liveness.isSilent(owner, Date.now())).toBe(false);
});

test("R34: a challenged owner is silent when it sends nothing in time, and challenges again do not give it more", () => {
  const { asked, liveness, owner } = owned();
  liveness.challenge(owner);
  vi.advanceTimersByTime(CHALLENGE_MS - 1);
  liveness.challenge(owner);
  expect(asked).toEqual([owner, owner]);
  expect(liveness.isSilent(owner, Date.now())).toBe(false);
  vi.advanceTimersByTime(1);
  expect(liveness.isSilent(owner, Date.now())).toBe(true);
});

test("R34: an owner that sends something after its challenge lives, until the next one", () => {
  const { liveness, owner } = owned();
  liveness.challenge(owner);
  vi.advanceTimersByTime(1);
  owner.heardAt = Date.now();
  vi.advanceTimersByTime(2 * CHALLENGE_MS);
  expect(liveness.isSilent(owner, Date.now())).toBe(false);
  liveness.challenge(owner);
  expect(liveness.isSilent(owner, Date.now())).toBe(false);
  vi.advanceTimersByTime(CHALLENGE_MS);
  expect(liveness.isSilent(owner, Date.now())).toBe(true);
});
