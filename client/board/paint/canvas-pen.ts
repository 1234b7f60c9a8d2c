/** The canvas pen: draws shapes on a layer of the board. */
import type { Budget } from "../../../shared/board/draw/budget.ts";
import { fontsChanged, measureWith } from "../../../shared/board/draw/measure.ts";
import { EDGE } from "../../../shared/board/draw/palette.ts";
import type { Path } from "../../../shared/board/draw/path.ts";
import type { Letters, Pen, Picture, PictureState, Place } from "../../../shared/board/draw/pen.ts";
import { type Flip, isFlipped } from "../../../shared/board/flip.ts";
import type { Box } from "../../../shared/board/geometry.ts";
import type { Size } from "../../../shared/board/record.ts";
import type { Dash } from "../../../shared/board/style.ts";
import type { Brush } from "./brush.ts";
import type { View } from "./view.ts";

/** Text lower than this many CSS pixels is not drawn: it could not be read. */
const LEAST_TEXT = 4;

/** Lines are never thinner than this, in device pixels, so that they do not fade from afar. */
const LEAST_LINE = 0.75;

/** Long paths in the canvas's own form: they are traced once. */
const kept = new WeakMap<Path, Path2D>();

// An element rather than an OffscreenCanvas: only the document's fonts are certain to be known to it.
measureWith(() => {
  if (typeof document === "undefined") return null;
  const context = document.createElement("canvas").getContext("2d");
  if (context !== null) context.textRendering = "geometricPrecision";
  return context;
});

// Before anybody else hears of a font that has come: they measure anew.
if (typeof document !== "undefined") document.fonts?.addEventListener("loadingdone", fontsChanged);

/** Draws on a canvas. It makes nothing for a shape but the path of a stroke, once. */
export class CanvasPen implements Pen {
  readonly detail: number;
  readonly leastLetters: number;
  readonly within: Box;
  readonly budget: Budget;
  readonly #brush: Brush;
  readonly #context: CanvasRenderingContext2D;
  readonly #view: View;
  #place: Place = { xy: [0, 0], size: [0, 0], angle: 0, opacity: 1 };

  constructor(brush: Brush, view: View, within: Box, budget: Budget) {
    this.#brush = brush;
    this.#context = brush.context;
    this.#view = view;
    this.within = within;
    this.budget = budget;
    this.detail = view.scale;
    this.leastLetters = (LEAST_TEXT * view.pixelRatio) / view.scale;
  }

  /** Puts the context's origin at the shape's top left, turned with it. Far from the board's origin only this is exact. */
  place(place: Place): void {
    const { xy, size, angle, opacity } = place;
    this.#place = place;
    this.#brush.opacity(opacity);
    const { scale, originX, originY } = this.#view;
    if (angle === 0) {
      const x = originX + xy[0] * scale;
      const y = originY + xy[1] * scale;
      this.#context.setTransform(scale, 0, 0, scale, x, y);
      return;
    }
    const cos = Math.cos(angle) * scale;
    const sin = Math.sin(angle) * scale;
    const halfWidth = size[0] / 2;
    const halfHeight = size[1] / 2;
    this.#context.setTransform(
      cos,
      sin,
      -sin,
      cos,
      originX + (xy[0] + halfWidth) * scale - cos * halfWidth + sin * halfHeight,
      originY + (xy[1] + halfHeight) * scale - sin * halfWidth - cos * halfHeight,
    );
  }

  clipped({ minX, minY, maxX, maxY }: Box, draw: () => void): void {
    const { scale, originX, originY } = this.#view;
    // Whole pixels: a soft edge would show what it cuts off, and takes longer.
    const left = Math.round(originX + minX * scale);
    const top = Math.round(originY + minY * scale);
    const right = Math.round(originX + maxX * scale);
    const bottom = Math.round(originY + maxY * scale);
    this.#context.save();
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    this.#context.beginPath();
    this.#context.rect(left, top, right - left, bottom - top);
    this.#context.clip();
    draw();
    this.#context.restore();
    this.#brush.reset();
  }

  fill(path: Path, color: string): void {
    this.#brush.fill(color);
    const { box } = path;
    if (box !== null) this.#context.fillRect(box.x, box.y, box.width, box.height);
    else if (path.isLong) this.#context.fill(this.#own(path));
    else {
      this.#context.beginPath();
      path.trace(this.#context);
      this.#context.fill();
    }
  }

  stroke(path: Path, color: string, width: number, dash: Dash, dashesFor = width): void {
    const line = Math.max(width, LEAST_LINE / this.detail);
    this.#brush.stroke(color, line);
    const pieces = Math.max(dashesFor, LEAST_LINE / this.detail);
    this.#brush.dash(dash, pieces, dash === "solid" ? 0 : path.length, this.detail);
    const { box } = path;
    if (box !== null) this.#context.strokeRect(box.x, box.y, box.width, box.height);
    else if (path.isLong) this.#context.stroke(this.#own(path));
    else {
      this.#context.beginPath();
      path.trace(this.#context);
      this.#context.stroke();
    }
  }

  text(
    { drawn, font, rtl }: Letters,
    x: number,
    y: number,
    color: string,
    edge: string | null = null,
  ): void {
    this.#brush.text(font, rtl);
    if (edge !== null) {
      this.#brush.stroke(edge, 2 * EDGE);
      this.#brush.dash("solid", EDGE, 0, this.detail);
      this.#context.strokeText(drawn, x, y);
    }
    this.#brush.fill(color);
    this.#context.fillText(drawn, x, y);
  }

  initialsOf(id: string): string | null {
    return this.#view.initialsOf(id);
  }

  image({ asset, natural, crop, flip = "none" }: Picture, size: Size): PictureState {
    const { images } = this.#view;
    if (images === null) return "loading";
    const [left, top, shareX, shareY] = crop;
    // Device pixels that the whole image would take: a smaller one may do.
    const pixels = Math.max(size[0] / shareX, size[1] / shareY) * this.detail;
    const bitmap = images.get(asset, natural, pixels, this.#place);
    if (typeof bitmap === "string") return bitmap;
    const { width, height } = bitmap;
    const mirrored = flip !== "none";
    if (mirrored) this.#mirror(size, flip);
    this.#context.drawImage(
      bitmap,
      left * width,
      top * height,
      shareX * width,
      shareY * height,
      0,
      0,
      size[0],
      size[1],
    );
    // A mirror is its own opposite.
    if (mirrored) this.#mirror(size, flip);
    return "drawn";
  }

  #mirror([width, height]: Size, flip: Flip): void {
    const [x, y] = [isFlipped(flip, "x"), isFlipped(flip, "y")];
    this.#context.transform(x ? -1 : 1, 0, 0, y ? -1 : 1, x ? width : 0, y ? height : 0);
  }

  isMe(id: string): boolean {
    return id === this.#view.me;
  }

  has(path: Path): boolean {
    return kept.has(path);
  }

  make(path: Path): void {
    this.#own(path);
  }

  #own(path: Path): Path2D {
    let own = kept.get(path);
    if (own === undefined) {
      own = new Path2D();
      path.trace(own);
      kept.set(path, own);
    }
    return own;
  }
}
