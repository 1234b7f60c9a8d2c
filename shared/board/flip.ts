/** Flips: how a shape is mirrored within its box before it is turned. They know no shape. */

/** Mirrored from left to right (`x`), from top to bottom (`y`), or both ways. */
export const FLIPS = ["none", "x", "y", "xy"] as const;
export type Flip = (typeof FLIPS)[number];

/** Returns a flip once the shape is mirrored along one more axis. */
export function flippedAlong(flip: Flip, axis: "x" | "y"): Flip {
  const [x, y] = [isFlipped(flip, "x") !== (axis === "x"), isFlipped(flip, "y") !== (axis === "y")];
  if (x) return y ? "xy" : "x";
  return y ? "y" : "none";
}

/** Says whether a flip mirrors along an axis. */
export function isFlipped(flip: Flip, axis: "x" | "y"): boolean {
  return flip === axis || flip === "xy";
}
