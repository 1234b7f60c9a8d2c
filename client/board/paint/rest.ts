/** Paints a region of the shapes at rest: the paper, its dots, and what lies on it. */
import type { Seen } from "../scene/seen.ts";
import type { Effort } from "./effort.ts";
import { stillIn, type Without } from "./fine-picture.ts";
import type { Grid } from "./grid.ts";
import type { Layer } from "./layer.ts";
import { type Painting, paintShapes } from "./shapes.ts";
import { boardBox, type Region, type View } from "./view.ts";

/** The part of a layer that is painted, for which view, and with what. */
interface Rest {
  readonly layer: Layer;
  readonly region: Region;
  readonly view: View;
  readonly grid: Grid;
  readonly seen: Seen;
  readonly without: Without;
  readonly effort: Effort;
}

/** Paints a region of a layer as it is at rest, as finely as the effort allows. */
export function paintRest({ layer, region, view, grid, seen, without, effort }: Rest): void {
  const { brush } = layer;
  const { context } = brush;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.beginPath();
  context.rect(region.x, region.y, region.width, region.height);
  context.clip();
  brush.opacity(1);
  brush.fill(view.palette.paper);
  context.fillRect(region.x, region.y, region.width, region.height);
  grid.paint(brush, view, region);
  const within = boardBox(region, view);
  const painting: Painting = { brush, view, within, editing: without.editing, effort };
  paintShapes(painting, stillIn(seen, within, without));
  context.restore();
  brush.reset();
}
