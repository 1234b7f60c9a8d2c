import fc from "fast-check";
import { expect, test } from "vitest";
import { caretAt, layoutText } from "../../../shared/board/draw/layout.ts";
import type { Measure } from "../../../shared/board/draw/measure.ts";
import { indexAt } from "./letter-at.ts";

/** Every letter is ten units wide. */
const measure: Measure = (text) => text.length * 10;
const options = { font: "sans", size: 20, maxWidth: 100, align: "start" } as const;
const LINE = 25;

test("R224: a click puts the caret beside the nearest letter", () => {
  const layout = layoutText("one two three\nfour", options, measure);
  expect(indexAt(layout, [0, 5], measure)).toBe(0);
  expect(indexAt(layout, [14, 5], measure)).toBe(1);
  expect(indexAt(layout, [16, 5], measure)).toBe(2);
  expect(indexAt(layout, [22, LINE + 5], measure)).toBe(10);
  expect(indexAt(layout, [26, 2 * LINE + 5], measure)).toBe(17);
});

test("R224: a click behind a line puts the caret at its end, one below the text at the text's", () => {
  const layout = layoutText("one two three\nfour", options, measure);
  // "one two " wraps: its last blank is where the caret still stands in this line.
  expect(indexAt(layout, [90, 5], measure)).toBe(7);
  expect(indexAt(layout, [90, LINE + 5], measure)).toBe(13);
  expect(indexAt(layout, [90, 500], measure)).toBe(18);
  expect(indexAt(layout, [-5, -50], measure)).toBe(0);
});

test("R224: in text from right to left, the caret goes where the click is, too", () => {
  const layout = layoutText("שלום", options, measure);
  expect(indexAt(layout, [100, 5], measure)).toBe(0);
  expect(indexAt(layout, [62, 5], measure)).toBe(4);
});

test("R224: no letter is split, and of all carets in a line none is nearer", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.integer({ min: -20, max: 140 }),
      fc.integer({ min: 0, max: 3 }),
      (text, x, row) => {
        const layout = layoutText(text, options, measure);
        const index = indexAt(layout, [x, row * LINE + 5], measure);
        const line = layout.lines[Math.min(row, layout.lines.length - 1)];
        const caret = caretAt(layout, index, measure);
        expect(caret.y).toBe(line?.y);
        const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" });
        const stops = [...segments.segment(text)].map((segment) => segment.index);
        expect([...stops, text.length]).toContain(index);
      },
    ),
  );
});
