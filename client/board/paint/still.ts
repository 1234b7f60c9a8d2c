/** The layer of the shapes at rest: what of its picture is kept, and what is painted again. */
import type { Box } from "../geometry.ts";
import type { Scene } from "../scene.ts";
import { Effort, FRAME_EFFORT } from "./effort.ts";
import { FinePicture, visibleOf, type Without } from "./fine-picture.ts";
import { Grid } from "./grid.ts";
import { Layer } from "./layer.ts";
import { type Painting, paintShapes } from "./shapes.ts";
import {
  boardBox,
  fewRegions,
  pictureIn,
  type Region,
  regionOf,
  uncovered,
  type View,
} from "./view.ts";

/** With more shapes in view than this, zooming first stretches the picture that is there. */
const MANY_SHAPES = 1200;

/** A picture that is stretched further than this is painted anew. */
const MOST_STRETCH = 2;

/**
 * The shapes at rest, on the paper with its dots. It paints only changed parts.
 * For a pan these are the uncovered strips (the rest is copied), for a change
 * of the document the damaged boxes. Another zoom or theme repaints all of it.
 * A full board is stretched while the zoom changes, and painted when it rests.
 * A shape that takes too long for one frame is left out or drawn coarsely. It
 * is painted whole, a slice at a time, on the canvas that is not shown.
 */
export class StillLayer {
  private readonly scene: Scene;
  private readonly grid = new Grid();
  /** The picture that is shown, and one to paint the next on: a canvas copied onto itself takes twice as long. */
  private front: Layer;
  private back: Layer;
  /** The view that the sharp picture was painted for. It is `front`, or `back` while that is shown stretched. */
  private painted: View | null = null;
  private stretched = false;
  private damage: Box[] = [];
  private shapesInView = 0;
  /** Something that is shown lacks shapes, or shows them coarsely. */
  private unfinished = false;
  /** Painting all that is in view took too long. */
  private heavy = false;
  /** The whole picture, on its way on `back`. */
  private fine: FinePicture | null = null;

  constructor(host: HTMLElement, scene: Scene) {
    this.scene = scene;
    this.front = new Layer(host);
    this.back = new Layer(host);
    this.back.show(false);
  }

  /** Is what is shown a stretched picture, to be painted again when the zoom rests? */
  get isStretched(): boolean {
    return this.stretched;
  }

  /** Is what is shown not yet what it should be, for want of time? */
  get isUnfinished(): boolean {
    return this.unfinished && !this.stretched;
  }

  /** Is the whole picture on its way? */
  get isFinishing(): boolean {
    return this.fine !== null;
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

  /** Marks the whole picture as wrong. */
  invalidate(): void {
    this.painted = null;
    this.damage = [];
    this.fine = null;
  }

  /** Marks the picture as wrong in these boxes of the board. */
  damaged(boxes: readonly Box[]): void {
    if (this.painted === null) return;
    for (const box of boxes) this.damage.push(box);
    this.fine?.damaged(boxes);
  }

  /** Paints what is stale. While `zooming`, a full board may stay a stretched picture for now. */
  paint(view: View, without: Without, zooming: boolean): void {
    const { width, height } = this.front.canvas;
    if (width === 0 || height === 0) return;
    if (this.fine !== null && !this.fine.isOf(view)) this.fine = null;
    const effort = new Effort(FRAME_EFFORT);
    const stale = this.keep(view, width, height, zooming);
    if (stale === null) {
      const all = { x: 0, y: 0, width, height };
      this.unfinished = false;
      this.fine = null;
      this.shapesInView = this.paintRegion(all, view, without, effort);
      this.painted = view;
      this.stretched = false;
      this.heavy = effort.isUnfinished;
    } else {
      for (const region of stale) this.paintRegion(region, view, without, effort);
      if (!this.stretched) this.painted = view;
    }
    this.unfinished ||= effort.isUnfinished;
    // The sharp picture behind a stretched one still lacks what has changed since.
    if (!this.stretched) this.damage = [];
  }

  /**
   * Goes on with the whole picture for one slice; call it once a frame while
   * the picture is unfinished. Says whether the whole picture is shown now.
   */
  finish(without: Without): boolean {
    const view = this.painted;
    if (view === null || !this.isUnfinished) return false;
    this.fine ??= new FinePicture(this.back, this.grid, this.scene, view, without);
    if (!this.fine.paintSlice()) return false;
    const { changed } = this.fine;
    this.fine = null;
    [this.front, this.back] = [this.back, this.front];
    this.front.show(true);
    this.back.show(false);
    this.unfinished = false;
    // The boxes that changed while it was painted.
    this.damage.push(...changed);
    return true;
  }

  /** Keeps what can be kept of the picture, and tells what must be painted; `null`: all of it. */
  private keep(
    view: View,
    width: number,
    height: number,
    zooming: boolean,
  ): readonly Region[] | null {
    const { painted } = this;
    if (painted === null || painted.palette !== view.palette) return null;
    const sharp = painted.scale === view.scale && !this.stretched;
    const stretch = Math.max(view.scale / painted.scale, painted.scale / view.scale);
    const isQuick = this.shapesInView < MANY_SHAPES && !this.heavy;
    if (!sharp && (!zooming || isQuick || stretch > MOST_STRETCH)) return null;
    const moved = view.originX !== painted.originX || view.originY !== painted.originY;
    const regions: Region[] = [];
    if (!sharp || moved) {
      const picture = pictureIn(view, painted, width, height);
      regions.push(...uncovered(picture, width, height));
      if (regions[0]?.width === width && regions[0].height === height) return null;
      this.showCopy(picture, !sharp);
    }
    for (const box of this.damage) {
      const region = regionOf(box, view, width, height);
      if (region !== null) regions.push(region);
    }
    return fewRegions(regions);
  }

  /** Shows a copy of the sharp picture, in another place or size. */
  private showCopy(picture: Region, stretched: boolean): void {
    this.fine = null;
    if (!this.stretched) [this.front, this.back] = [this.back, this.front];
    this.stretched = stretched;
    const { brush } = this.front;
    const { context } = brush;
    context.setTransform(1, 0, 0, 1, 0, 0);
    brush.opacity(1);
    context.globalCompositeOperation = "copy";
    context.drawImage(this.back.canvas, picture.x, picture.y, picture.width, picture.height);
    context.globalCompositeOperation = "source-over";
    this.front.show(true);
    this.back.show(false);
  }

  /** Paints a part of the layer, and tells how many shapes lie in it. */
  private paintRegion(
    region: Region,
    view: View,
    { hidden, editing }: Without,
    effort: Effort,
  ): number {
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
    const painting: Painting = { brush, view, within, editing, effort };
    paintShapes(painting, visibleOf(shapes, hidden));
    context.restore();
    brush.reset();
    return shapes.length;
  }
}
