import { expect, test } from "vitest";
import { TypingPause } from "./typing-pause.ts";

test("R176: keys are held until the user pauses for a second, however long the typing goes on", () => {
  const pause = new TypingPause();
  expect(pause.holds(0)).toBe(false);
  pause.begin(100);
  for (let now = 200; now <= 5_000; now += 300) expect(pause.holds(now)).toBe(true);
  expect(pause.holds(7_000)).toBe(false);
  expect(pause.holds(7_001)).toBe(false);
});

test("R176: a user who does something else has their keys at once", () => {
  const pause = new TypingPause();
  pause.begin(100);
  pause.end();
  expect(pause.holds(101)).toBe(false);
});
