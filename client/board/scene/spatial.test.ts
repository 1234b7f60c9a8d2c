import fc from "fast-check";
import { expect, it } from "vitest";
import { type Box, boxesTouch, unionBoxes } from "../geometry.ts";
import { SpatialIndex } from "./spatial.ts";

interface Thing {
  readonly id: string;
  readonly box: Box;
}

const coordinate = fc.integer({ min: -50, max: 50 });
const length = fc.integer({ min: 0, max: 20 });
const boxes: fc.Arbitrary<Box> = fc
  .tuple(coordinate, coordinate, length, length)
  .map(([minX, minY, width, height]) => ({ minX, minY, maxX: minX + width, maxY: minY + height }));
const ids = fc.integer({ min: 0, max: 30 }).map(String);
const steps = fc.oneof(
  fc.record({ kind: fc.constant("set" as const), id: ids, box: boxes }),
  fc.record({ kind: fc.constant("delete" as const), id: ids }),
);

it("finds what a look at every box finds, whatever was put in, moved and taken out", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(ids, boxes), { maxLength: 60 }),
      fc.array(steps, { maxLength: 100 }),
      fc.array(boxes, { minLength: 1, maxLength: 5 }),
      (loaded, sequence, queries) => {
        const index = new SpatialIndex<Thing>();
        const expected = new Map(loaded.map(([id, box]) => [id, { id, box }]));
        index.load([...expected.values()]);
        for (const step of sequence) {
          const before = expected.get(step.id);
          if (before !== undefined) index.remove(before);
          expected.delete(step.id);
          if (step.kind === "delete") continue;
          const thing = { id: step.id, box: step.box };
          index.add(thing);
          expected.set(step.id, thing);
        }
        const all = [...expected.values()];
        expect(index.extent).toEqual(unionBoxes(all.map(({ box }) => box)));
        for (const query of queries) {
          const slow = all.filter(({ box }) => boxesTouch(query, box)).map(({ id }) => id);
          expect(
            index
              .search(query)
              .map(({ id }) => id)
              .sort(),
          ).toEqual(slow.sort());
          expect(index.touches(query)).toBe(slow.length > 0);
          expect(index.some(query, ({ id }) => id < "2")).toBe(slow.some((id) => id < "2"));
        }
      },
    ),
  );
});
