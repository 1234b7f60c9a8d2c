/** A whole picture of the shapes at rest, painted in slices where nobody sees it yet. */
import type { Drawn } from "../../../shared/board/draw/draw-shape.ts";
import type { Box } from "../geometry.ts";
import type { Placed } from "../scene/scene.ts";
import type { Seen } from "../scene/seen.ts";
import { Effort, SLICE_EFFORT } from "./effort.ts";
import type { Grid } from "./grid.ts";
import type { Layer } from "./layer.ts";
import { type Painting, paintShape, prepareShape } from "./shapes.ts";
import { boardBox, type View } from "./view.ts";

/** The shapes that the still layer must not draw. */
export interface Without {
  /** The ids of those that are painted above it. */
  readonly risen: ReadonlySet<string>;
  /** The id of the shape of which it leaves out the text. */
  readonly editing: string | null;
}

/** One shape of a picture may take all the time that it needs: it is painted alone then. */
const ALL_IT_NEEDS = Number.MAX_SAFE_INTEGER;

/** Painted from the bottom to the top, as finely as at a frame that has all the time. */
export class FinePicture {
  readonly layer: Layer;
  readonly view: View;
  readonly #without: Without;
  readonly #within: Box;
  readonly #shapes: readonly Drawn[];
  readonly #changed: Box[] = [];
  #next = 0;

  constructor(layer: Layer, grid: Grid, seen: Seen, view: View, without: Without) {
    this.layer = layer;
    this.view = view;
    this.#without = without;
    const { width, height } = layer.canvas;
    const all = { x: 0, y: 0, width, height };
    this.#within = boardBox(all, view);
    // It is painted in many frames, and the scene goes on.
    this.#shapes = stillIn(seen, this.#within, without).map(({ shape, clip }) => ({ shape, clip }));
    const { brush } = layer;
    brush.context.setTransform(1, 0, 0, 1, 0, 0);
    brush.reset();
    brush.opacity(1);
    brush.fill(view.palette.paper);
    brush.context.fillRect(0, 0, width, height);
    grid.paint(brush, view, all);
  }

  /** The boxes of the board in which something has changed since it was begun. */
  get changed(): readonly Box[] {
    return this.#changed;
  }

  /** Is it of this view? */
  isOf(view: View): boolean {
    const mine = this.view;
    return (
      view.scale === mine.scale &&
      view.originX === mine.originX &&
      view.originY === mine.originY &&
      view.palette === mine.palette
    );
  }

  damaged(boxes: readonly Box[]): void {
    for (const box of boxes) this.#changed.push(box);
  }

  /** Goes on for one slice; says whether the picture is whole. */
  paintSlice(): boolean {
    const slice = new Effort(SLICE_EFFORT);
    while (this.#next < this.#shapes.length && !slice.isOver) {
      const shape = this.#shapes[this.#next];
      if (shape === undefined) break;
      const effort = new Effort(ALL_IT_NEEDS);
      const painting: Painting = {
        brush: this.layer.brush,
        view: this.view,
        within: this.#within,
        editing: this.#without.editing,
        effort,
      };
      // A shape that takes long to make is painted in another slice, unless there is room in this
      // one.
      if (prepareShape(painting, shape)) slice.spend(effort.spent);
      if (slice.isOver) break;
      const before = effort.spent;
      paintShape(painting, shape);
      slice.spend(effort.spent - before);
      this.#next += 1;
    }
    return this.#next >= this.#shapes.length;
  }
}

/** The shapes in a box that the still layer draws, bottom to top. */
export function stillIn(seen: Seen, within: Box, { risen }: Without): readonly Placed[] {
  const shapes = seen.inOrder(within);
  return risen.size === 0 ? shapes : shapes.filter(({ shape }) => !risen.has(shape.id));
}
