import type { Shape } from "../../../shared/board/shape.ts";
import type { Box } from "../geometry.ts";
import type { Scene } from "../scene.ts";
import { Grid } from "./grid.ts";
import { Layer } from "./layer.ts";
import { paintShapes } from "./shapes.ts";
import { boardBox, fewRegions, type Region, regionOf, uncovered, type View } from "./view.ts";

/** What the still layer must not draw. */
export interface Without {
  readonly hidden: ReadonlySet<string>;
  readonly editing: string | null;
}

/**
 * The shapes at rest, on the paper with its dots. It paints only what has
 * changed: all of it for another zoom or theme, the uncovered strips for a pan
 * (the rest is shifted), the damaged parts for a change of the document.
 */
export class StillLayer {
  private readonly scene: Scene;
  private readonly grid = new Grid();
  /** The picture that is shown, and the one that the next pan is painted on: a canvas copied onto itself takes twice as long. */
  private front: Layer;
  private back: Layer;
  private painted: View | null = null;
  private damage: Box[] = [];

  constructor(host: HTMLElement, scene: Scene) {
    this.scene = scene;
    this.front = new Layer(host);
    this.back = new Layer(host);
    this.back.show(false);
  }

  /** Makes it so many CSS pixels large; it must be painted anew then. */
  resize(width: number, height: number, pixelRatio: number): void {
    this.front.resize(width, height, pixelRatio);
    this.back.resize(width, height, pixelRatio);
    this.invalidate();
  }

  destroy(): void {
    this.front.destroy();
    this.back.destroy();
  }

  /** What is painted is wrong everywhere. */
  invalidate(): void {
    this.painted = null;
    this.damage = [];
  }

  /** What is painted is wrong in these boxes of the board. */
  damaged(boxes: readonly Box[]): void {
    if (this.painted !== null) this.damage.push(...boxes);
  }

  paint(view: View, without: Without): void {
    const { width, height } = this.front.canvas;
    if (width === 0 || height === 0) return;
    for (const region of this.stale(view, width, height)) this.paintRegion(region, view, without);
    this.painted = view;
    this.damage = [];
  }

  /** Shifts what can be kept, and tells what must be painted. */
  private stale(view: View, width: number, height: number): readonly Region[] {
    const { painted } = this;
    const all = { x: 0, y: 0, width, height };
    if (painted === null || painted.scale !== view.scale || painted.palette !== view.palette) {
      return [all];
    }
    const dx = view.originX - painted.originX;
    const dy = view.originY - painted.originY;
    const regions: Region[] = [];
    if (dx !== 0 || dy !== 0) {
      if (Math.abs(dx) >= width || Math.abs(dy) >= height) return [all];
      this.shift(dx, dy);
      regions.push(...uncovered(width, height, dx, dy));
    }
    for (const box of this.damage) {
      const region = regionOf(box, view, width, height);
      if (region !== null) regions.push(region);
    }
    return fewRegions(regions);
  }

  private shift(dx: number, dy: number): void {
    const { brush } = this.back;
    const { context } = brush;
    context.setTransform(1, 0, 0, 1, 0, 0);
    brush.opacity(1);
    context.globalCompositeOperation = "copy";
    context.drawImage(this.front.canvas, dx, dy);
    context.globalCompositeOperation = "source-over";
    [this.front, this.back] = [this.back, this.front];
    this.front.show(true);
    this.back.show(false);
  }

  private paintRegion(region: Region, view: View, { hidden, editing }: Without): void {
    const { brush } = this.front;
    const { context } = brush;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.beginPath();
    context.rect(region.x, region.y, region.width, region.height);
    context.clip();
    brush.opacity(1);
    brush.fill(view.palette.paper);
    context.fillRect(region.x, region.y, region.width, region.height);
    this.grid.paint(brush, view, region);
    const within = boardBox(region, view);
    const shapes = this.scene.inOrder(within);
    paintShapes(brush, hidden.size === 0 ? shapes : visible(shapes, hidden), view, within, editing);
    context.restore();
    brush.reset();
  }
}

function* visible(shapes: readonly Shape[], hidden: ReadonlySet<string>): Generator<Shape> {
  for (const shape of shapes) if (!hidden.has(shape.id)) yield shape;
}
