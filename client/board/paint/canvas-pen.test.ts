import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, test, vi } from "vitest";
import * as Y from "yjs";
import { PALETTES } from "../../../shared/board/draw/palette.ts";
import { encodeInk } from "../../../shared/board/ink.ts";
import { KINDS } from "../../../shared/board/kinds.ts";
import { readShape, type Shape } from "../../../shared/board/shape.ts";
import { COLORS, DASHES, FILLS, FONTS, WIDTHS } from "../../../shared/board/style.ts";
import { MAX_COORDINATE } from "../../../shared/limits.ts";
import type { Camera } from "../camera.ts";
import { MAX_ZOOM, MIN_ZOOM } from "../camera.ts";
import { boxOf } from "../geometry.ts";
import { Brush } from "./brush.ts";
import { CanvasPen } from "./canvas-pen.ts";
import { Effort } from "./effort.ts";
import { paintShapes } from "./shapes.ts";
import { boardBox, viewOf } from "./view.ts";

interface Call {
  readonly name: string;
  readonly values: readonly unknown[];
}

/** A canvas that keeps what it was told, and throws where a real one does. */
function recordingContext(): { context: CanvasRenderingContext2D; calls: Call[] } {
  const calls: Call[] = [];
  const context = new Proxy({} as Record<string | symbol, unknown>, {
    get: (target, name) => {
      if (name in target) return target[name];
      return (...values: unknown[]): void => {
        calls.push({ name: String(name), values });
        const [, , third, fourth, fifth] = values;
        const lengths = name === "ellipse" ? [third, fourth] : name === "roundRect" ? [fifth] : [];
        for (const length of lengths) {
          if (typeof length === "number" && length < 0) throw new RangeError(`${String(name)}`);
        }
      };
    },
  });
  return { context: context as unknown as CanvasRenderingContext2D, calls };
}

class PathDouble {
  readonly points: number[] = [];
  moveTo(...values: number[]): void {
    this.points.push(...values);
  }
  lineTo(...values: number[]): void {
    this.points.push(...values);
  }
  quadraticCurveTo(...values: number[]): void {
    this.points.push(...values);
  }
  closePath(): void {
    this.points.push(0);
  }
}

beforeAll(() => vi.stubGlobal("Path2D", PathDouble));
afterAll(() => vi.unstubAllGlobals());

const viewport = { x: 0, y: 0, width: 1280, height: 800 };

function paint(shapes: readonly Shape[], camera: Camera): Call[] {
  const { context, calls } = recordingContext();
  const view = viewOf(camera, 1, PALETTES.light);
  const within = boardBox(viewport, view);
  const effort = new Effort(Number.MAX_SAFE_INTEGER, () => 0);
  const drawn = shapes.map((shape) => ({ shape, clip: null }));
  paintShapes({ brush: new Brush(context), view, within, editing: null, effort }, drawn);
  return calls;
}

function isBounded(value: unknown): boolean {
  return typeof value !== "number" || Number.isFinite(value);
}

const doc = new Y.Doc();
let made = 0;

function shapeOf(fields: Record<string, unknown>, text?: string): Shape | null {
  const map = new Y.Map<unknown>(Object.entries(fields));
  if (text !== undefined) map.set("text", new Y.Text(text));
  const id = `shape-${made++}`;
  doc.getMap("made").set(id, map);
  return readShape(id, map);
}

const extreme = fc.oneof(
  fc.constantFrom(0, 1e-9, 1, -MAX_COORDINATE, MAX_COORDINATE),
  fc.double({ min: -1000, max: 1000, noNaN: true }),
);
const lengths = extreme.map(Math.abs);
const pairs = fc.tuple(extreme, extreme);
const fields = fc.record({
  type: fc.constantFrom(...KINDS.map(({ type }) => type)),
  xy: pairs,
  size: fc.tuple(lengths, lengths),
  angle: fc.constantFrom(0, 0, 1, -1e6, 1e-12),
  from: pairs,
  to: pairs,
  stroke: fc.constantFrom(...COLORS),
  fill: fc.constantFrom(...FILLS),
  width: fc.constantFrom(...WIDTHS),
  dash: fc.constantFrom(...DASHES),
  font: fc.constantFrom(...FONTS),
  opacity: fc.constantFrom(0, 0.5, 1),
  asset: fc.constant("a".repeat(43)),
  url: fc.constant("https://stoa.example/"),
  points: fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc
      .array(fc.tuple(extreme, extreme, fc.constant(0.5)), { minLength: 1, maxLength: 10 })
      .map(encodeInk),
  ),
});
const texts = fc.oneof(fc.string({ unit: "grapheme" }), fc.constant("word ".repeat(9000)));
const cameras = fc.record({
  x: extreme,
  y: extreme,
  zoom: fc.constantFrom(MIN_ZOOM, 0.3, 1, MAX_ZOOM),
});

describe("the canvas pen", () => {
  it("neither throws nor hands the canvas a number that is none, whatever the document holds", () => {
    fc.assert(
      fc.property(fields, texts, cameras, (values, text, camera) => {
        const shape = shapeOf(values, text);
        if (shape === null) throw new Error("the shape cannot be read");
        const numbers = paint([shape], camera).flatMap((call) =>
          call.values.flatMap((value) => (value instanceof PathDouble ? value.points : [value])),
        );
        expect(numbers.filter((value) => !isBounded(value))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

test("R241: the canvas cuts off at whole pixels, and afterwards draws everywhere again", () => {
  const { context, calls } = recordingContext();
  const view = viewOf({ x: 0, y: 0, zoom: 0.5 }, 1, PALETTES.light);
  const effort = new Effort(Number.MAX_SAFE_INTEGER, () => 0);
  const pen = new CanvasPen(new Brush(context), view, boardBox(viewport, view), effort);
  pen.clipped(boxOf([11, 20], [100, 40]), () => calls.push({ name: "drawn", values: [] }));
  const told = calls.map(({ name, values }) => [name, ...values]);
  const from = told.findIndex(([name]) => name === "save");
  expect(told.slice(from, from + 7)).toEqual([
    ["save"],
    ["setTransform", 1, 0, 0, 1, 0, 0],
    ["beginPath"],
    ["rect", 6, 10, 50, 20],
    ["clip"],
    ["drawn"],
    ["restore"],
  ]);
});
