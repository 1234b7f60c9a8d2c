/** The diamond: a figure that stands on a corner, with a label. */
import { PolygonPath } from "../draw/path.ts";
import { labelledKind } from "./labelled.ts";

const CORNERS = [
  [0.5, 0],
  [1, 0.5],
  [0.5, 1],
  [0, 0.5],
] as const;

const quick = new PolygonPath(CORNERS);

export const diamond = labelledKind("diamond", {
  path: (size) => new PolygonPath(CORNERS).of(size),
  quickPath: (size) => quick.of(size),
  // The widest box that stands in it has half its width and half its height.
  frame: { width: 0.5, height: 0.5, padding: 0, top: 0.25 },
  heightFor: (across, below) => (2 * Math.abs(below)) / (1 - 2 * across),
});
