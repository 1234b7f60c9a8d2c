/** The parts that templates and the front page's drawing are made of: shapes in few words. */
import type { NewShape } from "../../../shared/board/document.ts";
import type { InkPoint } from "../../../shared/board/ink.ts";
import { stored } from "../../../shared/board/kinds/stretch.ts";
import { fittedSize } from "../../../shared/board/kinds/text.ts";
import { orderKeysAbove } from "../../../shared/board/order.ts";
import type { Point, Size } from "../../../shared/board/shape.ts";
import type { Color, Fill, Width } from "../../../shared/board/style.ts";
import { inkBox } from "../../board/draft.ts";
import { newShapeId } from "../../board/new-shape.ts";

type Without<Whole, Key extends PropertyKey> = Whole extends unknown ? Omit<Whole, Key> : never;

/** A shape before it has an id, a place in the pile and an author. */
export type Part = Without<NewShape, "id" | "z" | "by" | "at">;

/** A rectangle or an ellipse with its label; its inside is the soft tone of its colour, unless `fill` says otherwise. */
export function box(
  type: "rectangle" | "ellipse",
  xy: Point,
  size: Size,
  color: Color,
  label = "",
  fill: Fill = color,
): Part {
  return {
    type,
    xy,
    size,
    stroke: color,
    fill,
    width: "m",
    dash: "solid",
    text: label,
    font: "hand",
    align: "middle",
  };
}

/** A straight arrow between two points of the board. */
export function arrow([x1, y1]: Point, [x2, y2]: Point, color: Color = "ink"): Part {
  const [x, y] = [Math.min(x1, x2), Math.min(y1, y2)];
  return {
    type: "arrow",
    xy: [x, y],
    size: [Math.abs(x2 - x1), Math.abs(y2 - y1)],
    from: [x1 - x, y1 - y],
    to: [x2 - x, y2 - y],
    stroke: color,
    width: "m",
    dash: "solid",
  };
}

/** A sticky note. */
export function note(xy: Point, size: Size, color: Color, written = ""): Part {
  return {
    type: "note",
    xy,
    size,
    stroke: color,
    width: "m",
    text: written,
    font: "hand",
    align: "middle",
  };
}

/** Text alone, its top left corner at `xy`. */
export function text(xy: Point, written: string, letter: Width, color: Color = "ink"): Part {
  const size = fittedSize(written, "hand", letter, null);
  return {
    type: "text",
    xy,
    size,
    stroke: color,
    width: letter,
    letter,
    text: written,
    font: "hand",
    align: "start",
  };
}

/** A pen stroke through points of the board. */
export function ink(points: readonly InkPoint[], color: Color, width: Width = "m"): Part {
  const { xy, size, points: relative } = inkBox(points);
  return { type: "ink", xy, size, stroke: color, width, points: relative.map(storedInk) };
}

/** Makes whole shapes of parts, in their order and above `top`. Their author is nobody: a template wrote them. */
export function shapesOfParts(parts: readonly Part[], top: string | null, at: number): NewShape[] {
  const keys = orderKeysAbove(top, parts.length);
  return parts.map((part, index) => ({
    ...part,
    id: newShapeId(),
    z: keys[index] ?? "a0",
    by: "",
    at,
  }));
}

function storedInk([x, y, pressure]: InkPoint): InkPoint {
  return [stored(x), stored(y), pressure];
}
