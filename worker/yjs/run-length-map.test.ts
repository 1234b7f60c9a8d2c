/** Tests of the run-length map. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { RunLengthMap } from "./run-length-map.ts";

test("a clock has the value that was set last, at it or before it", () => {
  const step = fc.record({
    client: fc.nat(2),
    gap: fc.integer({ min: 1, max: 4 }),
    value: fc.nat(2),
  });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const map = new RunLengthMap();
      const plain = new Map<number, number[]>();
      for (const { client, gap, value } of steps) {
        const values = plain.get(client) ?? [];
        plain.set(client, values);
        const clock = values.length + gap - 1;
        const before = values.at(-1) ?? Number.NaN;
        while (values.length < clock) values.push(before);
        values.push(value);
        map.set(client, clock, value);
      }
      for (const [client, values] of plain) {
        const last = values.at(-1);
        const wanted = [...values, last].map((value) => (Number.isNaN(value) ? undefined : value));
        expect(wanted.map((_, clock) => map.valueAt(client, clock))).toEqual(wanted);
      }
      expect(map.valueAt(3, 0)).toBe(undefined);
    }),
  );
});

test.each([
  ["the same clock", 5],
  ["a lower clock", 4],
])("the map refuses %s of a client, also with the same value", (_, clock) => {
  const map = new RunLengthMap();
  map.set(1, 5, 7);
  expect(() => map.set(1, clock, 7)).toThrow("The clocks of a client rise");
  expect(() => map.set(1, clock, 8)).toThrow("The clocks of a client rise");
  map.set(2, clock, 8);
  map.set(1, 6, 8);
  expect([map.valueAt(1, 5), map.valueAt(1, 6), map.valueAt(2, 4)]).toEqual([
    7,
    8,
    clock === 4 ? 8 : undefined,
  ]);
});
