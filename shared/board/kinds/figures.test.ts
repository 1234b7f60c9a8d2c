/** Tests of the figures that are more than a box, an ellipse or straight sides. */
import { beforeAll, describe, expect, test } from "vitest";
import { drawShape } from "../draw/draw-shape.ts";
import { PALETTES } from "../draw/palette.ts";
import { type Mark, RecordingPen } from "../draw/recording-pen.ts";
import { loadSketcher } from "../draw/sketching.ts";
import { boxContains, expandBox } from "../geometry.ts";
import { readShape } from "../kinds.ts";
import { shapeBox } from "../outline.ts";
import { plainFields } from "../record.ts";

function marksOf(type: string, rest: Readonly<Record<string, unknown>>): readonly Mark[] {
  const fields = {
    type,
    xy: [0, 0],
    size: [200, 120],
    z: "a1",
    fill: "blue",
    text: "ship",
    ...rest,
  };
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
