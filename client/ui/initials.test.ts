import { expect, test } from "vitest";
import { initialsOf } from "./initials.ts";

test.each([
  ["Mina", "M"],
  ["quiet heron", "QH"],
  ["  Anna  Maria   Rossi ", "AR"],
  ["Émile Zola", "ÉZ"],
  ["👩‍🚀 Pilot", "👩‍🚀P"],
  ["", ""],
])("the initials of %j are %j", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
