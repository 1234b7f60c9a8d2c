/** The callout: a speech bubble, whose words stand above its tail. */
import { type LineSink, sizedPaths, traceArc } from "../draw/sized-path.ts";
import type { Size } from "../record.ts";
import { labelledKind } from "./labelled.ts";

/** The share of its height that the bubble takes; the tail has the rest. */
const BUBBLE = 0.78;

/** Where the tail begins, points to and ends: shares of the width. */
const TAIL = { left: 0.18, point: 0.14, right: 0.36 } as const;

/** Roundness of its corners, in board units, and the most of its width: the tail begins beside the corner. */
const CORNER = 16;
const MOST_CORNER = 0.16;

function trace([width, height]: Size, to: LineSink): void {
  const lower = height * BUBBLE;
  const corner = Math.min(CORNER, width * MOST_CORNER, lower / 3);
  const radii = [corner, corner] as const;
  const [right, quarter] = [width - corner, Math.PI / 2];
  to.moveTo(corner, 0);
  to.lineTo(right, 0);
  traceArc(to, [right, corner], radii, -quarter, 0);
  to.lineTo(width, lower - corner);
  traceArc(to, [right, lower - corner], radii, 0, quarter);
  to.lineTo(width * TAIL.right, lower);
  to.lineTo(width * TAIL.point, height);
  to.lineTo(width * TAIL.left, lower);
  to.lineTo(corner, lower);
  traceArc(to, [corner, lower - corner], radii, quarter, 2 * quarter);
  to.lineTo(0, corner);
  traceArc(to, [corner, corner], radii, 2 * quarter, 3 * quarter);
  to.closePath();
}

export const callout = labelledKind("callout", {
  ...sizedPaths(trace),
  flips: "xy",
  frame: { width: 1, height: BUBBLE, padding: 10, top: 0 },
  heightFor: (_across, below) => (2 * Math.abs(below)) / BUBBLE,
});
