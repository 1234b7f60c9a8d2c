/** The layer of the shapes at rest: what of its picture is kept, and what is painted again. */
import type { Box } from "../geometry.ts";
import type { Seen } from "../scene/seen.ts";
import { Effort, FRAME_EFFORT } from "./effort.ts";
import { FinePicture, type Without } from "./fine-picture.ts";
import { Grid } from "./grid.ts";
import { Layer } from "./layer.ts";
import { paintRest } from "./rest.ts";
import { type PaintRegion, Surround } from "./surround.ts";
import {
  fewRegions,
  holdsRegion,
  inScaleOf,
  pictureIn,
  type Region,
  regionOf,
  touchesRegion,
  uncovered,
  type View,
} from "./view.ts";

/** A picture that is stretched further than this is painted anew. */
const MOST_STRETCH = 2;

/**
 * The shapes at rest, on the paper with its dots, and among them those in motion
 * that lie under others. It paints only changed parts.
 * For a pan these are the uncovered strips (the rest is copied), for a change
 * of the document the damaged boxes. While the zoom changes, the picture is
 * stretched. When the zoom rests it is painted once: it stays stretched until
 * the sharp one is whole. Another theme repaints all.
 * A shape that takes too long for one frame is left out or drawn coarsely. It
 * is painted whole, a slice at a time, on the canvas that is not shown.
 */
export class StillLayer {
  private readonly seen: Seen;
  private readonly grid = new Grid();
  /** The picture that is shown, and one to paint the next on: a canvas copied onto itself takes twice as long. */
  private front: Layer;
  private back: Layer;
  /** The canvas of the sharp picture while the other two show a stretched one. It has no pixels at other times. */
  private spare: Layer;
  private size = { width: 0, height: 0, pixelRatio: 1 };
  /** The view that the picture on `front` was painted for. */
  private painted: View | null = null;
  /** Is that picture shown in another size than it was painted in? */
  private stretched = false;
  /** While it is stretched: the picture around it, on `back`. */
  private surround: Surround | null = null;
  private damage: Box[] = [];
  /** Something that is shown lacks shapes, or shows them coarsely. */
  private unfinished = false;
  /** The whole picture, on its way on `back`; on `spare` while it is to take the place of a stretched one. */
  private fine: FinePicture | null = null;

  constructor(host: HTMLElement, seen: Seen) {
    this.seen = seen;
    this.spare = new Layer(host);
    this.front = new Layer(host);
    this.back = new Layer(host);
    this.back.show(false);
    this.emptySpare();
  }

  /** Is what is shown a stretched picture, to be painted again when the zoom rests? */
  get isStretched(): boolean {
    return this.stretched && !this.isSharpening;
  }

  /** Does the zoom rest, and the sharp picture is on its way? */
  get isSharpening(): boolean {
    return this.fine !== null && this.fine.layer === this.spare;
  }

  /** Is what is shown not yet what it should be, for want of time? */
  get isUnfinished(): boolean {
    return this.isSharpening || (this.unfinished && !this.stretched);
  }

  /** Is the whole picture on its way? */
  get isFinishing(): boolean {
    return this.fine !== null;
  }

  /** Makes it so many CSS pixels large; it must be painted anew then. */
  resize(width: number, height: number, pixelRatio: number): void {
    this.size = { width, height, pixelRatio };
    this.front.resize(width, height, pixelRatio);
    this.back.resize(width, height, pixelRatio);
    this.invalidate();
  }

