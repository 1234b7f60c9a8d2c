/** Tests of the CPU budget of one socket. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { CPU_BUDGET, SLOWED_BYTES } from "../limits.ts";
import { CpuBudget } from "./cpu-budget.ts";
import type { Session } from "./session.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A room in which each frame takes so many milliseconds, and one socket. */
function room(frameMs: number) {
  const session = { cpuLeftMs: CPU_BUDGET.burst, cpuAt: Date.now(), isSlowed: false } as Session;
  const taken: string[] = [];
  const closed: CloseCode[] = [];
  const budget: CpuBudget = new CpuBudget({
    onTurn: (_, data) => handle(data as string),
    close: (_, code) => {
      closed.push(code);
      budget.forget(session);
    },
  });
  const handle = (data: string): void => {
    taken.push(data);
    budget.charge(session, frameMs);
  };
  const sends = (data: string): void => {
    if (budget.admit(session, data)) handle(data);
  };
  return { session, taken, closed, sends };
}

test("R112: frames of a socket that has used up its time wait in order, and are taken as there is some again", () => {
  const { taken, closed, sends, session } = room(CPU_BUDGET.burst / 10);
  const sent = Array.from({ length: 14 }, (_, index) => `frame ${index}`);
  for (const frame of sent) sends(frame);
  expect(taken).toEqual(sent.slice(0, 11));
  vi.advanceTimersByTime((2 * CPU_BUDGET.burst * 1000) / CPU_BUDGET.perSecond);
  expect(taken).toEqual(sent);
  expect(closed).toEqual([]);
  vi.advanceTimersByTime((2 * CPU_BUDGET.burst * 1000) / CPU_BUDGET.perSecond);
  expect(session.isSlowed).toBe(false);
  sends("later");
  expect(taken.at(-1)).toBe("later");
  expect(vi.getTimerCount()).toBe(0);
});

test("R112: a socket that sends on without end while it is slowed is closed", () => {
  const { taken, closed, sends } = room(CPU_BUDGET.burst + 1);
  const frame = "x".repeat(SLOWED_BYTES / 10);
  for (let n = 0; n < 12; n++) sends(frame);
  expect(taken).toHaveLength(1);
  expect(closed[0]).toBe(CloseCode.TooFast);
  expect(vi.getTimerCount()).toBe(0);
});

test("R112: a socket whose frames take the time that they may is never slowed", () => {
  const { taken, sends, session } = room(CPU_BUDGET.perSecond / 10);
  for (let n = 0; n < 10_000; n++) {
    sends(`frame ${n}`);
    vi.advanceTimersByTime(100);
  }
  expect(taken).toHaveLength(10_000);
  expect(session.isSlowed).toBe(false);
});
