import fc from "fast-check";
import { expect, it } from "vitest";
import { type Box, boxesTouch } from "./geometry.ts";
import { SpatialIndex } from "./spatial.ts";

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
        const index = new SpatialIndex();
        index.load(loaded);
        const expected = new Map(loaded);
        for (const step of sequence) {
          if (step.kind === "set") {
            index.set(step.id, step.box);
            expected.set(step.id, step.box);
          } else {
            index.delete(step.id);
            expected.delete(step.id);
          }
        }
        for (const query of queries) {
          const slow = [...expected].filter(([, box]) => boxesTouch(query, box));
          expect(index.search(query).sort()).toEqual(slow.map(([id]) => id).sort());
        }
      },
    ),
  );
});
