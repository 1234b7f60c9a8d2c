import type { Brush } from "./brush.ts";
import type { Region, View } from "./view.ts";

/** Board units between the dots at 100 %. */
const SPACING = 24;

/** Dots stand at least this many CSS pixels apart; nearer ones give way to every second. */
const LEAST_SPACING = 18;

/** The side of a dot in CSS pixels. */
const DOT = 1.5;

/** How far apart the dots are at a zoom, in board units: 24, and twice as far again and again when zoomed out. */
export function gridSpacing(zoom: number): number {
  let spacing = SPACING;
  while (spacing * zoom < LEAST_SPACING) spacing *= 2;
  while (spacing * zoom >= LEAST_SPACING * 4 && spacing > SPACING / 4) spacing /= 2;
  return spacing;
}

/** How strongly the dots between those of the next coarser grid show, 0 to 1: they fade before they go. */
export function fineness(zoom: number): number {
  const apart = gridSpacing(zoom) * zoom;
  return Math.min(1, Math.max(0.15, (apart - LEAST_SPACING) / (LEAST_SPACING * 0.3)));
}

/** Paints the dots that lie in a region. Rows are dashed lines: one call each instead of one for each dot. */
export function paintGrid(brush: Brush, view: View, region: Region): void {
  const { context } = brush;
  const zoom = view.scale / view.pixelRatio;
  const step = gridSpacing(zoom) * view.scale;
  const dot = Math.max(1, Math.round(DOT * view.pixelRatio));
  const faint = fineness(zoom);
  context.setTransform(1, 0, 0, 1, 0, 0);
  brush.stroke(view.palette.dot, dot);
  context.lineCap = "butt";
  const paintRows = (apart: number, alpha: number): void => {
    brush.opacity(alpha);
    context.setLineDash([dot, apart - dot]);
    const firstRow = Math.floor((region.y - dot - view.originY) / apart);
    const lastRow = Math.ceil((region.y + region.height + dot - view.originY) / apart);
    const firstColumn = Math.floor((region.x - dot - view.originX) / apart);
    const left = view.originX + firstColumn * apart - dot / 2;
    context.beginPath();
    for (let row = firstRow; row <= lastRow; row++) {
      const y = Math.round(view.originY + row * apart - dot / 2) + dot / 2;
      context.moveTo(left, y);
      context.lineTo(region.x + region.width + dot, y);
    }
    context.stroke();
  };
  if (faint < 1) {
    paintRows(step, faint);
    paintRows(step * 2, 1);
  } else {
    paintRows(step, 1);
  }
  brush.reset();
}
