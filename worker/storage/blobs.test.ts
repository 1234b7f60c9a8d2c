/** Tests of the numbers of a blob's rows. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { blobIdOf, rowOf } from "./blobs.ts";

test("a row belongs to the blob of which it is a part, also below zero", () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(1_023), (blobId, part) => {
      expect(blobIdOf(rowOf(blobId, part))).toBe(blobId);
    }),
  );
});

test.each([-1, 1_024])("part %i is told: it would be a row of another blob", (part) => {
  expect(() => rowOf(3, part)).toThrow("A blob has at most 1,024 parts.");
});
