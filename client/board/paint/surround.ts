/** The picture around a stretched one: what comes into view while the user zooms out. */
import type { Box } from "../geometry.ts";
import type { Layer } from "./layer.ts";
import {
  holdsRegion,
  pictureIn,
  type Region,
  regionAround,
  regionOf,
  ringAround,
  type View,
} from "./view.ts";

/** It is painted at this share of the scale of the picture in its middle, and so reaches half a view beyond each side. */
const SHARE = 0.5;

/** Pixels that it reaches under the edge of the picture in its middle, whose edge is soft when it is stretched. */
const OVERLAP = 2;

/** Paints a region of a layer for a view. */
export type PaintRegion = (layer: Layer, region: Region, view: View) => void;

/**
 * A coarser picture behind a sharp one. It is painted as far as it comes into
 * view, a ring at a time, so a step of the zoom costs what it uncovers.
 */
export class Surround {
  readonly #layer: Layer;
  readonly #view: View;
  /** The part that needs no painting: it is painted, or lies under the sharp picture. */
  #covered: Region;

  /** `middle`: the view of the sharp picture. The layer's own picture is given up. */
  constructor(layer: Layer, middle: View) {
    this.#layer = layer;
    const { width, height } = layer.canvas;
    this.#view = {
      ...middle,
      scale: middle.scale * SHARE,
      originX: Math.round(width / 2 - (width / 2 - middle.originX) * SHARE),
      originY: Math.round(height / 2 - (height / 2 - middle.originY) * SHARE),
    };
    this.#covered = inset(pictureIn(this.#view, middle, width, height), OVERLAP);
    const { brush } = layer;
    brush.context.setTransform(1, 0, 0, 1, 0, 0);
    brush.opacity(1);
    brush.fill(middle.palette.paper);
    brush.context.fillRect(0, 0, width, height);
  }

  get view(): View {
    return this.#view;
  }

  /** Paints what a view shows of it and it does not have yet. `false`: the view reaches beyond it. */
  cover(view: View, paint: PaintRegion): boolean {
    const { width, height } = this.#layer.canvas;
    const needed = outset(pictureIn(this.#view, view, width, height));
    if (!holdsRegion({ x: 0, y: 0, width, height }, needed)) return false;
    const covered = regionAround(this.#covered, needed);
    for (const region of ringAround(this.#covered, covered)) {
      paint(this.#layer, region, this.#view);
    }
    this.#covered = covered;
    return true;
  }

  /** The regions of it in which boxes of the board lie. */
  regionsOf(boxes: readonly Box[]): Region[] {
    const { width, height } = this.#layer.canvas;
    return boxes.flatMap((box) => regionOf(box, this.#view, width, height) ?? []);
  }
}

/** Whole pixels within a region, so far from its edge. */
function inset({ x, y, width, height }: Region, by: number): Region {
  const left = Math.ceil(x) + by;
  const top = Math.ceil(y) + by;
  return {
    x: left,
    y: top,
    width: Math.floor(x + width) - by - left,
    height: Math.floor(y + height) - by - top,
  };
}

/** Whole pixels around a region. */
function outset({ x, y, width, height }: Region): Region {
  const left = Math.floor(x);
  const top = Math.floor(y);
  return {
    x: left,
    y: top,
    width: Math.ceil(x + width) - left,
    height: Math.ceil(y + height) - top,
  };
}
