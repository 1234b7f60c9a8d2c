/** Heads: the tips of arrows. They know no shape and no paper. */
import type { PathSink } from "../draw/path.ts";
import type { Point } from "../record.ts";
import { type Head, LINE_WIDTH, type Width } from "../style.ts";
import type { Way } from "./way.ts";

/** The angle between an arrow and its wings. */
export const SPREAD = 0.52;

/** A head at one end of a way. */
export interface Tip {
  readonly head: Head;
  readonly at: Point;
  /** The direction in which it points, in radians. */
  readonly direction: number;
  /** How far its wings reach back. */
  readonly wing: number;
}

/** How far the wings of a head reach back: by the width of the line, and no further than its length allows. */
export function wingOf(length: number, width: Width): number {
  return Math.min(9 + 3 * LINE_WIDTH[width], length * 0.6);
}

/** The head at the end of a way, or at its beginning. */
export function tipOf(way: Way, head: Head, atEnd: boolean, width: Width): Tip {
  const wing = wingOf(way.length, width);
  const at = way.at(atEnd ? way.length : 0);
  // On an arc the head looks along its own length.
  const back = way.at(atEnd ? way.length - wing * 0.7 : wing * 0.7);
  const direction = Math.atan2(at[1] - back[1], at[0] - back[0]);
  return { head, at, direction, wing };
}

/** Is the head an area, besides a line? */
export function isFilled({ head }: Tip): boolean {
  return head === "filled" || head === "dot";
}

/** How far before its tip the line ends: it would show beside the point of an area. */
export function trimOf({ head, wing }: Tip): number {
  if (head === "filled") return wing * Math.cos(SPREAD);
  return head === "dot" ? dotOf(wing) * 2 : 0;
}

/** Draws the line of a head. */
export function traceTip({ head, at: [x, y], direction, wing }: Tip, to: PathSink): void {
  const point = (back: number, turn: number): Point => [
    x - back * Math.cos(direction + turn),
    y - back * Math.sin(direction + turn),
  ];
  switch (head) {
    case "none":
      return;
    case "open":
    case "filled": {
      const [left, right] = [point(wing, SPREAD), point(wing, -SPREAD)];
      to.moveTo(left[0], left[1]);
      to.lineTo(x, y);
      to.lineTo(right[0], right[1]);
      if (head === "filled") to.closePath();
      return;
    }
    case "dot": {
      const radius = dotOf(wing);
      const [middleX, middleY] = point(radius, 0);
      // A canvas would lead a line to it from where it is.
      to.moveTo(middleX + radius, middleY);
      to.ellipse(middleX, middleY, radius, radius, 0, 0, Math.PI * 2);
      return;
    }
    case "bar": {
      const [left, right] = [point(wing * 0.5, Math.PI / 2), point(wing * 0.5, -Math.PI / 2)];
      to.moveTo(left[0], left[1]);
      to.lineTo(right[0], right[1]);
      return;
    }
    case "crow": {
      const foot = point(wing * 0.9, 0);
      const toe = wing * 0.5;
      to.moveTo(...point(toe, Math.PI / 2));
      to.lineTo(foot[0], foot[1]);
      to.lineTo(...point(toe, -Math.PI / 2));
    }
  }
}

/** The points of a head that lie furthest out. */
export function reachOf({ head, at, direction, wing }: Tip): readonly Point[] {
  if (head === "none") return [];
  const [x, y] = at;
  const isAcross = head === "bar" || head === "crow";
  const reach = head === "dot" ? dotOf(wing) : wing * (isAcross ? 0.5 : Math.sin(SPREAD));
  const back = isAcross ? 0 : head === "dot" ? dotOf(wing) : wing * Math.cos(SPREAD);
  const middle: Point = [x - back * Math.cos(direction), y - back * Math.sin(direction)];
  const beside: Point = [-Math.sin(direction) * reach, Math.cos(direction) * reach];
  if (head === "dot") {
    return [
      [middle[0] - reach, middle[1] - reach],
      [middle[0] + reach, middle[1] + reach],
    ];
  }
  return [
    [middle[0] + beside[0], middle[1] + beside[1]],
    [middle[0] - beside[0], middle[1] - beside[1]],
  ];
}

function dotOf(wing: number): number {
  return wing * 0.3;
}

/** Units along a head's line, about. */
export function lengthOf({ head, wing }: Tip): number {
  return head === "none" ? 0 : wing * 4;
}
