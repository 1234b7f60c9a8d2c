import { expect, test } from "vitest";
import * as Y from "yjs";
import { drawShapes, prepareShape } from "../../../shared/board/draw/draw-shape.ts";
import { graphemesOf } from "../../../shared/board/draw/graphemes.ts";
import { layoutText } from "../../../shared/board/draw/layout.ts";
import { PALETTES } from "../../../shared/board/draw/palette.ts";
import type { Path } from "../../../shared/board/draw/path.ts";
import { RecordingPen } from "../../../shared/board/draw/recording-pen.ts";
import { boxOf } from "../../../shared/board/geometry.ts";
import { encodeInk, type InkPoint } from "../../../shared/board/ink.ts";
import { readShape, type Shape } from "../../../shared/board/shape.ts";
import { MAX_INK_POINTS, MAX_SHAPE_TEXT } from "../../../shared/limits.ts";
import { Effort, FRAME_EFFORT } from "./effort.ts";

const unclipped = (shape: Shape) => ({ shape, clip: null });

/** Steps of all paths that were drawn, and letters of all texts: what a browser works on. */
let work = { points: 0, letters: 0, texts: 0 };

const doc = new Y.Doc();
function shapeOf(id: string, fields: Record<string, unknown>, text?: string): Shape {
  const map = new Y.Map<unknown>(Object.entries({ xy: [0, 0], size: [1000, 700], ...fields }));
  if (text !== undefined) map.set("text", new Y.Text(text));
  doc.getMap("shapes").set(id, map);
  const shape = readShape(id, map);
  if (shape === null) throw new Error(`The shape ${id} cannot be read.`);
  return shape;
}

const within = boxOf([0, 0], [1280, 800]);

/** Papers keep what they have made from frame to frame. */
const made = new WeakSet<Path>();

/** Draws with a clock that stands still: only what is estimated counts. */
function paint(shapes: readonly Shape[], most = FRAME_EFFORT): Effort {
  const effort = new Effort(most, () => 0);
  const pen = new RecordingPen({ within, budget: effort, made });
  drawShapes(shapes.map(unclipped), pen, PALETTES.light);
  work = { points: 0, letters: 0, texts: 0 };
  for (const mark of pen.marks) {
    if (mark.as === "text") {
      work.texts += 1;
      work.letters += mark.text.length;
    } else work.points += mark.count;
  }
  return effort;
}

/** A stroke that crosses the screen at every point, as no hand makes it. */
function zigzag(points: number, seed = 0): Uint8Array {
  return encodeInk(
    Array.from(
      { length: points },
      (_, at): InkPoint => [((at + seed) * 7.3) % 1000, at % 2 === 0 ? 0 : 700, 0.5],
    ),
  );
}

/** A stroke as a hand makes it. */
function written(points: number, seed = 0): Uint8Array {
  return encodeInk(
    Array.from(
      { length: points },
      (_, at): InkPoint => [at * 1.5, 40 * Math.sin((at + seed) / 9), 0.5],
    ),
  );
}

test("R154: hundreds of strokes of 5,000 points take no more work in a frame than a few of them", () => {
  const strokes = Array.from({ length: 400 }, (_, at) =>
    shapeOf(`zigzag ${at}`, { type: "ink", points: zigzag(MAX_INK_POINTS, at) }),
  );
  const effort = paint(strokes);
  expect(effort.isUnfinished).toBe(true);
  expect(effort.spent).toBeLessThan(FRAME_EFFORT * 2);
  // A fine outline of one of them has 140,000 points.
  expect(work.points).toBeLessThan(20_000);
});

