/** Tests of sketched lines, by what is drawn. */
import { expect, test, vi } from "vitest";
import { boxContains } from "../geometry.ts";
import { KINDS, readShape, type Shape } from "../kinds.ts";
import { shapeBox } from "../outline.ts";
import { plainFields } from "../record.ts";
import { drawShape } from "./draw-shape.ts";
import { PALETTES } from "./palette.ts";
import { RecordingPen } from "./recording-pen.ts";
import { loadSketcher, onSketcher } from "./sketching.ts";
import { SvgPen } from "./svg-pen.ts";

function shapeOf(type: string, id: string, rest: Readonly<Record<string, unknown>> = {}): Shape {
  const points = new Uint8Array([1, 3, 0, 0, 127, 128, 25, 0, 127, 0, 128, 25, 127]);
  const ends = { from: [0, 100], to: [200, 0], points };
  const place = { xy: [100, 50], size: [200, 100], z: "a0", ...ends };
  const look = { stroke: "blue", fill: "blue", finish: "sketched", text: "" };
  const shape = readShape(id, plainFields({ type, ...place, ...look, ...rest }));
  if (shape === null) throw new Error(`a ${type} cannot be read`);
  return shape;
}

/** The lines of a shape as SVG says them, and the box around each. */
function linesOf(shape: Shape, detail = 1) {
  const pen = new RecordingPen({ detail });
  drawShape(shape, pen, PALETTES.light);
  return pen.marks.flatMap((mark) => (mark.as === "stroke" ? [mark] : []));
}

const stepsOf = (shape: Shape, detail = 1): string[] =>
  linesOf(shape, detail).map(({ steps }) => steps);

const types = KINDS.filter(({ styles }) => styles.includes("finish")).map(({ type }) => type);

test("R229: figures, lines and arrows may be sketched, and no others", () => {
  expect(types.toSorted()).toEqual([
    "arrow",
    "callout",
    "cloud",
    "cylinder",
    "diamond",
    "ellipse",
    "hexagon",
    "line",
    "polyline",
    "rectangle",
    "star",
    "triangle",
  ]);
});

test("R229: a shape that is sketched first loads the code for it, and is neat until then", async () => {
  const heard = vi.fn<() => void>();
  onSketcher(heard);
  const shape = shapeOf("rectangle", "first");
  const neat = stepsOf(shapeOf("rectangle", "first", { finish: "neat" }));
  expect(stepsOf(shape)).toEqual(neat);
  await loadSketcher();
  expect(heard).toHaveBeenCalledOnce();
  expect(stepsOf(shape)).not.toEqual(neat);
});

test.each(types)(
  "R229: a sketched %s is two wavering strokes, always the same for its id",
  async (type) => {
    await loadSketcher();
    const once = stepsOf(shapeOf(type, "one"));
    const neat = stepsOf(shapeOf(type, "one", { finish: "neat" }));
    const strokes = (steps: readonly string[]): number => steps.join("").split("M").length - 1;
    expect(once).toHaveLength(1);
    expect(once[0]).toContain("Q");
    expect(strokes(once)).toBeGreaterThanOrEqual(2 * strokes(neat));
    expect(strokes(once) % 2).toBe(0);
    expect(stepsOf(shapeOf(type, "one"))).toEqual(once);
    expect(stepsOf(shapeOf(type, "two"))).not.toEqual(once);
    // Moved, it is the same; and from near as from where it was drawn.
    expect(stepsOf(shapeOf(type, "one", { xy: [900, 900] }))).toEqual(once);
    expect(stepsOf(shapeOf(type, "one"), 16)).toEqual(once);
    // From afar nobody sees it, and a ruler is faster.
    expect(stepsOf(shapeOf(type, "one"), 0.1)).toEqual(
      stepsOf(shapeOf(type, "one", { finish: "neat" }), 0.1),
    );
  },
);

test.each(types)(
  "R229: a sketched %s lies within what is painted again when it changes",
  async (type) => {
    await loadSketcher();
    for (let number = 0; number < 60; number++) {
      const size = [4 + number * 15, 4 + ((number * 37) % 60) * 12];
      const ends = { from: [0, size[1]], to: [size[0], 0] };
      const shape = shapeOf(type, `shape ${number}`, { size, width: "xl", ...ends });
      for (const { box, width } of linesOf(shape)) {
        const half = width / 2;
        const drawn = {
          minX: box.minX - half,
          minY: box.minY - half,
          maxX: box.maxX + half,
          maxY: box.maxY + half,
        };
        expect(boxContains(shapeBox(shape), drawn), `${type} ${number}`).toBe(true);
      }
    }
  },
);

test("R229: broken lines are one stroke, and a finish of a later version is neat", async () => {
  await loadSketcher();
  const [solid, dashed] = ["solid", "dashed"].map((dash) =>
    stepsOf(shapeOf("ellipse", "one", { dash })).join(""),
  );
  expect(solid?.split("M").length).toBe(3);
  expect(dashed?.split("M").length).toBe(2);
  expect(stepsOf(shapeOf("ellipse", "one", { finish: "chalk" }))).toEqual(
    stepsOf(shapeOf("ellipse", "one", { finish: "neat" })),
  );
});

test("R229: a file has the same strokes", async () => {
  await loadSketcher();
  const shape = shapeOf("diamond", "one");
  const pen = new SvgPen(shapeBox(shape));
  drawShape(shape, pen, PALETTES.light);
  expect(pen.finish({ paper: null })).toContain(`d="${stepsOf(shape)[0]}"`);
});
