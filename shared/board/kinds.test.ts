/** Tests that hold for every kind of shape in the list. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { addShape, type NewShape, shapesOf } from "./document.ts";
import { drawShape } from "./draw/draw-shape.ts";
import { layoutText } from "./draw/layout.ts";
import { PALETTES } from "./draw/palette.ts";
import { polylineOf } from "./draw/polyline.ts";
import { RecordingPen } from "./draw/recording-pen.ts";
import { plainRun } from "./draw/runs.ts";
import { changeForWords, shownText, withRoom } from "./draw/shape-text.ts";
import { SvgPen } from "./draw/svg-pen.ts";
import { boxContains, boxContainsPoint, boxOf, expandBox } from "./geometry.ts";
import { differences, hasText, KINDS, kindOf, readShape, type Shape } from "./kinds.ts";
import { outlineOf, placed, shapeBox } from "./outline.ts";
import { plainFields } from "./record.ts";
import { FONT_SIZE, WIDTHS } from "./style.ts";

/** One shape of each type: all fields that any kind may want. */
function one(type: string, rest: Readonly<Record<string, unknown>> = {}): Shape {
  const fields = {
    type,
    xy: [100, 50],
    size: [200, 100],
    z: "a1",
    stroke: "red",
    fill: "green",
    dash: "dashed",
    text: "words",
    url: "https://stoa.example/plans?of=spring",
    from: [0, 100],
    to: [200, 0],
    asset: "a".repeat(43),
    points: new Uint8Array([1, 2, 0, 0, 127, 128, 25, 128, 25, 127]),
    ...rest,
  };
  const shape = readShape("one", plainFields(fields));
  if (shape === null) throw new Error(`a ${type} cannot be read`);
  return shape;
}

const types = KINDS.map(({ type }) => type);
const angles = fc.constantFrom(0, 0.7, -2);
const lengths = fc.integer({ min: 1, max: 900 });

