/** The arrow: a straight line from one point to another, with an open head. */

import { readBound } from "../bindings.ts";
import { drawEdge, drawLine } from "../draw/lines.ts";
import { EDGE } from "../draw/palette.ts";
import type { Path, PathSink } from "../draw/path.ts";
import { linePathOf, lineWidthOf, sketchBleed } from "../draw/sketching.ts";
import { distance } from "../geometry.ts";
import type { ShapeKind } from "../kind.ts";
import type { Point } from "../record.ts";
import { type Bound, followed } from "../route/follow.ts";
import { LINE_WIDTH, type Width } from "../style.ts";
import { boxAround, endsBetween, endsOf, readEnds, type TwoEnds, twoEnds } from "./ends.ts";

/** An arrow from `from` to `to`. Its ends may be bound to shapes. */
export interface ArrowShape extends TwoEnds, Bound {
  readonly type: "arrow";
}

/** How far the wings of an arrow's head reach back: by its width, and no further than its length allows. */
function wingOf(from: Point, to: Point, width: Width): number {
  return Math.min(9 + 3 * LINE_WIDTH[width], distance(from, to) * 0.6);
}

/** The angle between an arrow and its wings. */
const SPREAD = 0.52;

/** The two ends of the open V at the point of an arrow from `from` to `to`. */
export function arrowHead(from: Point, to: Point, width: Width): readonly [Point, Point] {
  const wing = wingOf(from, to, width);
  const direction = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const end = (turn: number): Point => [
    to[0] - wing * Math.cos(direction + turn),
    to[1] - wing * Math.sin(direction + turn),
  ];
  return [end(SPREAD), end(-SPREAD)];
}

/** An arrow, or a part of one. */
class ArrowPath implements Path {
  readonly isLong = false;
  readonly box = null;
  #from: Point = [0, 0];
  #to: Point = [0, 0];
  #width: Width = "m";
  #part: "all" | "shaft" | "head" = "all";

  /** Sets it anew: while thousands of arrows are painted, one object serves them all. */
  of({ from, to, width }: ArrowShape, part: "all" | "shaft" | "head"): this {
    this.#from = from;
    this.#to = to;
    this.#width = width;
    this.#part = part;
    return this;
  }

  get length(): number {
    return distance(this.#from, this.#to);
  }

  trace(to: PathSink): void {
    const [fromX, fromY] = this.#from;
    const [x, y] = this.#to;
    if (this.#part !== "head") {
      to.moveTo(fromX, fromY);
      to.lineTo(x, y);
    }
    if (this.#part === "shaft") return;
    const wing = wingOf(this.#from, this.#to, this.#width);
    const direction = Math.atan2(y - fromY, x - fromX);
    to.moveTo(x - wing * Math.cos(direction + SPREAD), y - wing * Math.sin(direction + SPREAD));
    to.lineTo(x, y);
    to.lineTo(x - wing * Math.cos(direction - SPREAD), y - wing * Math.sin(direction - SPREAD));
  }
}

const quick = new ArrowPath();
const head = new ArrowPath();

export const arrow: ShapeKind<ArrowShape> = {
  type: "arrow",
  keys: ["from", "to", "dash", "finish", "start", "end"],
  styles: ["stroke", "width", "dash", "finish"],

  read(base, fields) {
    const ends = readEnds(fields);
    return ends === null ? null : { ...base, ...ends, ...readBound(fields), type: "arrow" };
  },

  outline(shape) {
    const { from, to, width } = shape;
    const [left, right] = arrowHead(from, to, width);
    const line = LINE_WIDTH[width];
    return {
      box: boxAround([from, to, left, right]),
      bleed: line / 2 + EDGE + sketchBleed(shape),
      path: new ArrowPath().of(shape, "all"),
      effort: 0,
      closed: false,
      hollow: false,
      line,
    };
  },

  draw(shape, pen, palette) {
    const { stroke, width, dash } = shape;
    const line = LINE_WIDTH[width];
    if (dash === "solid") {
      const own = quick.of(shape, "all");
      const path = linePathOf(shape, own, pen.detail);
      drawLine(pen, palette, stroke, path, lineWidthOf(shape, path, own, line), dash);
      return;
    }
    const color = palette.stroke[stroke];
    const shaft = linePathOf(shape, quick.of(shape, "shaft"), pen.detail);
    drawEdge(pen, palette, stroke, shaft, line, dash);
    drawEdge(pen, palette, stroke, head.of(shape, "head"), line, "solid");
    pen.stroke(shaft, color, line, dash);
    // The head is whole, or it would not be seen as one.
    pen.stroke(head, color, line, "solid");
  },

  ...twoEnds,

  follow(shape, targetOf) {
    const { start, end, width } = shape;
    if (start === null && end === null) return shape;
    const [from, to] = endsOf(shape);
    const course = { ends: { from, to }, bend: 0, line: LINE_WIDTH[width] };
    const seen = followed(course, shape, targetOf);
    return { ...shape, ...endsBetween(seen.from, seen.to), angle: 0 };
  },
};
