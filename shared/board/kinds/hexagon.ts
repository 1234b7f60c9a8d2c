/** The hexagon: a box with two pointed sides, and a label. */
import { polygon, sizedPaths } from "../draw/sized-path.ts";
import { labelledKind } from "./labelled.ts";

/** The share of the width that each point takes. */
const POINT = 0.22;

const CORNERS = [
  [POINT, 0],
  [1 - POINT, 0],
  [1, 0.5],
  [1 - POINT, 1],
  [POINT, 1],
  [0, 0.5],
] as const;

export const hexagon = labelledKind("hexagon", {
  ...sizedPaths(polygon(CORNERS)),
  frame: { width: 0.66, height: 0.74, padding: 0, top: 0.13 },
  heightFor: (across, below) =>
    (2 * Math.abs(below)) / Math.min(1, Math.max(0.5 - across, 0.01) / POINT),
});
