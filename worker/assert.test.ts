/** Tests of assertions. */
import { expect, test } from "vitest";
import { assert, BrokenInvariant } from "./assert.ts";

test("an invariant that holds costs nothing, and one that does not is told by its sentence", () => {
  assert(true, "Rows rise.");
  expect(() => assert(false, "Rows rise.")).toThrow(BrokenInvariant);
  expect(() => assert(false, "Rows rise.")).toThrow("Rows rise.");
});
