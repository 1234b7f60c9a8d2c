import { expect, test } from "vitest";
import { Glide } from "./glide.ts";

/** Reports a pointer that moves 1 unit a millisecond to the right, every so often; says where it is seen in between. */
function seen(every: number, reports: number): number[] {
  const glide = new Glide({ x: 0, y: 0 }, 0);
  const places: number[] = [];
  for (let report = 1; report <= reports; report++) {
    const now = report * every;
    glide.moveTo({ x: now, y: 0 }, now, false);
    for (let passed = 0; passed < every; passed += 16) places.push(glide.at(now + passed).x);
  }
  return places;
}

test.each([16, 33, 100, 200])(
  "a pointer that is reported every %d ms moves in every frame of the screen, and never back",
  (every) => {
    const places = seen(every, 40).slice(-20);
    for (const [index, x] of places.entries()) {
      const before = places[index - 1];
      if (before !== undefined) expect(x).toBeGreaterThan(before);
    }
  },
);

test.each([16, 33, 100, 200])(
  "a pointer that is reported every %d ms is seen at most one and a half reports behind",
  (every) => {
    const last = seen(every, 40).at(-1) ?? 0;
    expect(40 * every - last).toBeLessThan(1.5 * every);
  },
);

test("a pointer arrives, and then moves no more", () => {
  const glide = new Glide({ x: 0, y: 0 }, 0);
  glide.moveTo({ x: 10, y: 20 }, 5_000, false);
  expect(glide.isMoving(5_001)).toBe(true);
  expect(glide.isMoving(5_100)).toBe(false);
  expect(glide.at(5_100)).toEqual({ x: 10, y: 20 });
});

test("a hand that rests makes the next movement no slower", () => {
  const glide = new Glide({ x: 0, y: 0 }, 0);
  for (let rest = 1; rest <= 20; rest++) glide.moveTo({ x: rest, y: 0 }, rest * 10_000, false);
  expect(glide.at(200_060)).toEqual({ x: 20, y: 0 });
});

test("a person who wants no motion sees a pointer jump", () => {
  const glide = new Glide({ x: 0, y: 0 }, 0);
  glide.moveTo({ x: 10, y: 20 }, 1_000, true);
  expect(glide.at(1_000)).toEqual({ x: 10, y: 20 });
  expect(glide.isMoving(1_000)).toBe(false);
});
