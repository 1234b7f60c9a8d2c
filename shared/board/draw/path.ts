/** Paths: the lines and areas of which shapes are drawn. They know no paper and no colour. */
import type { Size } from "../record.ts";

/** A paper's side of a path: a canvas context and a `Path2D` are one as they stand. */
export interface PathSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticCurveTo(controlX: number, controlY: number, x: number, y: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  roundRect(x: number, y: number, width: number, height: number, radius: number): void;
  ellipse(
    x: number,
    y: number,
    radiusX: number,
    radiusY: number,
    rotation: number,
    from: number,
    to: number,
  ): void;
  closePath(): void;
}

/**
 * A path, relative to its shape's `xy`, before the shape is turned. It tells its
 * steps to whoever draws, measures or writes it. So a long pen stroke is held
 * once, by its paper, and not a second time as numbers.
 */
export interface Path {
  /** Is it worth keeping in the paper's own form? */
  readonly isLong: boolean;
  /** Board units along it, about and never much less: dashes are counted by it. */
  readonly length: number;
  /** Itself, if it is a box with sharp corners: papers draw those faster. */
  readonly box: BoxPath | null;
  trace(to: PathSink): void;
}

const FULL_TURN = Math.PI * 2;

/** A box, with round corners or without. */
export class BoxPath implements Path {
  readonly isLong = false;
  x = 0;
  y = 0;
  width = 0;
  height = 0;
  corner = 0;

  /** Sets it anew: while thousands of shapes are painted, one object serves them all. */
  of(x: number, y: number, width: number, height: number, corner: number): this {
    this.x = x;
    this.y = y;
    this.width = width;
    this.height = height;
    this.corner = corner;
    return this;
  }

  get box(): BoxPath | null {
    return this.corner === 0 ? this : null;
  }

  get length(): number {
    return 2 * (this.width + this.height);
  }

  trace(to: PathSink): void {
    const { x, y, width, height, corner } = this;
    if (corner === 0) to.rect(x, y, width, height);
    else to.roundRect(x, y, width, height, corner);
  }
}

/** The ellipse in a box. */
export class EllipsePath implements Path {
  readonly isLong = false;
  readonly box = null;
  size: Size = [0, 0];

  /** Sets it anew, as `BoxPath` does. */
  of(size: Size): this {
    this.size = size;
    return this;
  }

  get length(): number {
    return 2 * (this.size[0] + this.size[1]);
  }

  trace(to: PathSink): void {
    const radiusX = this.size[0] / 2;
    const radiusY = this.size[1] / 2;
    to.ellipse(radiusX, radiusY, radiusX, radiusY, 0, 0, FULL_TURN);
  }
}
