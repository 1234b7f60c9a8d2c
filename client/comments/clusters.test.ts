/** Tests of pins that are shown as one. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { clustersOf, zoomLevel } from "./clusters.ts";

const at = (...places: [number, number][]) => places.map((place, item) => ({ item, at: place }));
const items = (pins: ReturnType<typeof at>, zoom: number) =>
  clustersOf(pins, zoomLevel(zoom)).map((cluster) => [...cluster.items]);

test("R370: pins that lie on one another are one, and part when one comes nearer", () => {
  const pins = at([0, 0], [20, 5], [400, 0]);
  expect(items(pins, 1)).toEqual([[0, 1], [2]]);
  expect(items(pins, 4)).toEqual([[0], [1], [2]]);
  expect(items(pins, 0.05)).toEqual([[0, 1, 2]]);
});

test("R370: pins come in reading order, row by row", () => {
  expect(items(at([300, 200], [0, 210], [100, 0], [0, 5]), 1)).toEqual([[3], [2], [1], [0]]);
});

test("R370: every pin is in one cluster, at any zoom", () => {
  const place = fc.tuple(
    fc.integer({ min: -5000, max: 5000 }),
    fc.integer({ min: -5000, max: 5000 }),
  );
  fc.assert(
    fc.property(
      fc.array(place, { maxLength: 200 }),
      fc.integer({ min: -9, max: 8 }),
      (places, level) => {
        const clusters = clustersOf(at(...places), level);
        const all = clusters.flatMap((cluster) => cluster.items).sort((a, b) => a - b);
        expect(all).toEqual(places.map((_, index) => index));
      },
    ),
  );
});
