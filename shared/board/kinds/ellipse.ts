/** The ellipse, with a label. */
import { EllipsePath } from "../draw/path.ts";
import { labelledKind } from "./labelled.ts";

const quick = new EllipsePath();

export const ellipse = labelledKind("ellipse", {
  path: (size) => new EllipsePath().of(size),
  quickPath: (size) => quick.of(size),
  frame: { width: 0.76, height: 0.64, padding: 0, top: 0.18 },
  heightFor: (across, below) => (2 * Math.abs(below)) / Math.sqrt(1 - (2 * across) ** 2),
});
