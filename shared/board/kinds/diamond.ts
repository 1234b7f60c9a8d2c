/** The diamond: a figure that stands on a corner, with a label. */
import { polygon, sizedPaths } from "../draw/sized-path.ts";
import { labelledKind } from "./labelled.ts";

const CORNERS = [
  [0.5, 0],
  [1, 0.5],
  [0.5, 1],
  [0, 0.5],
] as const;

export const diamond = labelledKind("diamond", {
  ...sizedPaths(polygon(CORNERS)),
  // The widest box that stands in it has half its width and half its height.
  frame: { width: 0.5, height: 0.5, padding: 0, top: 0.25 },
  heightFor: (across, below) => (2 * Math.abs(below)) / (1 - 2 * across),
});
