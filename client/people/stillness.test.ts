import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Stage, Stillness } from "./stillness.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watch() {
  const stages: [number, Stage][] = [];
  const stillness = new Stillness((clientId, stage) => stages.push([clientId, stage]));
  return {
    stages,
    stillness,
    move: (clientId: number) => stillness.move(clientId, performance.now()),
  };
}

test("R218: a pointer is still after three seconds, rests after ten, and moves again at once", () => {
  const { stages, move } = watch();
  move(1);
  vi.advanceTimersByTime(3_000 - 1);
  expect(stages).toEqual([]);
  vi.advanceTimersByTime(250);
  expect(stages).toEqual([[1, "still"]]);
  vi.advanceTimersByTime(10_000 - 3_000);
  expect(stages).toEqual([
    [1, "still"],
    [1, "resting"],
  ]);
  move(1);
  expect(stages.at(-1)).toEqual([1, "moving"]);
});

test("R218: a pointer that goes on moving is never still, beside one that is", () => {
  const { stages, move } = watch();
  move(2);
  for (let ms = 0; ms < 20_000; ms += 50) {
    move(1);
    vi.advanceTimersByTime(50);
  }
  expect(stages).toEqual([
    [2, "still"],
    [2, "resting"],
  ]);
});

test("R218: fifty pointers that move have one timer, and none is left when all rest or are gone", () => {
  const { stillness, move } = watch();
  for (let id = 0; id < 50; id++) move(id);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(11_000);
  expect(vi.getTimerCount()).toBe(0);
  move(1);
  stillness.forget(1);
  vi.advanceTimersByTime(3_000);
  expect(vi.getTimerCount()).toBe(0);
});
