/** The star with five points, and a label in its middle. */
import { polygon, sizedPaths } from "../draw/sized-path.ts";
import { labelledKind } from "./labelled.ts";

const POINTS = 5;

/** How far its inner corners are from its middle, in shares of how far its points are. */
const INNER = 0.52;

/** The box around a star whose points are 1 from its middle. */
const TOP = -1;
const HEIGHT = 1 + Math.cos(Math.PI / POINTS);
const HALF_WIDTH = Math.sin((2 * Math.PI) / POINTS);

const CORNERS = Array.from({ length: 2 * POINTS }, (_, index) => {
  const angle = (index * Math.PI) / POINTS - Math.PI / 2;
  const far = index % 2 === 0 ? 1 : INNER;
  return [
    0.5 + (far * Math.cos(angle)) / (2 * HALF_WIDTH),
    (far * Math.sin(angle) - TOP) / HEIGHT,
  ] as const;
});

/** The box within all of its sides: above it the arms begin, and below it the legs part. */
const WITHIN = {
  top: (-INNER * Math.cos(Math.PI / POINTS) * 0.93 - TOP) / HEIGHT,
  lower: (INNER - TOP) / HEIGHT,
};
const MIDDLE = (WITHIN.top + WITHIN.lower) / 2;

export const star = labelledKind("star", {
  ...sizedPaths(polygon(CORNERS)),
  flips: "y",
  frame: { width: 0.47, height: WITHIN.lower - WITHIN.top, padding: 0, top: WITHIN.top },
  heightFor: (_across, below) => Math.abs(below) / (WITHIN.lower - MIDDLE),
});
