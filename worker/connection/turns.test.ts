/** Tests of turns between the rooms of a process. */
import { expect, test, vi } from "vitest";
import { TURN_MS } from "../limits.ts";
import { TestRoom } from "../testing/test-room.ts";
import { finish, type Work } from "../yjs/work.ts";
import { Turns } from "./turns.ts";

/** A state that holds events back as the runtime does, and tells what happened. */
function heldState() {
  const held: Promise<unknown>[] = [];
  const blockConcurrencyWhile = <T>(work: () => Promise<T>): Promise<T> => {
    const done = work();
    held.push(done);
    return done;
  };
  return { held, blockConcurrencyWhile };
}

/** Work of so many steps, of which each takes so many milliseconds. */
function* busy(steps: number, ms: number): Work<number> {
  for (let step = 0; step < steps; step++) {
    const until = performance.now() + ms;
    while (performance.now() < until);
    yield;
  }
  return steps;
}

test("R110: a room that has worked for a turn holds its own frames back once, and no room does that worked less", () => {
  const state = heldState();
  const turns = new Turns(state);
  turns.charge(TURN_MS / 100);
  expect(state.held).toHaveLength(0);
  turns.charge(TURN_MS);
  turns.charge(TURN_MS);
  expect(state.held).toHaveLength(1);
});

test("R110: a long work is cut into turns, between which others have theirs", async () => {
  const turns = new Turns(heldState());
  let others = 0;
  const timer = setInterval(() => {
    others += 1;
  }, 1);
  expect(await turns.inTurns(busy(40, 5))).toBe(40);
  clearInterval(timer);
  expect(others).toBeGreaterThan(3);
  expect(finish(busy(3, 0))).toBe(3);
});

test("R303: after a turn of work that could not be cut, the others have as long a one", async () => {
  const wait = vi.spyOn(scheduler, "wait");
  const state = heldState();
  const longMs = 5 * TURN_MS;
  const work = function* (): Work {
    yield* busy(2, longMs);
  };
  new Turns(state).run(work(), () => undefined);
  await Promise.all(state.held);
  const waited = wait.mock.calls.map(([ms = 0]) => ms);
  wait.mockRestore();
  expect(Math.max(...waited)).toBeGreaterThanOrEqual(longMs);
});

test("R110: work that fails is told, and the room goes on", async () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const state = heldState();
  const turns = new Turns(state);
  turns.run(
    (function* () {
      yield;
      throw new Error("It fails.");
    })(),
    () => undefined,
  );
  await Promise.all(state.held);
  expect(told).toHaveBeenCalledOnce();
  told.mockRestore();
  turns.charge(TURN_MS);
  expect(state.held).toHaveLength(2);
});

test("R110: a frame that comes after a large update stays behind it", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  for (let round = 0; round < 4; round++) {
    mina.types("large ".repeat(40_000));
    mina.types(`${round} `);
  }
  await jonas.has(mina.text);
  await mina.is("ack", ({ n }) => n === 9);
  expect(mina.events.filter(({ type }) => type === "refused")).toEqual([]);
});

test("R117: a room that works a quarter of the time is busy, and not any more when it has little to do", () => {
  vi.useFakeTimers();
  const turns = new Turns(heldState());
  expect(turns.isBusy(Date.now())).toBe(false);
  vi.advanceTimersByTime(400);
  turns.charge(150);
  expect(turns.isBusy(Date.now())).toBe(true);
  vi.advanceTimersByTime(400);
  turns.charge(50);
  expect(turns.isBusy(Date.now())).toBe(false);
  vi.useRealTimers();
});

/** Work of one millisecond. */
function* busyBriefly(): Work {
  yield* busy(1, 1);
}

test("R110: short works one after the other are a turn, after which the others have theirs", async () => {
  const wait = vi.spyOn(scheduler, "wait");
  const state = heldState();
  const turns = new Turns(state);
  for (let each = 0; each < 4 * TURN_MS; each++) {
    turns.run(busyBriefly(), () => undefined);
    // The frame that brought the work is charged, too, before the work is done.
    turns.charge(0.01);
    await state.held.at(-1);
  }
  expect(wait.mock.calls.length).toBeGreaterThanOrEqual(2);
  wait.mockRestore();
});
