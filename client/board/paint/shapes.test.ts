import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { PALETTES } from "../../../shared/board/draw/palette.ts";
import { encodeInk } from "../../../shared/board/ink.ts";
import { readShape, type Shape } from "../../../shared/board/shape.ts";
import { COLORS, DASHES, FILLS, FONTS, WIDTHS } from "../../../shared/board/style.ts";
import { MAX_COORDINATE } from "../../../shared/limits.ts";
import type { Camera } from "../camera.ts";
import { MAX_ZOOM, MIN_ZOOM } from "../camera.ts";
import { Brush } from "./brush.ts";
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

function paint(shapes: readonly Shape[], camera: Camera, editing: string | null = null): Call[] {
  const { context, calls } = recordingContext();
  const view = viewOf(camera, 1, PALETTES.light);
  const within = boardBox(viewport, view);
  const effort = new Effort(Number.MAX_SAFE_INTEGER, () => 0);
  paintShapes({ brush: new Brush(context), view, within, editing, effort }, shapes);
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

function note(text: string, size: readonly [number, number]): Shape {
  const shape = shapeOf({ type: "note", xy: [0, 0], size, z: "a0" }, text);
  if (shape === null) throw new Error("the note cannot be read");
  return shape;
}

const textsOf = (calls: readonly Call[]): unknown[] =>
  calls.filter((call) => call.name === "fillText").map((call) => call.values[0]);

const extreme = fc.oneof(
  fc.constantFrom(0, 1e-9, 1, -MAX_COORDINATE, MAX_COORDINATE),
  fc.double({ min: -1000, max: 1000, noNaN: true }),
);
const lengths = extreme.map(Math.abs);
const pairs = fc.tuple(extreme, extreme);
const fields = fc.record({
  type: fc.constantFrom("rectangle", "ellipse", "arrow", "ink", "text", "note"),
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

describe("painting", () => {
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

  it("writes a note's text, unless it is being edited in place", () => {
    const shape = note("bring the charger", [400, 100]);
    const camera = { x: 0, y: 0, zoom: 1 };
    expect(textsOf(paint([shape], camera))).toEqual(["bring the charger"]);
    expect(textsOf(paint([shape], camera, shape.id))).toEqual([]);
  });

  it("leaves out text that is too small to read", () => {
    const shape = note("bring the charger", [400, 100]);
    expect(textsOf(paint([shape], { x: 0, y: 0, zoom: 0.15 }))).toEqual([]);
  });

  it("writes all the words of a shape that is too low for them, and draws it higher", () => {
    const calls = paint([note("one\ntwo\nthree", [200, 70])], { x: 0, y: 0, zoom: 1 });
    expect(textsOf(calls)).toEqual(["one", "two", "three"]);
    const heights = calls.flatMap(({ name, values }) => (name === "roundRect" ? [values[3]] : []));
    expect(heights.at(-1)).toBe(107);
  });

  it("writes only the lines of a long text that are in view", () => {
    const shape = note("line\n".repeat(2000), [200, 60_000]);
    const written = textsOf(paint([shape], { x: 0, y: 20_000, zoom: 1 }));
    expect(written.length).toBeGreaterThan(30);
    expect(written.length).toBeLessThan(40);
  });

  it("draws a stroke's thickness from near, a line from afar, a coarse one from farther", () => {
    const points = Array.from({ length: 40 }, (_, index) => [index * 5, 0, 0.5] as const);
    const shape = shapeOf({ type: "ink", xy: [0, 0], size: [195, 0], points: encodeInk(points) });
    if (shape === null) throw new Error("the stroke cannot be read");
    const drawn = (zoom: number): [string, number] | undefined => {
      const call = paint([shape], { x: 0, y: 0, zoom }).find((one) =>
        /^(fill|stroke)$/.test(one.name),
      );
      const [path] = call?.values ?? [];
      return call && [call.name, path instanceof PathDouble ? path.points.length : 0];
    };
    expect(drawn(1)?.[0]).toBe("fill");
    expect(drawn(0.3)).toEqual(["stroke", 80]);
    expect(drawn(0.1)).toEqual(["stroke", 26]);
  });
});
