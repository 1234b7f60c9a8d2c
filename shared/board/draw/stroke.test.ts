/** Tests of the paths of pen strokes. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxContainsPoint, boxFromPoints } from "../geometry.ts";
import { encodeInk, type InkPoint } from "../ink.ts";
import { shapeBox } from "../outline.ts";
import type { InkShape, Point } from "../shape.ts";
import { INK_WIDTH, WIDTHS, type Width } from "../style.ts";
import type { Path, PathSink } from "./path.ts";
import { inkLine, inkOutline, inkPoints, strokeOutline } from "./stroke.ts";

function inkOf(points: readonly InkPoint[], size: readonly [number, number]): InkShape {
  return {
    id: "ink",
    type: "ink",
    nib: "pen",
    xy: [0, 0],
    size,
    points: encodeInk(points),
    angle: 0,
    z: "a0",
    stroke: "ink",
    width: "m",
    opacity: 1,
    locked: false,
    by: "",
    at: 0,
  };
}

const coordinate = fc.integer({ min: 0, max: 800 }).map((eighths) => eighths / 8);
const points: fc.Arbitrary<InkPoint> = fc.tuple(
  coordinate,
  coordinate,
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const strokes = fc.array(points, { minLength: 1, maxLength: 60 });

describe("a pen stroke", () => {
  it("lies in its shape's box, also when it is stretched", () => {
    const lengths = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(
        strokes,
        fc.tuple(lengths, lengths),
        fc.constantFrom(...WIDTHS),
        (drawn, size, width) => {
          const shape = { ...inkOf(drawn, size), width };
          const stretched = inkPoints(shape);
          expect(stretched).toHaveLength(drawn.length);
          const own = boxFromPoints(stretched);
          if (own === null) throw new Error("a stroke has points");
          expect(own.minX).toBeCloseTo(0, 6);
          expect(own.maxX).toBeLessThanOrEqual(size[0] + 1e-6);
          const box = shapeBox(shape);
          for (const point of strokeOutline(stretched, width)) {
            expect(boxContainsPoint(box, point)).toBe(true);
          }
        },
      ),
    );
  });

  it("keeps the pen's points as they are when nothing is stretched", () => {
    const drawn: InkPoint[] = [
      [0, 0, 0.2],
      [10, 5, 0.6],
    ];
    expect(inkPoints(inkOf(drawn, [10, 5])).map(([x, y]) => [x, y])).toEqual([
      [0, 0],
      [10, 5],
    ]);
  });

  it("has an outline even as a single dot, or a thousand times the same point", () => {
    const dot: InkPoint = [5, 5, 0.5];
    expect(strokeOutline([dot], "m").length).toBeGreaterThan(4);
    expect(strokeOutline(new Array<InkPoint>(1000).fill(dot), "m").length).toBeGreaterThan(4);
  });

  it("is thicker where the pen pressed harder", () => {
    const line = (pressure: number): InkPoint[] =>
      Array.from({ length: 30 }, (_, index): InkPoint => [index * 4, 0, pressure]);
    const height = (pressure: number): number => {
      const box = boxFromPoints(strokeOutline(line(pressure), "l"));
      return box === null ? 0 : box.maxY - box.minY;
    };
    expect(height(0.9)).toBeGreaterThan(height(0.2) * 1.5);
  });

  /** How thick a straight stroke of such steps is around one of its places, a share of its length. */
  const thicknessAt = (step: number, at: number, width: Width = "m"): number => {
    const count = Math.ceil(400 / step);
    const line = Array.from({ length: count + 1 }, (_, index): InkPoint => [index * step, 0, 0.5]);
    const middle = 400 * at;
    const near = strokeOutline(line, width).filter(([x]) => Math.abs(x - middle) < step * 3 + 3);
    const box = boxFromPoints(near);
    return box === null ? 0 : box.maxY - box.minY;
  };

  it("R226: is as thick as its width says where the hand moves as it mostly does", () => {
    expect(INK_WIDTH).toEqual({ s: 2, m: 4, l: 7, xl: 12 });
    for (const width of WIDTHS) {
      expect(thicknessAt(4, 0.5, width)).toBeCloseTo(INK_WIDTH[width], 1);
    }
  });

  it("R226: is a little thicker where the hand is slow, and thinner where it hurries", () => {
    expect(thicknessAt(0.75, 0.5)).toBeGreaterThan(4.4);
    expect(thicknessAt(0.75, 0.5)).toBeLessThan(5.2);
    // However rarely a browser tells where the hand is, the stroke stays one.
    expect(thicknessAt(25, 0.5)).toBeGreaterThan(3);
    expect(thicknessAt(25, 0.5)).toBeLessThan(3.6);
  });

  it("R226: has thin, round ends, and a dot has none", () => {
    for (const end of [0, 1]) {
      expect(thicknessAt(1, end, "xl")).toBeLessThan(thicknessAt(1, 0.5, "xl") * 0.75);
    }
    const dot = boxFromPoints(strokeOutline([[5, 5, 0.5]], "m"));
    if (dot === null) throw new Error("a dot has an outline");
    expect(dot.maxX - dot.minX).toBeCloseTo(5.2, 1);
    expect(dot.maxY - dot.minY).toBeCloseTo(5.2, 1);
  });

  it("is nothing when its code cannot be read", () => {
    expect(inkPoints({ ...inkOf([[0, 0, 0]], [1, 1]), points: new Uint8Array([9, 9]) })).toEqual(
      [],
    );
    expect(strokeOutline([], "m")).toEqual([]);
  });
});

