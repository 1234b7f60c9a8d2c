/** The line from one point to another: straight, bent, or along the board's sides. */
import { drawLine } from "../draw/lines.ts";
import type { Path, PathSink } from "../draw/path.ts";
import { linePathOf, lineWidthOf } from "../draw/sketching.ts";
import { distance } from "../geometry.ts";
import type { ShapeKind } from "../kind.ts";
import { type Point, WORD_KEYS } from "../record.ts";
import { LINE_WIDTH } from "../style.ts";
import { type Connector, connector, drawConnector, readLabel } from "./connector.ts";
import { readEnds } from "./ends.ts";

/** A line from `from` to `to`. */
export interface LineShape extends Connector {
  readonly type: "line";
}

/** The way between two points. */
class SegmentPath implements Path {
  readonly isLong = false;
  readonly box = null;
  #from: Point = [0, 0];
  #to: Point = [0, 0];

  /** Sets it anew: while thousands of lines are painted, one object serves them all. */
  of({ from, to }: LineShape): this {
    this.#from = from;
    this.#to = to;
    return this;
  }

  get length(): number {
    return distance(this.#from, this.#to);
  }

  trace(to: PathSink): void {
    to.moveTo(this.#from[0], this.#from[1]);
    to.lineTo(this.#to[0], this.#to[1]);
  }
}

const quick = new SegmentPath();

export const line: ShapeKind<LineShape> = {
  type: "line",
  keys: ["from", "to", "dash", "finish", "route", "bend", ...WORD_KEYS],
  styles: ["stroke", "width", "dash", "finish", "letter", "font"],

  read(base, fields) {
    const ends = readEnds(fields);
    if (ends === null) return null;
    const label = readLabel(base, fields);
    return { ...base, ...ends, ...label, tail: "none", head: "none", type: "line" };
  },

  ...connector,

  draw(shape, pen, palette, words) {
    const { stroke, width, dash, route, text } = shape;
    if (route !== "straight" || text.length > 0) {
      drawConnector(shape, pen, palette, words);
      return;
    }
    const own = quick.of(shape);
    const path = linePathOf(shape, own, pen.detail);
    drawLine(pen, palette, stroke, path, lineWidthOf(shape, path, own, LINE_WIDTH[width]), dash);
  },
};
