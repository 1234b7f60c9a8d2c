import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contrast } from "./contrast.ts";
import { DARK_GROUNDS, HUES, LIGHT_GROUNDS, TEXT_CONTRAST, tonesOf } from "./hues.ts";

describe("people's colours", () => {
  test("black on white has the contrast 21, a colour on itself 1", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#2f68d8", "#2f68d8")).toBe(1);
  });

  test("there are twelve, no two alike", () => {
    expect(new Set(HUES.map((hue) => hue.pointer)).size).toBe(12);
    expect(new Set(HUES.map((hue) => hue.name)).size).toBe(12);
  });

  test.each(HUES)(
    "$name can be read as text in both themes, and white can be read on it",
    (hue) => {
      for (const ground of LIGHT_GROUNDS) {
        expect(contrast(hue.onLight, ground)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
      }
      for (const ground of DARK_GROUNDS) {
        expect(contrast(hue.onDark, ground)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
      }
      expect(contrast(hue.pointer, "#ffffff")).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    },
  );

  test("a pointer stands out from the dark board, too", () => {
    for (const hue of HUES) expect(contrast(hue.pointer, "#171614")).toBeGreaterThanOrEqual(3);
  });

  test("whatever colour another client brings, its tones can be read", () => {
    const colors = fc
      .integer({ min: 0, max: 0xffffff })
      .map((value) => `#${value.toString(16).padStart(6, "0")}`);
    fc.assert(
      fc.property(colors, (color) => {
        const tones = tonesOf(color);
        for (const ground of LIGHT_GROUNDS) {
          expect(contrast(tones.onLight, ground)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
        }
        for (const ground of DARK_GROUNDS) {
          expect(contrast(tones.onDark, ground)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
        }
        expect(contrast(tones.pointer, "#ffffff")).toBeGreaterThanOrEqual(TEXT_CONTRAST);
      }),
    );
  });
});
