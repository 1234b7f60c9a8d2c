/** Tests of formatted text: how it is read, set in lines and drawn. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { readShape, type Shape } from "../kinds.ts";
import { drawShape } from "./draw-shape.ts";
import { graphemesOf } from "./graphemes.ts";
import { boxesBetween, caretAt, layoutText } from "./layout.ts";
import type { Measure } from "./measure.ts";
import { PALETTES } from "./palette.ts";
import { RecordingPen } from "./recording-pen.ts";
import { hasLists, lettersOf, readLink, runsOf } from "./runs.ts";

/** Every character is ten wide, whatever it is made of. */
const measure: Measure = (text) => graphemesOf(text).length * 10;
const options = { font: "hand", size: 20, maxWidth: null, align: "start" } as const;

type Delta = readonly { insert: string; attributes?: Readonly<Record<string, unknown>> }[];

function textOf(delta: Delta): Y.Text {
  const text = new Y.Doc().getText();
  text.applyDelta(delta as never);
  return text;
}

function shapeWith(delta: Delta, type = "note", fields: Readonly<Record<string, unknown>> = {}) {
  const values = { type, xy: [0, 0], size: [1400, 200], z: "a0", letter: "m", ...fields };
  const all: Readonly<Record<string, unknown>> = { ...values, text: textOf(delta) };
  const shape = readShape("one", { get: (key) => all[key] });
  if (shape === null) throw new Error("the shape cannot be read");
  return shape;
}

function drawn(shape: Shape): RecordingPen {
  const pen = new RecordingPen();
  drawShape(shape, pen, PALETTES.light);
  return pen;
}

const linesOf = (delta: Delta) => layoutText(runsOf(textOf(delta)), options, measure).lines;

describe("R270: formatting of letters", () => {
  test("is drawn: weight, slant, code, colour, strike and links", () => {
    const pen = drawn(
      shapeWith([
        { insert: "plain " },
        { insert: "bold ", attributes: { bold: true } },
        { insert: "slant ", attributes: { italic: true } },
        { insert: "code", attributes: { code: true } },
        { insert: " red", attributes: { color: "red" } },
        { insert: " gone", attributes: { strike: true } },
        { insert: " more", attributes: { link: "https://stoa.example/" } },
      ]),
    );
    const letters = pen.marks.flatMap((mark) => (mark.as === "text" ? [mark] : []));
    const one = (text: string) => letters.find((mark) => mark.text === text);
    expect(one("bold ")?.font).toMatch(/^bold /);
    expect(one("slant ")?.font).toMatch(/^italic /);
    expect(one("code")?.font).toContain("monospace");
    expect(one(" red")?.color).toBe(PALETTES.light.letter.red);
    expect(one(" more")?.color).toBe(PALETTES.light.letter.blue);
    const lineAt = (text: string) => {
      const at = one(text)?.at;
      return pen.marks.filter(
        (mark) => mark.as === "fill" && at !== undefined && Math.abs(mark.box.minX - at[0]) < 0.1,
      );
    };
    expect(lineAt(" gone")).toHaveLength(1);
    expect(lineAt(" more")).toHaveLength(1);
    expect(lineAt("plain ")).toHaveLength(0);
  });

  test("that cannot be read is none", () => {
    const hostile = {
      bold: "true",
      color: "#ff0000",
      link: "javascript:alert(1)",
      list: { a: 1 },
      indent: Number.NaN,
    };
    const [run] = runsOf(textOf([{ insert: "a\nb", attributes: hostile }]));
    expect(run).toMatchObject({ bold: false, color: null, link: null, line: null });
  });

  test("takes links to pages and mail alone", () => {
    for (const link of ["https://a.example/?q=1#b", "http://a.example", "mailto:a@b.example"]) {
      expect(readLink(link)).toBe(link);
    }
    for (const link of [
      "javascript:alert(1)",
      " https://a.example",
      "https://a.example/\u202egpj",
      "java\tscript:1",
      "data:text/html,1",
      "file:///etc/passwd",
      "//a.example",
      `https://a.example/${"a".repeat(3000)}`,
      7,
    ]) {
      expect(readLink(link)).toBeNull();
    }
  });
});

const entry = (words: string, list: string, indent?: number): Delta => [
  { insert: words },
  { insert: "\n", attributes: { list, ...(indent === undefined ? {} : { indent }) } },
];

