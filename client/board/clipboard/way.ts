/** Finds where pasted shapes go: where they were, into the middle of the view, or around a point, and never just over others. */
import { storedPoint } from "../../../shared/board/kinds/stretch.ts";
import type { Clipping } from "../../../shared/board/read-clipping.ts";
import type { Point, Shape } from "../../../shared/board/shape.ts";
import { MAX_COORDINATE } from "../../../shared/limits.ts";
import type { Editor } from "../editor.ts";
import { type Box, boxCenter, boxContainsPoint } from "../geometry.ts";

/** How far a paste steps aside from the same shapes, and how often at most. */
const ASIDE = 16;
const MOST_STEPS = 64;

/** Where shapes are put: where they were, if that is in view; into the middle of the view; or around a point of the board. */
export type Spot = "where they were" | "middle" | Point;

/** The way from where shapes were to where they are put. */
export function wayTo(
  editor: Editor,
  clipping: Pick<Clipping, "shapes" | "box">,
  spot: Spot,
): Point {
  const { shapes, box } = clipping;
  const [x, y] = boxCenter(box);
  const stays = spot === "where they were" && isInView(editor, [x, y]);
  const middle = stays ? ([x, y] as const) : editor.view.toBoard(editor.view.freeMiddle());
  const aim = typeof spot === "string" ? middle : spot;
  let by = bounded(box, storedPoint([aim[0] - x, aim[1] - y]));
  const [lowest] = shapes;
  for (let steps = 0; lowest !== undefined && steps < MOST_STEPS; steps++) {
    if (!isTaken(editor, lowest, by)) break;
    by = bounded(box, [by[0] + ASIDE, by[1] + ASIDE]);
  }
  return by;
}

function isInView(editor: Editor, point: Point): boolean {
  const { width, height } = editor.view.viewport.get();
  const { top, right, bottom, left } = editor.view.insets.get();
  const free = { minX: left, minY: top, maxX: width - right, maxY: height - bottom };
  return boxContainsPoint(free, editor.view.toScreen(point));
}

/** Does a shape of the same type and size stand just there already? */
function isTaken({ scene }: Editor, { type, xy, size }: Shape, by: Point): boolean {
  const [x, y] = [xy[0] + by[0], xy[1] + by[1]];
  const box = { minX: x, minY: y, maxX: x + size[0], maxY: y + size[1] };
  return scene.some(
    box,
    ({ shape }) =>
      shape.type === type &&
      isNear(shape.xy, [x, y]) &&
      isNear([...shape.size], [size[0], size[1]]),
  );
}

function isNear(a: Point, b: Point): boolean {
  return Math.abs(a[0] - b[0]) < 1 && Math.abs(a[1] - b[1]) < 1;
}

/** A way by which nothing leaves the board. */
function bounded({ minX, minY, maxX, maxY }: Box, [x, y]: Point): Point {
  const within = (way: number, least: number, most: number) =>
    Math.min(
      Math.max(way, Math.min(0, -MAX_COORDINATE - least)),
      Math.max(0, MAX_COORDINATE - most),
    );
  return [within(x, minX, maxX), within(y, minY, maxY)];
}
