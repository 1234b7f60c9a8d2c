/** The triangle: a figure that stands on its base, with a label in its lower half. */
import { polygon, sizedPaths } from "../draw/sized-path.ts";
import { labelledKind } from "./labelled.ts";

const CORNERS = [
  [0.5, 0],
  [1, 1],
  [0, 1],
] as const;

/** The share of the height at which the middle of its words stands. */
const MIDDLE = 0.72;

export const triangle = labelledKind("triangle", {
  ...sizedPaths(polygon(CORNERS)),
  flips: "y",
  // It is as wide as the frame where the frame begins; a little air is left above the base.
  frame: { width: 0.48, height: 0.48, padding: 0, top: MIDDLE - 0.24 },
  heightFor: (across, below) => (below < 0 ? -below / (MIDDLE - 2 * across) : below / (1 - MIDDLE)),
});
