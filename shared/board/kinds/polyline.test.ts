/** Tests of lines with corners: where they go, what is filled, and what a hand takes. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { drawShape } from "../draw/draw-shape.ts";
import { PALETTES } from "../draw/palette.ts";
import { polylineOf } from "../draw/polyline.ts";
import { RecordingPen } from "../draw/recording-pen.ts";
import { boxContains } from "../geometry.ts";
import { encodeInk } from "../ink.ts";
import { kindOf, readShape, type Shape } from "../kinds.ts";
import { outlineOf, shapeBox } from "../outline.ts";
import { plainFields } from "../record.ts";

const CORNERS = [
  [0, 0],
  [100, 0],
  [100, 50],
  [0, 50],
] as const;

function line(rest: object = {}, corners: readonly (readonly [number, number])[] = CORNERS): Shape {
  const points = encodeInk(corners.map(([x, y]) => [x, y, 0.5]));
  const fields = { type: "polyline", xy: [0, 0], size: [100, 50], z: "a0", points, ...rest };
  const shape = readShape("one", plainFields(fields));
  if (shape === null) throw new Error("the line cannot be read");
  return shape;
}

function marksOf(shape: Shape) {
  const pen = new RecordingPen();
  drawShape(shape, pen, PALETTES.light);
  return pen.marks;
}

test("R326: a line goes through its points, stretched to its size, and back where it is closed", () => {
  const steps = (shape: Shape) =>
    marksOf(shape).flatMap((mark) => (mark.as === "stroke" ? [mark.steps] : []));
  const [open = ""] = steps(line({ size: [200, 50] }));
  expect(open.match(/M|L|Z/g)).toEqual(["M", "L", "L", "L"]);
  expect(shapeBox(line({ size: [200, 50] })).maxX).toBeGreaterThanOrEqual(200);
  expect(
    steps(line({ closed: true }))[0]
      ?.match(/M|L|Z/g)
      ?.at(-1),
  ).toBe("Z");
  expect(steps(line({ round: true }))[0]).toContain("Q");
});

test("R326: a round line passes each of its points, and stays within its box", () => {
  const place = fc.tuple(fc.nat(100), fc.nat(50));
  fc.assert(
    fc.property(fc.array(place, { minLength: 3, maxLength: 20 }), fc.boolean(), (some, closed) => {
      const corners = [[0, 0], ...some, [100, 50]] as (readonly [number, number])[];
      const shape = line({ round: true, closed }, corners);
      const path = polylineOf(outlineOf(shape).path);
      for (const corner of corners) expect(path.isNear(corner, 0.5)).toBe(true);
      const box = shapeBox(shape);
      for (const { box: drawn } of marksOf(shape).flatMap((mark) =>
        mark.as === "text" ? [] : [mark],
      )) {
        expect(boxContains(box, drawn)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

test("R326: a line is filled if it says so, and only then taken by its inside", () => {
  const isTaken = (shape: Shape) => {
    const { closed, hollow, path } = outlineOf(shape);
    return closed && !hollow && polylineOf(path).contains([50, 25]);
  };
  const isFilled = (shape: Shape) => marksOf(shape).some(({ as }) => as === "fill");
  for (const shape of [line({ fill: "red", closed: true }), line({ fill: "red" })]) {
    expect([isFilled(shape), isTaken(shape)]).toEqual([true, true]);
  }
  expect(isFilled(line({ closed: true }))).toBe(false);
  expect(isTaken(line())).toBe(false);
  expect(
    isFilled(
      line({ fill: "red" }, [
        [0, 0],
        [9, 9],
      ]),
    ),
  ).toBe(false);
});

test("R326: a line is mirrored within its box", () => {
  const corners = [
    [0, 0],
    [100, 10],
    [40, 50],
  ] as const;
  const shape = line({}, corners);
  const flipped = kindOf(shape).mirrored?.(shape, "x") ?? shape;
  const path = polylineOf(outlineOf(flipped).path);
  for (const [x, y] of corners) expect(path.isNear([100 - x, y], 0.2)).toBe(true);
});
