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

/** How strongly the dots show that the next coarser grid does not have, 0 to 1: they fade before they go. */
export function fineness(zoom: number): number {
  const apart = gridSpacing(zoom) * zoom;
  return Math.min(1, Math.max(0.15, (apart - LEAST_SPACING) / (LEAST_SPACING * 0.3)));
}

/** The dots as a pattern; painting them one by one takes as long as all the shapes in view. */
export class Grid {
  private pattern: CanvasPattern | null = null;
  private key = "";

  /** Paints the dots that lie in a region. */
  paint(brush: Brush, view: View, region: Region): void {
    const { context } = brush;
    const zoom = view.scale / view.pixelRatio;
    // A tile is four dots, of which one belongs to the coarser grid, too.
    const period = 2 * gridSpacing(zoom) * view.scale;
    const side = Math.max(2, Math.round(period));
    const pattern = this.tile(context, view, side, fineness(zoom));
    if (pattern === null) return;
    const stretch = period / side;
    const shift = -(side / 4) * stretch;
    context.setTransform(1, 0, 0, 1, 0, 0);
    pattern.setTransform({
      a: stretch,
      d: stretch,
      e: (view.originX % period) + shift,
      f: (view.originY % period) + shift,
    });
    brush.opacity(1);
    context.fillStyle = pattern;
    context.fillRect(region.x, region.y, region.width, region.height);
    brush.reset();
  }

  private tile(
    context: CanvasRenderingContext2D,
    view: View,
    side: number,
    faint: number,
  ): CanvasPattern | null {
    const key = `${side} ${faint} ${view.pixelRatio} ${view.palette.dot}`;
    if (key === this.key) return this.pattern;
    this.key = key;
    this.pattern = null;
    const canvas = document.createElement("canvas");
    canvas.width = side;
    canvas.height = side;
    const drawing = canvas.getContext("2d");
    if (drawing === null) return null;
    const dot = Math.max(1, Math.round(DOT * view.pixelRatio));
    drawing.fillStyle = view.palette.dot;
    for (const [column, row] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      drawing.globalAlpha = column === 0 && row === 0 ? 1 : faint;
      const x = Math.round(side / 4 + (column * side) / 2 - dot / 2);
      const y = Math.round(side / 4 + (row * side) / 2 - dot / 2);
      drawing.fillRect(x, y, dot, dot);
    }
    this.pattern = context.createPattern(canvas, "repeat");
    return this.pattern;
  }
}
