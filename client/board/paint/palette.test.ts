import { describe, expect, it } from "vitest";
import { labelColor, PALETTES, type Theme } from "../../../shared/board/draw/palette.ts";
import { COLORS, TONES } from "../../../shared/board/style.ts";
import { contrast, textOn } from "./contrast.ts";

/** How far two colours are from each other to the eye: their distance in OKLab. */
function difference(one: string, other: string): number {
  const [a, b] = [oklab(one), oklab(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function oklab(color: string): readonly [number, number, number] {
  const channel = (at: number): number => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const [r, g, b] = [channel(1), channel(3), channel(5)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** A colour under one of `#rrggbbaa`. */
function covered(ground: string, cover: string): string {
  const byte = (color: string, at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  const alpha = byte(cover, 7) / 255;
  const mixed = [1, 3, 5].map((at) => byte(ground, at) * (1 - alpha) + byte(cover, at) * alpha);
  return `#${mixed.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}

/** The pairs of different colours. */
const PAIRS = COLORS.flatMap((one, at) =>
  COLORS.slice(at + 1).map((other) => [one, other] as const),
);

describe.each(["light", "dark"] satisfies Theme[])("the %s theme", (theme) => {
  const palette = PALETTES[theme];

  it.each(COLORS)("R227: has a %s in which words can be read on every ground", (color) => {
    const { note, noteText, paper, letter, letterEdge } = palette;
    expect(contrast(noteText[color], note[color])).toBeGreaterThanOrEqual(4.5);
    for (const tone of TONES) {
      const ground = palette[tone][color];
      expect(contrast(labelColor(palette, color, tone), ground)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(letterEdge[color] ?? letter[color], paper)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(COLORS)(
    "R227: has a %s whose lines are seen on the board and on its soft fill",
    (color) => {
      const { stroke, edge, paper, soft } = palette;
      const seen = edge[color] ?? stroke[color];
      expect(contrast(seen, paper)).toBeGreaterThanOrEqual(edge[color] === null ? 4.5 : 3);
      expect(contrast(seen, soft[color])).toBeGreaterThanOrEqual(3);
    },
  );

  it.each(COLORS)("R251: has a %s highlighter under which words can be read", (color) => {
    const { marker, paper, label } = palette;
    const under = (ground: string) => covered(ground, marker[color]);
    expect(contrast(under(label), under(paper))).toBeGreaterThanOrEqual(4.5);
  });

  it("R227: has twelve colours of which no two are nearly the same", () => {
    expect(COLORS).toHaveLength(12);
    const least = { stroke: 0.055, soft: 0.02, solid: 0.06, note: 0.06 } as const;
    for (const [one, other] of PAIRS) {
      for (const [tone, distance] of Object.entries(least)) {
        const tones = palette[tone as keyof typeof least];
        expect(difference(tones[one], tones[other]), `${tone} ${one} ${other}`).toBeGreaterThan(
          distance,
        );
      }
    }
  });

  it.each(COLORS)("R227: has a %s note that is seen on the board", (color) => {
    const rim = palette.noteEdge[color];
    if (rim === null) expect(difference(palette.note[color], palette.paper)).toBeGreaterThan(0.09);
    else expect(contrast(rim, palette.paper)).toBeGreaterThan(1.5);
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