  destroy(): void {
    this.front.destroy();
    this.back.destroy();
    this.spare.destroy();
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

  /** Paints what is stale. While `zooming`, the picture may stay a stretched one. */
  paint(asked: View, without: Without, zooming: boolean): void {
    const { width, height } = this.front.canvas;
    if (width === 0 || height === 0) return;
    const { painted } = this;
    const view = painted === null ? asked : inScaleOf(painted, asked, width, height);
    const wasSharpening = this.isSharpening;
    if (this.fine !== null && !this.fine.isOf(view)) this.fine = null;
    const { grid, seen } = this;
    const effort = new Effort(FRAME_EFFORT);
    const paint: PaintRegion = (layer, region, of) =>
      paintRest({ layer, region, view: of, grid, seen, without, effort });
    if (painted === null || painted.palette !== view.palette) this.paintAll(view, paint, effort);
    else if (painted.scale === view.scale) this.shift(view, painted, paint, effort);
    else if (!this.keepStretched(view, painted, paint, { zooming, wasSharpening, without })) {
      this.paintAll(view, paint, effort);
    }
    if (!this.stretched) this.emptySpare();
    this.unfinished ||= effort.isUnfinished;
    this.damage = [];
  }

  /**
   * Goes on with the whole picture for one slice; call it once a frame while
   * the picture is unfinished. Says whether the whole picture is shown now.
   */
  finish(without: Without): boolean {
    const view = this.painted;
    if (view === null || !this.isUnfinished) return false;
    this.fine ??= new FinePicture(this.back, this.grid, this.seen, view, without);
    if (!this.fine.paintSlice()) return false;
    this.showFine(this.fine);
    return true;
  }

  private showFine({ layer, view, changed }: FinePicture): void {
    const before = this.front;
    this.fine = null;
    this.unstretch();
    this.front = layer;
    this.front.show(true);
    before.show(false);
    if (layer === this.spare) this.spare = before;
    else this.back = before;
    this.emptySpare();
    this.painted = view;
    this.unfinished = false;
    // The boxes that changed while it was painted.
    this.damage.push(...changed);
  }

  private emptySpare(): void {
    if (this.spare.canvas.width === 0) return;
    this.spare.show(false);
    this.spare.resize(0, 0, 1);
  }

  /**
   * Shows the picture stretched while the zoom changes, and until the sharp one is whole. It refuses where the picture
   * does not do for the view, and where the user pans it before it is sharp. All is to be painted at once then.
   */
  private keepStretched(
    view: View,
    painted: View,
    paint: PaintRegion,
    {
      zooming,
      wasSharpening,
      without,
    }: { readonly zooming: boolean; readonly wasSharpening: boolean; readonly without: Without },
  ): boolean {
    const isLeft = wasSharpening && this.fine === null;
    if (!zooming && (!this.stretched || isLeft)) return false;
    if (!this.stretch(view, painted, paint)) return false;
    if (zooming || this.fine !== null) return true;
    const { spare, size } = this;
    spare.resize(size.width, size.height, size.pixelRatio);
    this.fine = new FinePicture(spare, this.grid, this.seen, view, without);
    if (this.fine.paintSlice()) this.showFine(this.fine);
    return true;
  }

  private paintAll(view: View, paint: PaintRegion, effort: Effort): void {
    const { width, height } = this.front.canvas;
    this.unstretch();
    this.fine = null;
    paint(this.front, { x: 0, y: 0, width, height }, view);
    this.unfinished = effort.isUnfinished;
    this.painted = view;
  }

  /** Keeps the picture, in its own size, as far as it is in view. */
  private shift(view: View, painted: View, paint: PaintRegion, effort: Effort): void {
    const { width, height } = this.front.canvas;
    this.unstretch();
    if (view.originX !== painted.originX || view.originY !== painted.originY) {
      const picture = pictureIn(view, painted, width, height);
      const strips = uncovered(picture, width, height);
      if (strips[0]?.width === width && strips[0].height === height) {
        this.paintAll(view, paint, effort);
        return;
      }
      this.showCopy(picture);
      for (const strip of strips) paint(this.front, strip, view);
    }
    const damaged = this.damage.flatMap((box) => regionOf(box, view, width, height) ?? []);
    for (const region of fewRegions(damaged)) paint(this.front, region, view);
    this.painted = view;
  }

  /** Shows the picture stretched, and around it what has come into view; `false`: it does not do for this view. */
  private stretch(view: View, painted: View, paint: PaintRegion): boolean {
    const ratio = view.scale / painted.scale;
    if (Math.max(ratio, 1 / ratio) > MOST_STRETCH) return false;
    const { front, back } = this;
    const { width, height } = front.canvas;
    const picture = pictureIn(view, painted, width, height);
    const all = { x: 0, y: 0, width, height };
    const isCovered = holdsRegion(picture, all);
    if (!isCovered) {
      if (!touchesRegion(picture, all)) return false;
      if (this.fine?.layer === back) this.fine = null;
      this.surround ??= new Surround(back, painted);
      if (!this.surround.cover(view, paint)) return false;
    }
    const damaged = this.damage.flatMap((box) => regionOf(box, painted, width, height) ?? []);
    for (const region of fewRegions(damaged)) paint(front, region, painted);
    if (this.surround !== null) {
      const around = this.surround.regionsOf(this.damage);
      for (const region of fewRegions(around)) paint(back, region, this.surround.view);
    }
    if (!this.stretched) back.putBelow(front);
    this.stretched = true;
    show(front, painted, view);
    back.show(!isCovered);
    if (this.surround !== null) show(back, this.surround.view, view);
    return true;
  }

  private unstretch(): void {
    if (!this.stretched) return;
    this.stretched = false;
    this.surround = null;
    this.front.unstretch();
    this.back.unstretch();
    this.back.show(false);
  }

  /** Shows a copy of the picture in another place. */
  private showCopy(picture: Region): void {
    this.fine = null;
    [this.front, this.back] = [this.back, this.front];
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
}

/** Shows a layer that was painted for one view in another one. */
function show(layer: Layer, painted: View, view: View): void {
  const { width, height } = layer.canvas;
  const picture = pictureIn(view, painted, width, height);
  const ratio = view.scale / painted.scale;
  layer.stretch(ratio, picture.x / view.pixelRatio, picture.y / view.pixelRatio);
}
