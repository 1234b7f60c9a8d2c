/** Tests of the figures that are more than a box, an ellipse or straight sides. */
import { beforeAll, describe, expect, test } from "vitest";
import { drawShape } from "../draw/draw-shape.ts";
import { PALETTES } from "../draw/palette.ts";
import { Polyline, polylineOf } from "../draw/polyline.ts";
import { type Mark, RecordingPen } from "../draw/recording-pen.ts";
import { loadSketcher } from "../draw/sketching.ts";
import { type Flip, isFlipped } from "../flip.ts";
import { boxContains, expandBox } from "../geometry.ts";
import { readShape, type Shape } from "../kinds.ts";
import { outlineOf, shapeBox } from "../outline.ts";
import { plainFields } from "../record.ts";

function plain(type: string): Readonly<Record<string, unknown>> {
  return { type, xy: [0, 0], size: [200, 120], z: "a1", fill: "blue", text: "ship" };
}

function marksOf(type: string, rest: Readonly<Record<string, unknown>>): readonly Mark[] {
  const fields = { ...plain(type), ...rest };
  const shape = readShape(type, plainFields(fields));
  if (shape === null) throw new Error(`a ${type} cannot be read`);
  const pen = new RecordingPen();
  drawShape(shape, pen, PALETTES.light);
  for (const mark of pen.marks) {
    if (mark.as !== "text")
      expect(boxContains(expandBox(shapeBox(shape), 0.01), mark.box)).toBe(true);
  }
  return pen.marks;
}

beforeAll(loadSketcher);

describe.each(["hexagon", "cylinder", "cloud", "star", "callout"])("R250: a %s", (type) => {
  test("has an inside, one line and its words, and the line may be drawn by hand", () => {
    const neat = marksOf(type, {});
    expect(neat.map(({ as }) => as)).toEqual(["fill", "stroke", "text"]);
    const [, byHand] = marksOf(type, { finish: "sketched" });
    const [, line] = neat;
    if (line?.as !== "stroke" || byHand?.as !== "stroke") throw new Error("there is no line");
    expect(byHand.count).toBeGreaterThan(line.count);
    expect(byHand.width).toBeLessThan(line.width);
  });

  test("fills its whole box", () => {
    const [inside] = marksOf(type, {});
    if (inside?.as !== "fill") throw new Error("there is no inside");
    const { minX, minY, maxX, maxY } = inside.box;
    for (const [edge, side] of [
      [minX, 0],
      [minY, 0],
      [maxX, 200],
      [maxY, 120],
    ] as const) {
      expect(Math.abs(edge - side)).toBeLessThan(0.5);
    }
  });
});

test("R250: a cylinder's line has the near rim of its lid, and its inside has not", () => {
  const [inside, line] = marksOf("cylinder", {});
  if (inside?.as !== "fill" || line?.as !== "stroke") throw new Error("it is not drawn");
  expect(line.steps.startsWith(inside.steps)).toBe(true);
  expect(line.count).toBeGreaterThan(inside.count);
});

/** The mirror image of a line within a box of 200 by 120. */
function mirrored(points: Iterable<readonly [number, number]>, flip: Flip): [number, number][] {
  return [...points].map(([x, y]) => [
    isFlipped(flip, "x") ? 200 - x : x,
    isFlipped(flip, "y") ? 120 - y : y,
  ]);
}

test.each([
  ["triangle", "y"],
  ["star", "y"],
  ["cloud", "y"],
  ["cylinder", "y"],
  ["callout", "x"],
  ["callout", "xy"],
] as const)(
  "R308: a %s that is mirrored along %s is the mirror image of its line",
  (type, flip) => {
    const figure = (rest: object) => {
      const shape = readShape(type, plainFields({ ...plain(type), ...rest }));
      if (shape === null) throw new Error(`a ${type} cannot be read`);
      return shape;
    };
    const line = (of: Shape) => [...new Polyline(outlineOf(of).path).points()];
    const expected = mirrored(line(figure({})) as [number, number][], flip);
    for (const [index, [x, y]] of line(figure({ flip })).entries()) {
      expect(x).toBeCloseTo(expected[index]?.[0] ?? Number.NaN, 3);
      expect(y).toBeCloseTo(expected[index]?.[1] ?? Number.NaN, 3);
    }
    // Its words keep within it, and are not mirrored.
    const words = marksOf(type, { flip }).find(({ as }) => as === "text");
    if (words?.as !== "text") throw new Error("it has no words");
    const room = figure({ flip });
    expect(polylineOf(outlineOf(room).path).contains([words.at[0] + 4, words.at[1] - 4])).toBe(
      true,
    );
    expect(figure({ flip: "z" })).toMatchObject({ flip: "none" });
  },
);

test("R308: a figure that looks the same in a mirror has no flip", () => {
  expect(readShape("r", plainFields({ ...plain("rectangle"), flip: "x" }))).toMatchObject({
    flip: "none",
  });
});
