import { expect, test } from "vitest";
import type { Point } from "../../../shared/board/shape.ts";
import { LASER_MS, LaserTrails } from "./laser-trails.ts";

const line = (...places: Point[]) => ({ begins: false, places });
const newLine = (...places: Point[]) => ({ begins: true, places });

test("R202: a trail fades place by place within a second", () => {
  const trails = new LaserTrails();
  expect(trails.isShown.get()).toBe(false);
  trails.add(1, "#326ad9", newLine([0, 0]), 1_000);
  trails.add(1, "#326ad9", line([10, 0], [20, 0]), 1_040);
  expect(trails.at(1_040)[0]?.places.map(({ time }) => time)).toEqual([1_000, 1_020, 1_040]);
  expect(trails.at(1_010 + LASER_MS)[0]?.places.map(({ at }) => at[0])).toEqual([10, 20]);
  expect(trails.at(1_040 + LASER_MS)).toEqual([]);
  expect(trails.isShown.get()).toBe(false);
});

test("R202: no line leads from where a hand was lifted to where it comes down", () => {
  const trails = new LaserTrails();
  trails.add(1, "#326ad9", newLine([0, 0], [5, 0]), 1_000);
  trails.add(1, "#326ad9", newLine([90, 90]), 1_020);
  expect(trails.at(1_020)[0]?.places.map(({ begins }) => begins)).toEqual([true, false, true]);
});

test("R202: each hand has a line of its own, and a reader that comes late begins one", () => {
  const trails = new LaserTrails();
  trails.add(1, "#326ad9", newLine([0, 0]), 1_000);
  trails.add(2, "#ce343f", line([50, 50]), 1_000);
  expect(trails.at(1_000).map(({ color }) => color)).toEqual(["#326ad9", "#ce343f"]);
  expect(trails.at(1_000)[1]?.places[0]?.begins).toBe(true);
});

test("R202: a hand that sends without end has a trail that ends", () => {
  const trails = new LaserTrails();
  for (let time = 0; time < 1_000; time++) {
    trails.add(1, "#326ad9", line(...Array.from({ length: 16 }, (_, x): Point => [x, time])), time);
  }
  expect(trails.at(999)[0]?.places.length).toBeLessThanOrEqual(400);
});
