/** The recording pen: writes down what was drawn. Tests ask it, instead of counting pixels. */

import type { AssetId } from "../../assets.ts";
import type { Crop } from "../crop.ts";
import type { Flip } from "../flip.ts";
import { type Box, boxFromPoints, boxWithin, centerOf, rotate } from "../geometry.ts";
import type { Point, Size } from "../record.ts";
import type { Dash } from "../style.ts";
import { type Budget, NoLimit } from "./budget.ts";
import { BoxPath, type Path } from "./path.ts";
import type { Letters, Pen, Picture, PictureState, Place } from "./pen.ts";
import { Polyline } from "./polyline.ts";
import { stepsOf } from "./svg-pen.ts";

/** One thing that was drawn. Points and boxes are those of the board. */
export type Mark = {
  /** The part of the board outside which it was cut off. */ readonly clip?: Box;
} & (
  | (LineMark & { readonly as: "fill" })
  | (LineMark & { readonly as: "stroke"; readonly width: number; readonly dash: Dash })
  | {
      readonly as: "text";
      readonly text: string;
      readonly font: string;
      readonly color: string;
      readonly edge: string | null;
      readonly opacity: number;
      /** Where its first letter stands on its baseline. */
      readonly at: Point;
    }
  | (LineMark & {
      readonly as: "image";
      readonly asset: AssetId;
      readonly crop: Crop;
      readonly flip?: Flip;
    })
);

interface LineMark {
  readonly color: string;
  readonly opacity: number;
  /** The path as SVG says it, in the coordinates of its shape. */
  readonly steps: string;
  /** How many steps it has. */
  readonly count: number;
  /** The box around it, as it stands on the board. */
  readonly box: Box;
}

/** Writes down what was drawn, in order. */
export class RecordingPen implements Pen {
  readonly marks: Mark[] = [];
  readonly detail: number;
  readonly within: Box;
  readonly leastLetters: number;
  readonly budget: Budget;
  readonly initialsOf: (id: string) => string | null;
  readonly #made: WeakSet<Path>;
  readonly #pictureOf: (asset: AssetId) => PictureState;
  #clip: Box | null = null;
  #place: Place = { xy: [0, 0], size: [0, 0], angle: 0, opacity: 1 };

  constructor({
    detail = 1,
    within = EVERYTHING,
    leastLetters = 0,
    budget = new NoLimit(),
    initialsOf = () => null,
    made = new WeakSet(),
    pictureOf = () => "drawn",
  }: Partial<Pick<Pen, "detail" | "within" | "leastLetters" | "budget" | "initialsOf">> & {
    /** The paths that the paper has made its own. */
    readonly made?: WeakSet<Path>;
    /** Whether the paper has an image. */
    readonly pictureOf?: (asset: AssetId) => PictureState;
  } = {}) {
    this.#pictureOf = pictureOf;
    this.initialsOf = initialsOf;
    this.detail = detail;
    this.within = within;
    this.leastLetters = leastLetters;
    this.budget = budget;
    this.#made = made;
  }

  place({ xy, size, angle, opacity }: Place): void {
    this.#place = { xy, size, angle, opacity };
  }

  clipped(to: Box, draw: () => void): void {
    const outer = this.#clip;
    this.#clip = outer === null ? to : boxWithin(to, outer);
    draw();
    this.#clip = outer;
  }

  fill(path: Path, color: string): void {
    this.#mark({ as: "fill", color, ...this.#line(path) });
  }

  stroke(path: Path, color: string, width: number, dash: Dash): void {
    this.#mark({ as: "stroke", color, width, dash, ...this.#line(path) });
  }

  text(
    { drawn, font }: Letters,
    x: number,
    y: number,
    color: string,
    edge: string | null = null,
  ): void {
    const { opacity } = this.#place;
    const at = this.#onBoard([x, y]);
    this.#mark({ as: "text", text: drawn, font, color, edge, opacity, at });
  }

  image({ asset, crop, flip = "none" }: Picture, [width, height]: Size): PictureState {
    const state = this.#pictureOf(asset);
    if (state !== "drawn") return state;
    const frame = new BoxPath().of(0, 0, width, height, 0);
    // An image has no colour of its own.
    const mirrored = flip === "none" ? {} : { flip };
    this.#mark({ as: "image", asset, crop, ...mirrored, color: "", ...this.#line(frame) });
    return state;
  }

  has(path: Path): boolean {
    return this.#made.has(path);
  }

  make(path: Path): void {
    this.#made.add(path);
  }

  /** The words that were drawn, line by line. */
  get texts(): string[] {
    return this.marks.flatMap((mark) => (mark.as === "text" ? [mark.text] : []));
  }

  #mark(mark: Mark): void {
    this.marks.push(this.#clip === null ? mark : { ...mark, clip: this.#clip });
  }

  #line(path: Path): Omit<LineMark, "color"> {
    this.#made.add(path);
    const polyline = new Polyline(path);
    const points = Array.from(polyline.points(), (point) => this.#onBoard(point));
    const box = boxFromPoints(points) ?? NOWHERE;
    const { opacity } = this.#place;
    const steps = stepsOf(path);
    return { opacity, steps, count: steps.match(/[A-Za-z]/g)?.length ?? 0, box };
  }

  #onBoard([x, y]: Point): Point {
    const { xy, size, angle } = this.#place;
    return rotate([xy[0] + x, xy[1] + y], centerOf(xy, size), angle);
  }
}

/** Farther than any coordinate; a number without an end cannot be turned. */
const FAR = 1e9;
const NOWHERE: Box = { minX: 0, minY: 0, maxX: 0, maxY: 0 };
const EVERYTHING: Box = { minX: -FAR, minY: -FAR, maxX: FAR, maxY: FAR };
