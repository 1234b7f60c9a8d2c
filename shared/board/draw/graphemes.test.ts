/** Tests of where text may be cut. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutText, graphemesOf, isRightToLeft, piecesOf } from "./graphemes.ts";

const words = fc.string({ unit: "grapheme", maxLength: 40 });

describe("text", () => {
  it("falls into characters that are the text again", () => {
    fc.assert(
      fc.property(words, (text) => {
        expect(graphemesOf(text).join("")).toBe(text);
      }),
    );
    expect(graphemesOf("e\u0301👍🏽a")).toEqual(["e\u0301", "👍🏽", "a"]);
    expect(graphemesOf("a\r\nb")).toEqual(["a", "\r\n", "b"]);
  });

  it("falls into pieces that are the paragraph again", () => {
    const paragraphs = fc.oneof(
      words,
      fc.string({ unit: fc.constantFrom("a", " ", "-", "日", "、") }),
    );
    fc.assert(
      fc.property(paragraphs, (text) => {
        fc.pre(!/[\n\r\u2028\u2029]/.test(text));
        expect(piecesOf(text).join("")).toBe(text);
      }),
    );
  });

  it("keeps words together that a non-breaking space joins", () => {
    expect(piecesOf("10\u00a0km away")).toEqual(["10\u00a0km ", "away"]);
  });

  it("keeps an ideograph or a kana together with its marks", () => {
    expect(piecesOf("か\u3099が")).toEqual(["か\u3099", "が"]);
    expect(piecesOf("\uff76\uff9e\u845b\u{e0100}。")).toEqual([
      "\uff76\uff9e",
      "\u845b\u{e0100}。",
    ]);
  });

  it("knows which way a paragraph is read", () => {
    expect(isRightToLeft("שלום world")).toBe(true);
    expect(isRightToLeft("123 مرحبا")).toBe(true);
    expect(isRightToLeft("hello שלום")).toBe(false);
    expect(isRightToLeft("123")).toBe(false);
  });

  it("is cut between surrogate pairs", () => {
    expect(cutText("a😀b", 2)).toBe("a");
    expect(cutText("a😀b", 3)).toBe("a😀");
    expect(cutText("abc", 5)).toBe("abc");
  });
});
