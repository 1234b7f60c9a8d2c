/** The ellipse, with a label. */
import { EllipsePath } from "../draw/path.ts";
import { labelledKind } from "./labelled.ts";

const quick = new EllipsePath();

export const ellipse = labelledKind("ellipse", {
  path: (size) => new EllipsePath().of(size),
  quickPath: (size) => quick.of(size),
  frame: { width: 0.76, height: 1, padding: 0, top: 0 },
});
