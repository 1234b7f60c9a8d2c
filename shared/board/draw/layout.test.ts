/** Tests of the layout of text. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_SHAPE_TEXT } from "../../limits.ts";
import { textSize, wrapWidth } from "../kinds/text.ts";
import { ALIGNS, FONTS } from "../style.ts";
import { graphemesOf } from "./graphemes.ts";
import { caretAt, layoutText } from "./layout.ts";
import type { Measure } from "./measure.ts";

/** Every character is ten wide, whatever it is made of. */
const measure: Measure = (text) => graphemesOf(text).length * 10;

const options = { font: "hand", size: 20, maxWidth: 100, align: "start" } as const;
const linesOf = (text: string, maxWidth: number | null = 100): string[] =>
  layoutText(text, { ...options, maxWidth }, measure).lines.map((line) => line.text);

const texts = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("\n", "\r\n", " ", "  ", "\t", "-", "word", "longer-than-a-line-of-text"),
      fc.constantFrom("שלום", "مرحبا", "日本語、", "👩‍👩‍👧‍👦", "e\u0301", "\u00a0"),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));
const widths = fc.option(fc.integer({ min: 1, max: 300 }), { nil: null });

describe("text layout", () => {
  it("wraps between words and lets white space hang over the edge", () => {
    expect(linesOf("one two three")).toEqual(["one two ", "three"]);
    expect(linesOf("exactly 10   then")).toEqual(["exactly 10   ", "then"]);
  });

  it("breaks at line breaks of every kind, also at the end", () => {
    expect(linesOf("a\nb\r\nc\r\n")).toEqual(["a", "b", "c", ""]);
    expect(linesOf("")).toEqual([""]);
  });

  it("breaks a word that is too long, and only then", () => {
    expect(linesOf("abcdefghijklmno pq")).toEqual(["abcdefghij", "klmno pq"]);
    expect(linesOf("abc defghijklmnop")).toEqual(["abc ", "defghijklm", "nop"]);
  });

  it("wraps after the hyphen of a compound, not after a minus", () => {
    expect(linesOf("well-meaning word")).toEqual(["well-", "meaning ", "word"]);
    expect(linesOf("between -5 and")).toEqual(["between -5 ", "and"]);
  });

  it("wraps ideographs anywhere, but begins no line with their punctuation", () => {
    expect(linesOf("日本語日本語日本語日、本")).toEqual(["日本語日本語日本語", "日、本"]);
  });

  it("never cuts through what a reader takes for one character", () => {
    const family = "👩‍👩‍👧‍👦";
    expect(linesOf(family.repeat(12))).toEqual([family.repeat(10), family.repeat(2)]);
  });

  it("loses no character and counts each line's start right", () => {
    fc.assert(
      fc.property(texts, widths, fc.constantFrom(...ALIGNS), (text, maxWidth, align) => {
        const { lines } = layoutText(text, { ...options, maxWidth, align }, measure);
        let end = 0;
        for (const line of lines) {
          expect(text.slice(end, line.start)).toMatch(/^(\r\n|[\n\r\u2028\u2029])?$/);
          expect(text.startsWith(line.text, line.start)).toBe(true);
          end = line.start + line.text.length;
        }
        expect(end).toBe(text.length);
      }),
    );
  });

  it("is never wider than told, but for a single character", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 300 }), (text, maxWidth) => {
        const layout = layoutText(text, { ...options, maxWidth }, measure);
        for (const line of layout.lines) {
          const letters = graphemesOf(line.text.trimEnd());
          if (letters.length > 1) expect(line.width).toBeLessThanOrEqual(maxWidth + 0.01);
          expect(line.x).toBeGreaterThanOrEqual(Math.min(0, maxWidth - line.width));
        }
      }),
    );
  });

  it("aligns to the frame, and right-to-left text to the other side", () => {
    const at = (text: string, align: "start" | "middle" | "end"): number | undefined =>
      layoutText(text, { ...options, align }, measure).lines[0]?.x;
    expect(at("abcd", "start")).toBe(0);
    expect(at("abcd", "middle")).toBe(30);
    expect(at("abcd", "end")).toBe(60);
    expect(at("שלום", "start")).toBe(60);
    expect(at("שלום", "end")).toBe(0);
  });

  it("draws no more of a huge text than the limit, and cuts no character in half", () => {
    const { lines } = layoutText("😀".repeat(MAX_SHAPE_TEXT), options, measure);
    const drawn = lines.map((line) => line.text).join("");
    expect(drawn.length).toBeLessThanOrEqual(MAX_SHAPE_TEXT);
    expect(drawn.isWellFormed()).toBe(true);
  });

  it("works without a canvas in every font", () => {
    for (const font of FONTS) {
      expect(layoutText("some text", { ...options, font }).width).toBeGreaterThan(0);
    }
  });
});