test("R154: no stroke of any kind, texts or boxes by thousands, takes more than a frame", () => {
  const kinds: Record<string, (at: number) => Shape> = {
    short: (at) => shapeOf(`short ${at}`, { type: "ink", points: zigzag(300, at) }),
    written: (at) =>
      shapeOf(`long ${at}`, { type: "ink", points: written(MAX_INK_POINTS, at), width: "xl" }),
    text: (at) => shapeOf(`text ${at}`, { type: "text" }, `${at} word`.repeat(3000)),
    tall: (at) =>
      shapeOf(
        `tall ${at}`,
        { type: "note", size: [1000, 9_000_000], angle: 0.1 },
        "\n.".repeat(9000),
      ),
    wide: (at) => shapeOf(`wide ${at}`, { type: "text", width: "xl" }, `${at}`.repeat(5000)),
    box: (at) => shapeOf(`box ${at}`, { type: "rectangle", fill: "red", dash: "dotted" }, ""),
  };
  for (const [name, make] of Object.entries(kinds)) {
    const shapes = Array.from({ length: 250 }, (_, at) => make(at));
    const effort = paint(shapes);
    expect.soft(effort.spent, name).toBeLessThan(FRAME_EFFORT * 2);
    expect.soft(work.points, name).toBeLessThan(150_000);
    expect.soft(work.letters, name).toBeLessThan(400_000);
  }
});

test("R154: strokes as hands make them are painted finely at once; of hundreds every point is drawn", () => {
  const strokes = Array.from({ length: 400 }, (_, at) =>
    shapeOf(`hand ${at}`, {
      type: "ink",
      size: [60, 80],
      xy: [(at % 20) * 60, Math.floor(at / 20) * 40],
      points: written(40, at),
    }),
  );
  expect(paint(strokes.slice(0, 60)).isUnfinished).toBe(false);
  paint(strokes);
  expect(work.points).toBeGreaterThan(400 * 40);
  // Each frame finds more of them made.
  for (let frame = 0; frame < 6; frame++) paint(strokes);
  expect(paint(strokes).isUnfinished).toBe(false);
  const long = shapeOf("long", { type: "ink", size: [450, 80], points: written(300) });
  expect(paint([long]).isUnfinished).toBe(false);
});

test("R154: a shape that has just been drawn is painted, whatever lies below it", () => {
  const strokes = Array.from({ length: 400 }, (_, at) =>
    shapeOf(`below ${at}`, { type: "ink", points: zigzag(MAX_INK_POINTS, at) }),
  );
  const fresh = shapeOf("fresh", { type: "note", size: [100, 100] }, "read me");
  paint([...strokes, fresh]);
  expect(work.texts).toBeGreaterThan(0);
});

test("R154: a long stroke is made in one slice and painted finely in another", () => {
  const long = shapeOf("sliced", { type: "ink", size: [900, 80], points: written(3000) });
  const effort = new Effort(Number.MAX_SAFE_INTEGER, () => 0);
  const pen = new RecordingPen({ within, budget: effort, made });
  expect(prepareShape(long, pen)).toBe(true);
  expect(prepareShape(long, pen)).toBe(false);
  expect(paint([long], 20_000).isUnfinished).toBe(false);
  expect(work.points).toBeGreaterThan(3000);
});

test("R154: a clock that runs away ends the work", () => {
  const boxes = Array.from({ length: 5000 }, (_, at) =>
    shapeOf(`slow ${at}`, { type: "rectangle", size: [300, 300] }, ""),
  );
  let now = 0;
  const effort = new Effort(FRAME_EFFORT * 10, () => (now += FRAME_EFFORT));
  drawShapes(boxes.map(unclipped), new RecordingPen({ within, budget: effort }), PALETTES.light);
  expect(effort.isUnfinished).toBe(true);
});

test("R154: of marks without end on one letter eight are drawn, and the text is kept", () => {
  const marks = `a${"\u0301\u0316".repeat(MAX_SHAPE_TEXT / 2 - 1)}`;
  const options = { font: "hand", size: 20, maxWidth: 300, align: "start" } as const;
  const { lines } = layoutText(marks, options);
  expect(lines.map((line) => line.runs[0]?.drawn.length)).toEqual([9]);
  expect(lines[0]?.text).toBe(marks);
  for (const honest of ["e\u0301", "नमस्ते", "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "שָׁלוֹם", "ก็ที่นี่"]) {
    expect(layoutText(honest, options).lines[0]?.runs[0]?.drawn).toBe(honest);
    expect(graphemesOf(honest).length).toBeGreaterThan(0);
  }
});
