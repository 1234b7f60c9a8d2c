/** Tests of questions to generic clients, with simulated time. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Session } from "../connection/session.ts";
import { CROWD } from "../limits.ts";
import { Republication } from "./republication.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Generic clients that count how often they are asked. */
function crowd(size: number) {
  const asked: number[] = [];
  const sessions = Array.from({ length: size }, (_, clientId) => ({
    isNative: false,
    presence: { clientId, clock: 1, state: "{}", at: 0 },
    send: () => asked.push(clientId),
  })) as unknown as Session[];
  return { sessions, asked };
}

const everybody = (): boolean => true;

test("R166: a crowd is asked a hundred at once and a hundred more each second, each client once, however often somebody flaps", () => {
  const { sessions, asked } = crowd(250);
  const republication = new Republication();
  for (let flap = 0; flap < 10; flap++) republication.askAll(sessions, everybody);
  expect(asked).toHaveLength(CROWD);
  vi.advanceTimersByTime(1_000);
  expect(asked).toHaveLength(2 * CROWD);
  vi.advanceTimersByTime(1_000);
  expect(new Set(asked).size).toBe(250);
  for (let second = 0; second < 20; second++) {
    republication.askAll(sessions, everybody);
    vi.advanceTimersByTime(1_000);
  }
  expect(asked.length).toBeLessThanOrEqual(23 * CROWD);
});

test("R166: a client that has left or has published meanwhile is not asked, and the room can sleep again", () => {
  const { sessions, asked } = crowd(CROWD + 3);
  const republication = new Republication();
  republication.askAll(sessions, everybody);
  const [left, published] = sessions.slice(CROWD);
  if (left === undefined || published?.presence == null) throw new Error("There are three more.");
  republication.forget(left);
  Object.assign(published.presence, { at: Date.now() + 1 });
  vi.advanceTimersByTime(5_000);
  expect(asked).toHaveLength(CROWD + 1);
  expect(vi.getTimerCount()).toBe(0);
});

test("R166: where more than three hundred would have to be asked, nobody is", () => {
  const { sessions, asked } = crowd(3 * CROWD + 1);
  new Republication().askAll(sessions, everybody);
  expect(asked).toEqual([]);
});
