/** The cylinder, as of a store of data, with a label below its lid. */
import { type LineSink, sizedPaths, traceArc } from "../draw/sized-path.ts";
import type { Size } from "../record.ts";
import { labelledKind } from "./labelled.ts";

/** Half the height of its lid: a share of its height, and the most of its width. */
const LID = 0.13;
const MOST_LID = 0.25;

/** The share of its height at which the middle of its words stands. */
const MIDDLE = (2 * LID + (1 - LID)) / 2;

function lidOf([width, height]: Size): number {
  return Math.min(LID * height, MOST_LID * width);
}

function traceOutline(size: Size, to: LineSink): void {
  const [width, height] = size;
  const lid = lidOf(size);
  const half = width / 2;
  to.moveTo(0, lid);
  traceArc(to, [half, lid], [half, lid], Math.PI, 2 * Math.PI);
  to.lineTo(width, height - lid);
  traceArc(to, [half, height - lid], [half, lid], 0, Math.PI);
  to.closePath();
}

/** The line has the lid's near rim besides. */
function traceLine(size: Size, to: LineSink): void {
  const half = size[0] / 2;
  const lid = lidOf(size);
  traceOutline(size, to);
  to.moveTo(0, lid);
  traceArc(to, [half, lid], [half, lid], Math.PI, 0);
}

export const cylinder = labelledKind("cylinder", {
  ...sizedPaths(traceOutline),
  line: sizedPaths(traceLine),
  flips: "y",
  frame: { width: 1, height: 1 - 3 * LID, padding: 10, top: 2 * LID },
  heightFor: (_across, below) => Math.abs(below) / (1 - LID - MIDDLE),
});
