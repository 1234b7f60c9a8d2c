/** The arrow: from one point to another, or from one shape to another, with a head at either end. */

import { readBound } from "../bindings.ts";
import { drawEdge, drawLine } from "../draw/lines.ts";
import type { Path, PathSink } from "../draw/path.ts";
import { linePathOf, lineWidthOf } from "../draw/sketching.ts";
import { distance } from "../geometry.ts";
import type { ShapeKind } from "../kind.ts";
import { oneOf, type Point, WORD_KEYS } from "../record.ts";
import { type Bound, followed } from "../route/follow.ts";
import { SPREAD, wingOf } from "../route/heads.ts";
import { HEADS, LINE_WIDTH, type Width } from "../style.ts";
import { type Connector, connector, drawConnector, readLabel } from "./connector.ts";
import { endsOf, followedEnds, readEnds } from "./ends.ts";

/** An arrow from `from` to `to`. Its ends may be bound to shapes. */
export interface ArrowShape extends Connector, Bound {
  readonly type: "arrow";
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
    const wing = wingOf(distance(this.#from, this.#to), this.#width);
    const direction = Math.atan2(y - fromY, x - fromX);
    to.moveTo(x - wing * Math.cos(direction + SPREAD), y - wing * Math.sin(direction + SPREAD));
    to.lineTo(x, y);
    to.lineTo(x - wing * Math.cos(direction - SPREAD), y - wing * Math.sin(direction - SPREAD));
  }
}

const quick = new ArrowPath();
const head = new ArrowPath();

/** Is it straight with one open head and no words, as most are? Then nothing is made to draw it. */
function isPlain({ route, head, tail, text }: ArrowShape): boolean {
  return route === "straight" && head === "open" && tail === "none" && text.length === 0;
}

export const arrow: ShapeKind<ArrowShape> = {
  type: "arrow",
  keys: [
    "from",
    "to",
    "dash",
    "finish",
    "route",
    "bend",
    "tail",
    "head",
    "start",
    "end",
    ...WORD_KEYS,
  ],
  styles: ["stroke", "width", "dash", "finish", "route", "tail", "head", "letter", "font"],

  read(base, fields) {
    const ends = readEnds(fields);
    if (ends === null) return null;
    return {
      ...base,
      ...ends,
      ...readLabel(base, fields),
      tail: oneOf(HEADS, fields.get("tail"), "none"),
      head: oneOf(HEADS, fields.get("head"), "open"),
      ...readBound(fields),
      type: "arrow",
    };
  },

  ...connector,

  draw(shape, pen, palette, words) {
    if (!isPlain(shape)) {
      drawConnector(shape, pen, palette, words);
      return;
    }
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

  follow(shape, targetOf, obstaclesIn) {
    const { start, end, width, route, bend } = shape;
    if (start === null && end === null) return shape;
    const [from, to] = endsOf(shape);
    const course = { ends: { from, to }, route, bend, line: LINE_WIDTH[width] };
    return followedEnds(shape, followed(course, shape, targetOf, obstaclesIn));
  },
};