describe("R271: lists", () => {
  test("are counted level by level, and anew after other lines", () => {
    const lines = linesOf([
      ...entry("one", "ordered"),
      ...entry("deeper", "ordered", 1),
      ...entry("deeper", "ordered", 1),
      ...entry("deepest", "ordered", 2),
      ...entry("two", "ordered"),
      { insert: "between\n" },
      ...entry("one again", "ordered"),
      ...entry("a dot", "bullet"),
      ...entry("one anew", "ordered"),
    ]);
    expect(lines.map(({ mark }) => mark?.label ?? null)).toEqual([
      "1.",
      "a.",
      "b.",
      "i.",
      "2.",
      null,
      "1.",
      "",
      "1.",
    ]);
  });

  test("stand in by their level, and their later lines under the first", () => {
    const runs = runsOf(textOf([...entry("one two three", "bullet"), ...entry("x", "bullet", 1)]));
    const { lines } = layoutText(runs, { ...options, maxWidth: 130 }, measure);
    expect(lines.map(({ text, x, mark }) => [text, x, mark !== null])).toEqual([
      ["one two ", 30, true],
      ["three", 30, false],
      ["x", 60, true],
    ]);
  });

  test("are aligned as a whole, and from right to left stand at the right", () => {
    const runs = runsOf(textOf([...entry("long one", "bullet"), ...entry("x", "bullet")]));
    const at = (align: "middle" | "end") =>
      layoutText(runs, { ...options, maxWidth: 200, align }, measure).lines.map(({ x }) => x);
    expect(at("middle")).toEqual([75, 75]);
    expect(at("end")).toEqual([120, 120]);
    const hebrew = runsOf(textOf(entry("שלום", "bullet")));
    const [line] = layoutText(hebrew, { ...options, maxWidth: 200 }, measure).lines;
    expect(line).toMatchObject({ rtl: true, x: 200 - 30 - 40, hang: 30 });
  });

  test("end with their last line break, where texts without lists begin a line", () => {
    expect(linesOf(entry("one", "bullet")).map(({ text }) => text)).toEqual(["one"]);
    expect(linesOf([{ insert: "one\n" }]).map(({ text }) => text)).toEqual(["one", ""]);
    expect(linesOf([...entry("one", "bullet"), { insert: "\n" }])).toHaveLength(2);
    expect(linesOf([{ insert: "\n", attributes: { list: "bullet" } }])).toHaveLength(1);
    expect(lettersOf(textOf(entry("one", "bullet")))).toBe("one");
    expect(lettersOf(textOf([{ insert: "one\n" }]))).toBe("one\n");
  });

  test("have their marks drawn: bullets, numbers, boxes and checks", () => {
    const marksOf = (list: string) => {
      const { marks } = drawn(shapeWith(entry("one", list), "text"));
      return marks.map((mark) => (mark.as === "text" ? mark.text : mark.as));
    };
    expect(marksOf("bullet")).toEqual(["fill", "one"]);
    expect(marksOf("ordered")).toEqual(["1.", "one"]);
    expect(marksOf("unchecked")).toEqual(["stroke", "one"]);
    expect(marksOf("checked")).toEqual(["stroke", "stroke", "one"]);
  });

  test("with levels beyond the deepest are at the deepest", () => {
    const [line] = linesOf(entry("one", "bullet", 99));
    expect(line?.mark?.indent).toBe(5);
    expect(linesOf(entry("one", "bullet", -3))[0]?.mark?.indent).toBe(0);
  });
});

const looks = fc.record(
  {
    bold: fc.boolean(),
    code: fc.boolean(),
    color: fc.constantFrom("red", "nothing"),
    list: fc.constantFrom("bullet", "ordered", "checked", "none"),
    indent: fc.integer({ min: -1, max: 9 }),
  },
  { requiredKeys: [] },
);
const deltas: fc.Arbitrary<Delta> = fc.array(
  fc.record({
    insert: fc.constantFrom("a", "word ", "\n", "b\n\n", "שלום", "日本", "🙂", " "),
    attributes: looks,
  }),
  { maxLength: 20 },
);

test("R270: no letter is lost, and every caret stands within the frame, however a text is formatted", () => {
  fc.assert(
    fc.property(deltas, fc.integer({ min: 40, max: 300 }), (delta, maxWidth) => {
      const text = textOf(delta);
      const runs = runsOf(text);
      const layout = layoutText(runs, { ...options, maxWidth }, measure);
      const letters = lettersOf(text);
      expect(layout.lines.map((line) => line.text).join("")).toBe(letters.replaceAll("\n", ""));
      for (const line of layout.lines) {
        expect(line.text).toBe(line.runs.map((run) => run.text).join(""));
        expect(letters.startsWith(line.text, line.start)).toBe(true);
      }
      for (let index = 0; index <= letters.length; index++) {
        const { x, y } = caretAt(layout, index, measure);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(maxWidth);
        expect(y).toBeLessThan(layout.height);
      }
      if (!hasLists(runs)) expect(letters).toBe(text.toString());
    }),
  );
});

test("R277: selected letters are marked line by line, also from right to left and on empty lines", () => {
  const runs = runsOf(
    textOf([
      { insert: "one " },
      { insert: "two", attributes: { bold: true } },
      { insert: "\n\nשלום" },
    ]),
  );
  const layout = layoutText(runs, { ...options, maxWidth: 100 }, measure);
  const across = (from: number, to: number) =>
    boxesBetween(layout, from, to, measure).map(({ minX, maxX, minY }) => [minX, maxX, minY]);
  expect(across(2, 5)).toEqual([[20, 50, 0]]);
  expect(across(5, 11)).toEqual([
    [50, 70, 0],
    [0, 6, 25],
    [80, 100, 50],
  ]);
  expect(across(3, 3)).toEqual([]);
});
