/** Tests of what is drawn of shapes, from near and from afar. */
import { expect, test } from "vitest";
import { type Box, boxOf } from "../geometry.ts";
import { encodeInk } from "../ink.ts";
import { readShape, type Shape } from "../kinds.ts";
import { plainFields } from "../record.ts";
import { drawShape, drawShapes } from "./draw-shape.ts";
import { PALETTES } from "./palette.ts";
import { RecordingPen } from "./recording-pen.ts";
import { SvgPen } from "./svg-pen.ts";

function shapeOf(fields: Readonly<Record<string, unknown>>): Shape {
  const shape = readShape("one", plainFields({ xy: [0, 0], z: "a0", ...fields }));
  if (shape === null) throw new Error("the shape cannot be read");
  return shape;
}

const note = (text: string, size: readonly [number, number]): Shape =>
  shapeOf({ type: "note", size, text });

test("the words of a shape are drawn, unless it is being edited in place", () => {
  const shape = note("bring the charger", [400, 100]);
  const [all, without] = [new RecordingPen(), new RecordingPen()];
  drawShapes([{ shape, clip: null }], all, PALETTES.light);
  drawShapes([{ shape, clip: null }], without, PALETTES.light, shape.id);
  expect(all.texts).toEqual(["bring the charger"]);
  expect(without.texts).toEqual([]);
});

test("words that are too small to read are left out", () => {
  const pen = new RecordingPen({ leastLetters: 26 });
  drawShape(note("bring the charger", [400, 100]), pen, PALETTES.light);
  expect(pen.texts).toEqual([]);
  expect(pen.marks.length).toBeGreaterThan(0);
});

test("a note that is too low for its words is drawn higher", () => {
  const pen = new RecordingPen();
  drawShape(note("one\ntwo\nthree", [200, 70]), pen, PALETTES.light);
  const paper = pen.marks.findLast(({ as }) => as === "fill");
  expect(paper).toMatchObject({ box: { minX: 0, minY: 0, maxX: 200, maxY: 92 } });
});

test("only the lines of a long text that are in view are drawn", () => {
  const pen = new RecordingPen({ within: boxOf([0, 20_000], [1280, 800]) });
  drawShape(note("line\n".repeat(2000), [200, 60_000]), pen, PALETTES.light);
  expect(pen.texts.length).toBeGreaterThan(20);
  expect(pen.texts.length).toBeLessThan(40);
});

test("a stroke has its thickness from near, is a line from afar, and a coarse one from farther", () => {
  const points = Array.from({ length: 40 }, (_, index) => [index * 5, 0, 0.5] as const);
  const shape = shapeOf({ type: "ink", size: [195, 0], points: encodeInk(points) });
  const drawn = (detail: number): readonly unknown[] => {
    const pen = new RecordingPen({ detail });
    drawShape(shape, pen, PALETTES.light);
    return pen.marks.map((mark) => (mark.as === "text" ? mark.text : [mark.as, mark.count]));
  };
  expect(drawn(1)).toEqual([["fill", expect.any(Number)]]);
  expect(drawn(Number.POSITIVE_INFINITY)).toEqual(drawn(1));
  expect(drawn(0.3)).toEqual([["stroke", 40]]);
  expect(drawn(0.05)).toEqual([["stroke", 13]]);
});

test("a mark stands where its shape is, turned with it", () => {
  const pen = new RecordingPen();
  const upright = { type: "rectangle", xy: [100, 50], size: [40, 20], text: "" };
  drawShape(shapeOf({ ...upright, angle: Math.PI / 2 }), pen, PALETTES.light);
  const [line] = pen.marks;
  if (line?.as !== "stroke") throw new Error("a hollow rectangle is one line");
  expect(line.box.minX).toBeCloseTo(110, 1);
  expect(line.box.maxX).toBeCloseTo(130, 1);
  expect(line.box.minY).toBeCloseTo(40, 1);
  expect(line.box.maxY).toBeCloseTo(80, 1);
});

test("R241: shapes with one clip are cut off together, and those after them are not", () => {
  const box = (id: string, clip: Box | null) => ({
    shape: shapeOf({ type: "rectangle", size: [100, 60], text: "", id }),
    clip,
  });
  const pen = new RecordingPen();
  const within = boxOf([0, 0], [50, 50]);
  const shapes = [box("a", null), box("b", within), box("c", { ...within }), box("d", null)];
  let count = 0;
  const clipped = pen.clipped.bind(pen);
  pen.clipped = (to, draw) => {
    count += 1;
    clipped(to, draw);
  };
  drawShapes(shapes, pen, PALETTES.light);
  expect(pen.marks.map(({ clip }) => clip)).toEqual([undefined, within, within, undefined]);
  expect(count).toBe(1);
});

test("R241: a drawing in SVG cuts off what reaches beyond a box", () => {
  const pen = new SvgPen(boxOf([0, 0], [200, 200]));
  const shape = shapeOf({ type: "rectangle", size: [100, 60], text: "" });
  drawShapes(
    [
      { shape, clip: null },
      { shape, clip: boxOf([10, 20], [30, 40]) },
    ],
    pen,
    PALETTES.light,
  );
  const svg = pen.finish({ paper: null });
  expect(svg).toContain(
    '<clipPath id="clip10_20_30_40"><rect x="10" y="20" width="30" height="40"/>',
  );
  expect(svg).toMatch(/<g clip-path="url\(#clip10_20_30_40\)"><g .*<\/g><\/g><\/svg>$/);
  expect(svg.match(/<g /g)).toHaveLength(3);
});
