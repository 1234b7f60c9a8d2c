import { expect, test } from "vitest";
import { MAX_DEATHS, RESTART_PERIOD_MS, Restarts } from "./restarts.ts";

test("R131: the first restart comes at once, and each further one of a minute waits twice as long", () => {
  const restarts = new Restarts();
  expect([0, 1_000, 3_000, 6_000, 9_000].map((now) => restarts.died(now))).toEqual([
    0, 500, 1_000, 2_000, 4_000,
  ]);
});

test("R131: a runtime that dies too often within a minute is not started again", () => {
  const restarts = new Restarts();
  const answers = Array.from({ length: MAX_DEATHS }, (_, death) => restarts.died(death * 10_000));
  expect(answers.at(-2)).not.toBeNull();
  expect(answers.at(-1)).toBeNull();
});

test("R131: a runtime that visitors made run out of descriptors is started again however often", () => {
  const restarts = new Restarts();
  const answers = Array.from({ length: 20 }, (_, death) => restarts.died(death * 1_000, true));
  expect(answers.at(-1)).toBe(4_000);
});

test("R131: deaths that lie a minute apart are each the first one", () => {
  const restarts = new Restarts();
  for (let death = 0; death < 50; death++) expect(restarts.died(death * RESTART_PERIOD_MS)).toBe(0);
});
