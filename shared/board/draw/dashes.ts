/** Dashes: how long the pieces and gaps of a broken line are. */
import type { Dash } from "../style.ts";

/** The lengths of piece and gap for a line of this width, in board units; `null`: it is whole. */
export function dashesOf(dash: Dash, width: number): readonly [on: number, off: number] | null {
  if (dash === "solid") return null;
  return dash === "dotted" ? [0, 2 + 2 * width] : [4 + 2.5 * width, 4 + 2 * width];
}