describe.each(types)("a shape of the type %s", (type) => {
  test("is drawn within its box, however large it is and however it is turned", () => {
    fc.assert(
      fc.property(lengths, lengths, angles, (width, height, angle) => {
        const shape = one(type, {
          size: [width, height],
          to: [width, 0],
          from: [0, height],
          angle,
        });
        const pen = new RecordingPen();
        drawShape(shape, pen, PALETTES.light);
        expect(pen.marks.length).toBeGreaterThan(0);
        const box = expandBox(shapeBox(shape), 1e-3);
        for (const mark of pen.marks) {
          if (mark.as === "text") continue;
          const line = mark.as === "stroke" ? mark.width / 2 : 0;
          // The box around a turned box is larger than the box around what is in it.
          if (angle === 0) expect(boxContains(box, expandBox(mark.box, line))).toBe(true);
          else expect(boxContains(expandBox(box, line), mark.box)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("has an outline in the box that it says, and an inside only where it is closed", () => {
    const outline = outlineOf(one(type));
    const line = polylineOf(outline.path);
    for (const point of line.points()) {
      expect(boxContainsPoint(expandBox(outline.box, 0.01), point)).toBe(true);
    }
    expect(line.contains([100, 60])).toBe(outline.closed);
    expect(line.isNear([-50, -50], 20)).toBe(false);
  });

  test("keeps its text within its outline, when it is large enough for a letter", () => {
    const shape = one(type, { size: [400, 300] });
    const frame = kindOf(shape).textFrame?.(shape);
    // The words of an arrow stand in a gap of its line.
    if (frame === undefined || !outlineOf(shape).closed) return;
    const { x, y, width, height } = frame;
    const around = polylineOf(outlineOf(shape).path);
    const reach = 1;
    for (const corner of [
      [x + reach, y + reach],
      [x + width - reach, y + reach],
      [x + width - reach, y + height - reach],
      [x + reach, y + height - reach],
    ] as const) {
      expect(around.contains(corner), `${corner}`).toBe(true);
    }
  });

  test("R183: shows all of its words, and keeps them within its outline", () => {
    const words = fc.array(fc.constantFrom("a", "Ship", "everything", "on\n", "Friday,", "日本"), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: 120, max: 400 }),
        fc.nat(300),
        (parts, width, height) => {
          const shape = one(type, { size: [width, height], text: parts.join(" ") });
          if (!hasText(shape)) return;
          const pen = new RecordingPen();
          drawShape(shape, pen, PALETTES.light);
          const drawn = pen.texts.join("").replace(/\s+/g, "");
          const written = parts.join("").replace(/\s+/g, "");
          // A link card draws its address first.
          expect(type === "link" ? drawn.slice(-written.length) : drawn).toBe(written);
          // A text has no line around: its box follows its words, and may be a little narrower.
          if (kindOf(shape).wrap !== undefined || !outlineOf(shape).closed) return;
          const { layout, frame, lines, top } = shownText(shape);
          const seen = withRoom(shape);
          const around = polylineOf(outlineOf(seen).path);
          // Letters stand in the middle of their lines, with air above and below.
          const air = layout.lineHeight * 0.2;
          for (const line of lines) {
            // One word alone may be wider than the shape; it is cut into letters, and fits.
            for (const x of [line.x, line.x + line.width]) {
              for (const y of [line.y + air, line.y + layout.lineHeight - air]) {
                const at = [frame.x + x, top + y] as const;
                const isWithin = around.contains(at) || around.isNear(at, 1);
                expect(isWithin, `${line.text} in ${seen.size}`).toBe(true);
              }
            }
          }
          const { minY, maxY } = shapeBox(shape);
          expect(maxY - minY).toBeGreaterThanOrEqual(seen.size[1]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("R183: asks for the size that its words need when they change, turned or not", () => {
    for (const angle of [0, 1]) {
      const shape = one(type, { text: "Ship\n".repeat(20), angle });
      if (!hasText(shape) || kindOf(shape).room === undefined) return;
      const { size = [0, 0], xy } = changeForWords(shape, kindOf(shape).wrap?.(shape));
      expect(size[1]).toBeGreaterThanOrEqual(20 * 20);
      expect(xy === undefined).toBe(angle === 0);
      const again = { ...shape, size, ...(xy === undefined ? {} : { xy }) };
      expect(changeForWords(again, kindOf(again).wrap?.(again))).toEqual({});
    }
    const empty = one(type, { text: "", size: [10, 10] });
    if (hasText(empty) && !kindOf(empty).words?.main) {
      expect(changeForWords(empty, undefined)).toEqual({});
    }
  });

  test("R183: grows in width for a word, so that it is not broken", () => {
    const shape = one(type, { text: "a wonderful day", size: [60, 60] });
    if (!hasText(shape) || kindOf(shape).widthFor === undefined) return;
    const { size = shape.size } = changeForWords(shape, undefined);
    expect(size[0]).toBeGreaterThan(60);
    const { layout } = shownText({ ...shape, size });
    expect(layout.isBroken).toBe(false);
    // A word without end is broken all the same.
    const endless = one(type, { text: "a".repeat(500), size: [60, 60] });
    if (hasText(endless)) expect(changeForWords(endless, undefined).size?.[0]).toBeLessThan(700);
  });

  test("R183: is never made too low for its words, and grows away from the handle", () => {
    const shape = one(type, { text: "Ship\nit\non\nFriday" });
    if (!hasText(shape) || kindOf(shape).wrap !== undefined) return;
    if (kindOf(shape).room === undefined) return;
    const from = boxOf(shape.xy, shape.size);
    const south = kindOf(shape).resized(shape, from, boxOf([100, 50], [200, 20]), "s");
    const north = kindOf(shape).resized(shape, from, boxOf([100, 130], [200, 20]), "n");
    expect(south.size[1]).toBeGreaterThanOrEqual(100);
    expect(south.xy[1]).toBe(50);
    expect(north.xy[1] + north.size[1]).toBe(150);
  });

  test("is written, read and copied with every field of its kind", () => {
    const shape = one(type);
    const keys = ["type", "xy", "size", "z", "stroke", "width", ...kindOf(shape).keys];
    const values = shape as unknown as Readonly<Record<string, unknown>>;
    const fields = Object.fromEntries(
      keys.map((key) => [key, key === "text" ? String(values[key]) : values[key]]),
    );
    const doc = new Y.Doc();
    addShape(doc, { ...fields, id: "one", by: "", at: 0 } as NewShape);
    const stored = shapesOf(doc).get("one");
    const again = stored === undefined ? null : readShape("one", stored);
    if (again === null) throw new Error("it cannot be read again");
    expect(differences(shape, again)).toEqual({});
    if (hasText(again)) expect(again.text.toString()).toBe("words");
  });

  test("goes where it is put, and stretches with the box around it", () => {
    const shape = one(type);
    expect(placed(shape, [7, 8], shape.size)).toMatchObject({ xy: [7, 8], size: shape.size });
    const from = boxOf(shape.xy, shape.size);
    const to = boxOf([0, 0], [400, 300]);
    const { xy, size } = kindOf(shape).resized(shape, from, to, "se");
    expect(xy).toEqual([0, 0]);
    expect(size[0]).toBeGreaterThan(20);
  });

  test("R186: is written as SVG, with nothing of a document in its markup", () => {
    const pen = new SvgPen(boxOf([0, 0], [400, 300]));
    drawShape(one(type, { text: '<script>"&' }), pen, PALETTES.light);
    const svg = pen.finish({ paper: "#ffffff" });
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 400 300"/);
    expect(svg).not.toContain("<script");
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(svg.match(/<g /g)?.length).toBe(1);
    if (hasText(one(type))) expect(svg).toContain("&lt;script&gt;");
  });
});

test("R183: every figure with a label grows in width for a word", () => {
  const growing = KINDS.flatMap(({ type, widthFor }) => (widthFor === undefined ? [] : [type]));
  const figures = ["rectangle", "ellipse", "diamond", "triangle", "hexagon"] as const;
  expect(growing).toEqual(
    expect.arrayContaining([...figures, "cylinder", "cloud", "star", "callout"]),
  );
});

test("R183: a figure grows for a word of up to twelve ems, and breaks a longer one", () => {
  const grown = (letters: number) => {
    const shape = one("rectangle", { text: "a".repeat(letters), size: [60, 60] });
    if (!hasText(shape)) throw new Error("a rectangle has a label");
    const { size = shape.size } = changeForWords(shape, undefined);
    const { layout } = shownText({ ...shape, size });
    return { width: size[0], isBroken: layout.isBroken };
  };
  const em = FONT_SIZE.m;
  const letter = layoutText([plainRun("a".repeat(100))], {
    font: "hand",
    size: em,
    maxWidth: null,
    align: "start",
  }).width;
  const most = Math.floor((12 * em * 100) / letter);
  expect(grown(most).isBroken).toBe(false);
  expect(grown(most + 1).isBroken).toBe(true);
  expect(grown(10 * most).width).toBe(grown(most + 1).width);
});

test("R184: a document of before is read as it looked: its letters are as large as its width says", () => {
  for (const width of WIDTHS) {
    const shape = one("rectangle", { width });
    expect(shape).toMatchObject({ width, letter: width });
    expect(one("rectangle", { width, letter: "s" })).toMatchObject({ width, letter: "s" });
  }
});

test("R181: letters that a program has made bold or italic are drawn so", () => {
  const shape = one("note");
  if (hasText(shape)) shape.text.format(0, 3, { bold: true });
  const pen = new RecordingPen();
  drawShape(shape, pen, PALETTES.light);
  const fonts = pen.marks.flatMap((mark) => (mark.as === "text" ? [[mark.text, mark.font]] : []));
  expect(fonts).toEqual([
    ["wor", expect.stringMatching(/^bold 24px/)],
    ["ds", expect.stringMatching(/^500 24px/)],
  ]);
});

test("R185: a type that no kind has is left alone, and not drawn", () => {
  const fields = plainFields({ type: "teapot", xy: [0, 0], size: [1, 1] });
  expect(readShape("one", fields)).toBeNull();
});

test("R227: a solid fill is strong, and the label on it can be read", () => {
  const drawn = (tone: string) => {
    const pen = new RecordingPen();
    drawShape(one("rectangle", { fill: "blue", tone }), pen, PALETTES.light);
    return pen.marks.flatMap((mark) => (mark.as === "stroke" ? [] : [mark.color]));
  };
  const { soft, solid, solidText, label } = PALETTES.light;
  expect(drawn("solid")).toEqual([solid.blue, solidText.blue]);
  expect(drawn("soft")).toEqual([soft.blue, label]);
  // A tone of a later version is drawn as every fill was before.
  expect(drawn("shiny")).toEqual([soft.blue, label]);
});

test("R227: a line that would not be seen on the board has an edge below it, with the same dashes", () => {
  const marks = (type: string, stroke: string) => {
    const pen = new RecordingPen();
    drawShape(one(type, { stroke, fill: "none", text: "", dash: "dashed" }), pen, PALETTES.light);
    return pen.marks;
  };
  const { stroke, edge } = PALETTES.light;
  const without = ["note", "text", "frame", "link", "image"];
  for (const type of types.filter((each) => !without.includes(each))) {
    const colors = marks(type, "yellow").map((mark) => mark.color);
    expect(colors.indexOf(edge.yellow ?? ""), type).toBe(0);
    expect(colors.at(-1), type).toBe(stroke.yellow);
    expect(colors.lastIndexOf(edge.yellow ?? ""), type).toBeLessThan(colors.indexOf(stroke.yellow));
    expect(new Set(marks(type, "red").map((mark) => mark.color)), type).toEqual(
      new Set([stroke.red]),
    );
  }
  const pen = new RecordingPen();
  drawShape(one("text", { stroke: "white" }), pen, PALETTES.light);
  expect(pen.marks[0]).toMatchObject({ color: "#ffffff", edge: PALETTES.light.letterEdge.white });
});
