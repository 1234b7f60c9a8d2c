/** Sketches: a path as a hand would draw it, in two wavering strokes. Loaded when a shape first asks for it. */
import type { Point } from "../record.ts";
import type { Path, PathSink } from "./path.ts";

/** Board units between two points at which a hand may go astray: shorter ones look nervous. */
const STEP = 26;

/** The lengths of the two waves in which a hand goes astray, in board units, and how far each takes it. */
const WAVES = [
  { length: 48, share: 0.55 },
  { length: 170, share: 0.75 },
] as const;

/** How far a stroke goes astray: a share of its length, and the bounds of that. */
const ASTRAY = { share: 0.012, least: 0.7, most: 2.2 } as const;

/** How far the ends of a straight stroke miss their corners, and those of a round one each other. */
const MISSED = { corner: 1.6, round: 14 } as const;

/** Points of a quarter of a round corner, and of a whole ellipse. */
const CORNER_POINTS = 4;
const ELLIPSE_POINTS = 32;

/** A smooth stretch between two sharp corners. A closed one ends where it begins. */
interface Run {
  readonly points: readonly Point[];
  readonly isClosed: boolean;
}

/** The path as a hand draws it: always the same for one seed. `strokes`: how often the hand goes along it. */
export function sketch(path: Path, seed: number, strokes: 1 | 2): Path {
  const runs = new Runs();
  path.trace(runs);
  runs.end();
  return {
    isLong: true,
    length: path.length * strokes,
    box: null,
    trace(to) {
      for (const [index, run] of runs.all.entries()) {
        for (let stroke = 0; stroke < strokes; stroke++) {
          traceRun(run, mixed(seed, index * 2 + stroke), to);
        }
      }
    },
  };
}

/** A whole number for a name. */
export function seedOf(name: string): number {
  let seed = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    seed = Math.imul(seed ^ name.charCodeAt(index), 0x01000193);
  }
  return seed >>> 0;
}