/** A path that keeps what was drawn as many short steps. */
class RecordedPath implements PathSink {
  readonly steps: Point[] = [];

  moveTo(x: number, y: number): void {
    this.steps.push([x, y]);
  }

  lineTo(x: number, y: number): void {
    this.steps.push([x, y]);
  }

  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    const [fromX, fromY] = this.steps.at(-1) ?? [cx, cy];
    for (let part = 1; part <= 8; part++) {
      const t = part / 8;
      const at = (from: number, control: number, to: number) =>
        (1 - t) ** 2 * from + 2 * (1 - t) * t * control + t ** 2 * to;
      this.steps.push([at(fromX, cx, x), at(fromY, cy, y)]);
    }
  }

  closePath(): void {
    const [first] = this.steps;
    if (first !== undefined) this.steps.push(first);
  }

  rect(): void {
    throw new Error("ink has no boxes");
  }

  roundRect(): void {
    throw new Error("ink has no boxes");
  }

  ellipse(): void {
    throw new Error("ink has no ellipses");
  }

  /** The sharpest turn between two steps, in degrees. */
  get sharpest(): number {
    const turns = this.steps.slice(2).map(([x, y], index) => {
      const [a, b] = [this.steps[index], this.steps[index + 1]];
      if (a === undefined || b === undefined) return 0;
      const before = [b[0] - a[0], b[1] - a[1]] as const;
      const after = [x - b[0], y - b[1]] as const;
      if (Math.hypot(...before) < 1e-9 || Math.hypot(...after) < 1e-9) return 0;
      const cross = before[0] * after[1] - before[1] * after[0];
      return Math.abs(Math.atan2(cross, before[0] * after[0] + before[1] * after[1]));
    });
    return (Math.max(0, ...turns) * 180) / Math.PI;
  }
}

function recorded(path: Path): RecordedPath {
  const record = new RecordedPath();
  path.trace(record);
  return record;
}

describe("a stroke that was drawn from afar, in few long steps", () => {
  /** An arc of 240°, in 12 steps of 42 units. */
  const arc = Array.from({ length: 13 }, (_, index): InkPoint => {
    const angle = (index * Math.PI) / 9;
    return [120 + 120 * Math.cos(angle), 120 + 120 * Math.sin(angle), 0.5];
  });
  const own = boxFromPoints(arc);
  if (own === null) throw new Error("an arc has points");
  const shape = inkOf(arc, [own.maxX - own.minX, own.maxY - own.minY]);

  it("is round where it is seen from afar, as a line", () => {
    const path = recorded(inkLine(shape));
    expect(path.sharpest).toBeLessThan(8);
    // It begins and ends where the hand did.
    const points = inkPoints(shape);
    expect(path.steps[0]).toEqual(points[0]?.slice(0, 2));
    expect(path.steps.at(-1)).toEqual(points.at(-1)?.slice(0, 2));
  });

  it("is round where it is seen from near, as an area", () => {
    const { steps } = recorded(inkOutline(shape));
    const middle = steps.filter(([, y]) => y > 150);
    const along = new RecordedPath();
    // One side of it: the caps are left out.
    for (const [x, y] of middle.slice(0, Math.floor(middle.length / 3))) along.lineTo(x, y);
    expect(along.sharpest).toBeLessThan(8);
  });

  it("is round from near also where the hand turned back between two points", () => {
    const wave = Array.from(
      { length: 40 },
      (_, index): InkPoint => [index * 60, 200 + 200 * Math.sin(index * 1.1), 0.5],
    );
    const box = boxFromPoints(wave);
    if (box === null) throw new Error("a wave has points");
    const size = [box.maxX - box.minX, box.maxY - box.minY] as const;
    const path = recorded(inkOutline(inkOf(wave, size)));
    expect(path.sharpest).toBeLessThan(45);
  });

  it("costs no curves where its steps are short", () => {
    const drawn = Array.from({ length: 50 }, (_, index): InkPoint => [index * 2, 0, 0.5]);
    const path = recorded(inkLine(inkOf(drawn, [98, 0])));
    expect(path.steps).toHaveLength(50);
  });
});
