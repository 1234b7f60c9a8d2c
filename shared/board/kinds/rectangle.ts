/** The rectangle: a box with round corners and a label. */
import { BoxPath } from "../draw/path.ts";
import type { Size } from "../record.ts";
import { labelledKind } from "./labelled.ts";

/** Roundness of its corners, in board units. */
const CORNER = 10;

/** Corners rounder than this are drawn so, in device pixels. */
const LEAST_CORNER = 1.5;

const quick = new BoxPath();

function cornerOf([width, height]: Size): number {
  return Math.min(CORNER, width / 3, height / 3);
}

export const rectangle = labelledKind("rectangle", {
  path: (size) => new BoxPath().of(0, 0, size[0], size[1], cornerOf(size)),
  quickPath(size, detail) {
    const corner = cornerOf(size);
    return quick.of(0, 0, size[0], size[1], corner * detail < LEAST_CORNER ? 0 : corner);
  },
  frame: { width: 1, height: 1, padding: 10, top: 0 },
  heightFor: (_across, below) => 2 * Math.abs(below),
});
