import { describe, expect, it } from "vitest";
import { quantile } from "./quantile.ts";

describe("a quantile", () => {
  it("lies between two values in proportion, in whatever order they come", () => {
    expect(quantile([40, 10, 30, 20], 0.5)).toBe(25);
    expect(quantile([40, 10, 30, 20, 50], 0.5)).toBe(30);
    expect(quantile([5, 1, 4, 2, 3], 0.25)).toBe(2);
    expect(quantile([4, 1, 2, 3], 0.25)).toBe(1.75);
    expect(quantile([7], 0.75)).toBe(7);
  });

  it("needs a value", () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });
});