describe("the caret", () => {
  const layout = layoutText("one two three\nfour", options, measure);

  it("stands before its character", () => {
    expect(caretAt(layout, 0, measure)).toEqual({ x: 0, y: 0, height: 25 });
    expect(caretAt(layout, 5, measure)).toEqual({ x: 50, y: 0, height: 25 });
    expect(caretAt(layout, 10, measure)).toEqual({ x: 20, y: 25, height: 25 });
    expect(caretAt(layout, 14, measure)).toEqual({ x: 0, y: 50, height: 25 });
  });

  it("begins the next line where a line wraps", () => {
    expect(caretAt(layout, 8, measure)).toMatchObject({ x: 0, y: 25 });
  });

  it("stays within the text for any index", () => {
    expect(caretAt(layout, 1000, measure)).toMatchObject({ x: 40, y: 50 });
    expect(caretAt(layout, -5, measure)).toMatchObject({ x: 0, y: 0 });
  });

  it("goes leftwards in right-to-left text", () => {
    const rtl = layoutText("שלום", options, measure);
    expect(caretAt(rtl, 0, measure).x).toBe(100);
    expect(caretAt(rtl, 4, measure).x).toBe(60);
  });

  it("moves forward, never back, as the index grows", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 10, max: 200 }), (text, maxWidth) => {
        const set = layoutText(text, { ...options, maxWidth }, measure);
        let y = 0;
        for (let index = 0; index <= text.length; index++) {
          const caret = caretAt(set, index, measure);
          expect(caret.y).toBeGreaterThanOrEqual(y);
          expect(caret.x).toBeGreaterThanOrEqual(0);
          expect(caret.x).toBeLessThanOrEqual(maxWidth);
          y = caret.y;
        }
      }),
    );
  });
});

describe("sizes", () => {
  it("make a text's box follow its text", () => {
    expect(textSize("four\nlines", "hand", "m", null, measure)).toEqual([51, 50]);
    expect(textSize("one two three", "hand", "m", 100, measure)).toEqual([100, 50]);
  });

  it("do not wrap again in the box that they made", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const [width, height] = textSize(text, "hand", "m", null, measure);
        expect(textSize(text, "hand", "m", width, measure)[1]).toBe(height);
      }),
    );
  });

  it("let a text wrap only in a box that was made wider or narrower than its words", () => {
    expect(wrapWidth("one two three", "hand", "m", 131, measure)).toBeNull();
    expect(wrapWidth("one two three", "hand", "m", 128, measure)).toBeNull();
    expect(wrapWidth("one two three", "hand", "m", 90, measure)).toBe(90);
    expect(wrapWidth("one two three", "hand", "m", 200, measure)).toBe(200);
    expect(wrapWidth("", "hand", "m", 200, measure)).toBeNull();
  });

  it("R226: is no column because its letters were lighter when its box was made", () => {
    // Heavier letters are wider: by 3.3 % in the hand's font.
    const byWeight = (text: string, font: string) =>
      measure(text, font) * (font.startsWith("400") ? 1 : 1.05);
    const [earlier] = textSize("one two three", "hand", "m", null, measure);
    expect(wrapWidth("one two three", "hand", "m", earlier, byWeight)).toBeNull();
    expect(wrapWidth("one two three", "hand", "m", earlier * 0.93, byWeight)).not.toBeNull();
  });
});