function mixed(seed: number, by: number): number {
  let value = Math.imul(seed ^ Math.imul(by + 1, 0x9e3779b1), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** A number from −1 to 1 for a place. */
function chance(seed: number, at: number): number {
  return (mixed(seed, at) / 0xffffffff) * 2 - 1;
}

/** A wave without jumps through one chance after another. */
function wave(seed: number, at: number): number {
  const before = Math.floor(at);
  const part = at - before;
  const eased = part * part * (3 - 2 * part);
  const from = chance(seed, before);
  return from + (chance(seed, before + 1) - from) * eased;
}

function traceRun({ points, isClosed }: Run, seed: number, to: PathSink): void {
  const stops = isClosed ? overlapped(points, seed) : missed(points, seed);
  const steps = finer(stops);
  let length = 0;
  for (let index = 1; index < steps.length; index++) {
    length += distanceOf(steps[index - 1], steps[index]);
  }
  const reach = Math.min(ASTRAY.most, Math.max(ASTRAY.least, length * ASTRAY.share));
  let along = 0;
  const drawn = steps.map((point, index): Point => {
    const [before, after] = [steps[index - 1] ?? point, steps[index + 1] ?? point];
    along += distanceOf(before, point);
    const [x, y] = [after[0] - before[0], after[1] - before[1]];
    const whole = Math.hypot(x, y) || 1;
    let aside = 0;
    for (const [number, { length: period, share }] of WAVES.entries()) {
      aside += wave(mixed(seed, 100 + number), along / period) * share;
    }
    return [point[0] - (y / whole) * aside * reach, point[1] + (x / whole) * aside * reach];
  });
  traceSmoothly(drawn, to);
}

/** The points of a straight or open stretch, whose ends miss where they should be a little. */
function missed(points: readonly Point[], seed: number): readonly Point[] {
  const last = points.length - 1;
  return points.map((point, index): Point => {
    if (index !== 0 && index !== last) return point;
    const next = points[index === 0 ? 1 : last - 1] ?? point;
    const whole = distanceOf(point, next) || 1;
    // A short line keeps its ends: it would not meet what it points at.
    const most = Math.min(MISSED.corner, whole / 12);
    const beyond = (chance(seed, 10 + index) * 0.5 + 0.5) * most;
    const aside = chance(seed, 50 + index) * most * 0.7;
    const [x, y] = [(point[0] - next[0]) / whole, (point[1] - next[1]) / whole];
    return [point[0] + x * beyond - y * aside, point[1] + y * beyond + x * aside];
  });
}

/** The points of a closed stretch from some place on it, and a little beyond that place. */
function overlapped(points: readonly Point[], seed: number): readonly Point[] {
  const count = points.length;
  const start = mixed(seed, 7) % count;
  const turned = Array.from(
    { length: count + 1 },
    (_, index) => points[(start + index) % count] ?? [0, 0],
  ) as Point[];
  const [first, second] = [turned[0], turned[1]];
  if (first === undefined || second === undefined) return turned;
  const beyond = Math.min(1, MISSED.round / (distanceOf(first, second) || 1));
  turned.push([
    first[0] + (second[0] - first[0]) * beyond,
    first[1] + (second[1] - first[1]) * beyond,
  ]);
  return turned;
}

/** The same points, and some between those that lie far apart. */
function finer(points: readonly Point[]): Point[] {
  const all: Point[] = [];
  for (const [index, point] of points.entries()) {
    const next = points[index + 1];
    all.push(point);
    if (next === undefined) break;
    const parts = Math.min(64, Math.ceil(distanceOf(point, next) / STEP));
    for (let part = 1; part < parts; part++) {
      const share = part / parts;
      all.push([point[0] + (next[0] - point[0]) * share, point[1] + (next[1] - point[1]) * share]);
    }
  }
  return all;
}

/** A curve from the first point to the last, round at those between. */
function traceSmoothly(points: readonly Point[], to: PathSink): void {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) return;
  to.moveTo(first[0], first[1]);
  for (let index = 1; index < points.length - 1; index++) {
    const [point, next] = [points[index], points[index + 1]];
    if (point === undefined || next === undefined) break;
    to.quadraticCurveTo(point[0], point[1], (point[0] + next[0]) / 2, (point[1] + next[1]) / 2);
  }
  to.lineTo(last[0], last[1]);
}

function distanceOf(one: Point | undefined, other: Point | undefined): number {
  if (one === undefined || other === undefined) return 0;
  return Math.hypot(other[0] - one[0], other[1] - one[1]);
}

/** Writes a path down as stretches between sharp corners. */
class Runs implements PathSink {
  readonly all: Run[] = [];
  #points: Point[] = [];
  #start: Point = [0, 0];

  /** Ends what was begun. */
  end(): void {
    if (this.#points.length > 1) this.all.push({ points: this.#points, isClosed: false });
    this.#points = [];
  }

  moveTo(x: number, y: number): void {
    this.end();
    this.#start = [x, y];
    this.#points = [[x, y]];
  }

  lineTo(x: number, y: number): void {
    this.#points.push([x, y]);
    this.end();
    this.#points = [[x, y]];
  }

  quadraticCurveTo(controlX: number, controlY: number, x: number, y: number): void {
    const [fromX, fromY] = this.#points.at(-1) ?? [controlX, controlY];
    for (let step = 1; step <= CORNER_POINTS * 2; step++) {
      const t = step / (CORNER_POINTS * 2);
      const [a, b, c] = [(1 - t) ** 2, 2 * (1 - t) * t, t ** 2];
      this.#points.push([a * fromX + b * controlX + c * x, a * fromY + b * controlY + c * y]);
    }
  }

  closePath(): void {
    const [x, y] = this.#start;
    if (distanceOf(this.#points.at(-1), this.#start) > 0.01) this.lineTo(x, y);
    this.end();
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }

  roundRect(x: number, y: number, width: number, height: number, radius: number): void {
    this.end();
    const points: Point[] = [];
    const corners = [
      [x + width - radius, y + radius, -1],
      [x + width - radius, y + height - radius, 0],
      [x + radius, y + height - radius, 1],
      [x + radius, y + radius, 2],
    ] as const;
    for (const [middleX, middleY, quarter] of corners) {
      for (let step = 0; step <= CORNER_POINTS; step++) {
        const angle = ((quarter + step / CORNER_POINTS) * Math.PI) / 2;
        points.push([middleX + radius * Math.cos(angle), middleY + radius * Math.sin(angle)]);
      }
    }
    this.all.push({ points, isClosed: true });
  }

  ellipse(x: number, y: number, radiusX: number, radiusY: number): void {
    this.end();
    const points = Array.from({ length: ELLIPSE_POINTS }, (_, step): Point => {
      const angle = (step / ELLIPSE_POINTS) * Math.PI * 2;
      return [x + radiusX * Math.cos(angle), y + radiusY * Math.sin(angle)];
    });
    this.all.push({ points, isClosed: true });
  }
}
