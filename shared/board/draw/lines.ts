/** Lines in the colours of documents: those that would not be seen on the board have an edge. */
import type { Color, Dash } from "../style.ts";
import { EDGE, type Palette } from "./palette.ts";
import type { Path } from "./path.ts";
import type { Pen } from "./pen.ts";

/** Draws a line along a path, with its edge. */
export function drawLine(
  pen: Pen,
  palette: Palette,
  color: Color,
  path: Path,
  width: number,
  dash: Dash,
): void {
  drawEdge(pen, palette, color, path, width, dash);
  pen.stroke(path, palette.stroke[color], width, dash);
}

/** Draws the edge alone, which lies below the line: where lines meet, all edges are drawn first. */
export function drawEdge(
  pen: Pen,
  palette: Palette,
  color: Color,
  path: Path,
  width: number,
  dash: Dash,
): void {
  const edge = palette.edge[color];
  // The pieces of a broken line and those of its edge are of one length.
  if (edge !== null) pen.stroke(path, edge, width + 2 * EDGE, dash, width);
}
