import { describe, expect, it } from "vitest";
import { PALETTES, type Theme } from "../../../shared/board/draw/palette.ts";
import { COLORS } from "../../../shared/board/style.ts";
import { contrast, textOn } from "./contrast.ts";

describe.each(["light", "dark"] satisfies Theme[])("the %s theme", (theme) => {
  const palette = PALETTES[theme];

  it.each(COLORS)("has a %s whose notes, labels and lines can be read", (color) => {
    expect(contrast(palette.noteText[color], palette.note[color])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.label, palette.fill[color])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.stroke[color], palette.paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.stroke[color], palette.fill[color])).toBeGreaterThanOrEqual(3);
  });

  it("has nine colours that differ in every tone", () => {
    for (const tone of [palette.stroke, palette.fill, palette.note]) {
      expect(new Set(Object.values(tone)).size).toBe(COLORS.length);
    }
  });

  it("shows the selection on the paper and on every fill", () => {
    for (const ground of [palette.paper, palette.handle]) {
      expect(contrast(palette.select, ground)).toBeGreaterThanOrEqual(3);
    }
  });
});

describe("text on a person's colour", () => {
  it("is light on dark and dark on light", () => {
    expect(textOn("#2f68d8")).toBe("#ffffff");
    expect(textOn("#f2c94c")).not.toBe("#ffffff");
  });

  it("is there even when the colour is nonsense", () => {
    expect(textOn("not a colour")).toBe("#ffffff");
  });

  it("reckons contrast as WCAG does", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });
});
