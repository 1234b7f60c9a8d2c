/** The cloud: an ellipse of bumps, with a label. */
import { type LineSink, sizedPaths } from "../draw/sized-path.ts";
import type { Point, Size } from "../record.ts";
import { labelledKind } from "./labelled.ts";

/** Where one bump meets the next: degrees clockwise from the top, on the right. The left is the same. */
const MEETINGS = [0, 42, 84, 128, 162] as const;

/** How far each bump of the right reaches beyond the ellipse on which they meet, in shares of its radius. */
const REACHES = [0.3, 0.25, 0.27, 0.24] as const;

/** The reach of the bump at the bottom, over which the right meets the left. */
const LOWEST_REACH = 0.16;

/** A bump: two curves from one meeting to the next. */
interface Bump {
  readonly control: Point;
  readonly middle: Point;
  readonly secondControl: Point;
  readonly end: Point;
}

/** The bumps clockwise from the top, where the ellipse has the radius 1. */
function bumps(): Bump[] {
  const right = MEETINGS.map((degrees) => (degrees * Math.PI) / 180);
  const left = right
    .slice(1)
    .reverse()
    .map((angle) => 2 * Math.PI - angle);
  const angles = [...right, ...left, 2 * Math.PI];
  const reaches = [...REACHES, LOWEST_REACH, ...[...REACHES].reverse()];
  return reaches.map((reach, index) => {
    const [from, to] = [angles[index] ?? 0, angles[index + 1] ?? 0];
    const [start, end] = [onCircle(from), onCircle(to)];
    const [outX, outY] = onCircle((from + to) / 2);
    const middle: Point = [outX * (1 + reach), outY * (1 + reach)];
    // Its top is as flat as the way from one meeting to the next.
    const most = middle[0] * outX + middle[1] * outY;
    const lifted = ([x, y]: Point): Point => {
      const more = most - (x * outX + y * outY);
      return [x + outX * more, y + outY * more];
    };
    return { control: lifted(start), middle, secondControl: lifted(end), end };
  });
}

function onCircle(angle: number): Point {
  return [Math.sin(angle), -Math.cos(angle)];
}

const BUMPS = bumps();

/** The box around the bumps. A curve reaches no farther than its top or its ends do, but a little. */
const EXTENT = extentOf(BUMPS);

function extentOf(all: readonly Bump[]): { x: number; top: number; lower: number } {
  let [x, top, lower] = [0, 0, 0];
  let from: Point = [0, -1];
  for (const { control, middle, secondControl, end } of all) {
    for (let step = 0; step <= 16; step++) {
      const t = step / 16;
      for (const point of [curve(from, control, middle, t), curve(middle, secondControl, end, t)]) {
        x = Math.max(x, Math.abs(point[0]));
        top = Math.min(top, point[1]);
        lower = Math.max(lower, point[1]);
      }
    }
    from = end;
  }
  return { x: x * 1.001, top: top * 1.001, lower: lower * 1.001 };
}

function curve(from: Point, control: Point, to: Point, t: number): Point {
  const [a, b, c] = [(1 - t) ** 2, 2 * (1 - t) * t, t ** 2];
  return [a * from[0] + b * control[0] + c * to[0], a * from[1] + b * control[1] + c * to[1]];
}

/** The ellipse on which the bumps meet, in shares of the box: it lies within all of them. */
const HEIGHT = EXTENT.lower - EXTENT.top;
const MIDDLE = -EXTENT.top / HEIGHT;
const RADIUS = { x: 0.5 / EXTENT.x, y: 1 / HEIGHT };

function trace([width, height]: Size, to: LineSink): void {
  const x = (at: Point): number => (0.5 + at[0] * RADIUS.x) * width;
  const y = (at: Point): number => (MIDDLE + at[1] * RADIUS.y) * height;
  const start: Point = [0, -1];
  to.moveTo(x(start), y(start));
  for (const { control, middle, secondControl, end } of BUMPS) {
    to.quadraticCurveTo(x(control), y(control), x(middle), y(middle));
    to.quadraticCurveTo(x(secondControl), y(secondControl), x(end), y(end));
  }
  to.closePath();
}

const FRAME = { width: 0.76 * 2 * RADIUS.x, height: 0.64 * 2 * RADIUS.y };

export const cloud = labelledKind("cloud", {
  ...sizedPaths(trace),
  flips: "y",
  frame: { ...FRAME, padding: 0, top: MIDDLE - FRAME.height / 2 },
  heightFor: (across, below) =>
    Math.abs(below) / (RADIUS.y * Math.sqrt(1 - (across / RADIUS.x) ** 2)),
});
