/** Tests of the sticky note: the size of its letters, its height, and its signature. */
import { describe, expect, test } from "vitest";
import { drawShape } from "../draw/draw-shape.ts";
import { LINE_HEIGHT } from "../draw/layout.ts";
import { PALETTES } from "../draw/palette.ts";
import { RecordingPen } from "../draw/recording-pen.ts";
import { changeForWords, shownText, withRoom } from "../draw/shape-text.ts";
import { readShape } from "../kinds.ts";
import { plainFields } from "../record.ts";
import type { TextualShape } from "../shape.ts";
import { COLORS, NOTE_SIZES } from "../style.ts";

function noteOf(text: string, rest: Readonly<Record<string, unknown>> = {}): TextualShape {
  const place = { type: "note", xy: [0, 0], size: [200, 200], z: "a0", stroke: "yellow" };
  const shape = readShape("note", plainFields({ ...place, align: "middle", text, ...rest }));
  if (shape?.type !== "note") throw new Error("the note cannot be read");
  return shape;
}

const sizeOf = (shape: TextualShape): number => shownText(shape).layout.size;

describe("R228: the letters of a note", () => {
  test("are large for few words, and shrink for more, down to 16", () => {
    const sizes = [2, 12, 20, 28, 60].map((count) => sizeOf(noteOf("words ".repeat(count).trim())));
    expect(sizes[0]).toBe(24);
    expect(sizes.at(-1)).toBe(16);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(new Set(sizes).size).toBe(3);
  });

  test("shrink rather than break a word", () => {
    expect(sizeOf(noteOf("x".repeat(14)))).toBeLessThan(24);
    expect(sizeOf(noteOf("x".repeat(60)))).toBe(16);
  });

  test("fit the paper until they are least, and then the note grows", () => {
    for (let count = 1; count < 80; count++) {
      const shape = noteOf("words ".repeat(count).trim());
      const { layout, frame } = shownText(shape);
      const fits = layout.height <= 168;
      expect(withRoom(shape).size[1] > 200).toBe(!fits);
      if (fits) expect(changeForWords(shape, undefined)).toEqual({});
      else {
        expect(layout.size).toBe(16);
        expect(changeForWords(shape, undefined).size?.[1]).toBe(layout.height + 32);
        expect(frame.height).toBeGreaterThanOrEqual(layout.height);
      }
    }
  });

  test("stand in the middle when they are centred, and at the top as notes of before have them", () => {
    const { top, layout } = shownText(noteOf("Hello"));
    expect(top + layout.height / 2).toBeCloseTo(100, 6);
    expect(shownText(noteOf("Hello", { align: undefined })).top).toBe(16);
  });

  test("have sizes of their own for each letter size", () => {
    const sizes = ["s", "m", "l", "xl"].map((letter) => sizeOf(noteOf("Hi", { letter })));
    expect(sizes).toEqual([16, 24, 32, 48]);
  });
});

describe("R228: a note is signed", () => {
  const drawn = (rest: Readonly<Record<string, unknown>>, theme: "light" | "dark" = "light") => {
    const pen = new RecordingPen({ initialsOf: (id) => (id === "m1" ? "MR" : null) });
    drawShape(noteOf("Hello", rest), pen, PALETTES[theme]);
    return pen;
  };

  test("with the initials of its maker, in its margin, and with nothing where nobody knows them", () => {
    expect(drawn({ by: "m1" }).texts).toEqual(["MR", "Hello"]);
    expect(drawn({ by: "x1" }).texts).toEqual(["Hello"]);
    expect(drawn({ by: "m1", size: [80, 80] }).texts).toEqual(["Hello"]);
    const [mark] = drawn({ by: "m1" }).marks.filter(({ as }) => as === "text");
    if (mark?.as !== "text") throw new Error("the note is not signed");
    // Words end 16 units above the lower edge.
    expect(mark.at[1]).toBeGreaterThan(184 + 7);
    expect(mark.at[1]).toBeLessThan(200);
  });

  test("and lies on a shadow that is drawn of few plain layers", () => {
    for (const stroke of COLORS) {
      const fills = drawn({ stroke }).marks.filter(({ as }) => as === "fill");
      expect(fills).toHaveLength(6);
      expect(fills.at(-1)?.color).toBe(PALETTES.light.note[stroke]);
    }
  });
});

test("R228: lines on a note are whole units high, so that no letter jumps when editing begins", () => {
  for (const size of Object.values(NOTE_SIZES).flat()) {
    expect(Number.isInteger(size * LINE_HEIGHT), `${size}`).toBe(true);
  }
});
