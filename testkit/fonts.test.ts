/** Tests of fonts in files: the shipped ones have the letters of the board, and a subset draws as the whole. */
import { expect, test } from "vitest";
import { cssFont } from "../shared/board/draw/measure.ts";
import { FACE_WEIGHTS, filesFor, readCssFont, unicodeRange } from "../shared/fonts/faces.ts";
import { unpackWoff } from "../shared/fonts/woff.ts";
import { shippedFont, startSubsetter } from "./shipped-fonts.ts";

test("R332: letters are looked for in the files of their script, and those of no shipped font in none", () => {
  const used = new Map([
    [cssFont("hand", 20), new Set("aЖ漢")],
    [cssFont("sans", 14, { bold: true }), new Set("aω")],
    [cssFont("mono", 14), new Set("a")],
  ]);
  expect(filesFor(used).map(({ file, letters }) => [file, [...letters].join("")])).toEqual([
    ["shantell-sans-latin-500-normal", "a"],
    ["shantell-sans-cyrillic-500-normal", "Ж"],
    ["inter-latin-700-normal", "a"],
    ["inter-greek-700-normal", "ω"],
  ]);
  expect(readCssFont(cssFont("serif", 20.5, { italic: true }))).toMatchObject({
    ...{ isItalic: true, weight: 500, size: 20.5 },
  });
  expect(unicodeRange(new Set("abcx"))).toBe("U+61-63,U+78");
});

test("R332: every file of a shipped font can be read, and a subset of it is small", async () => {
  const subsetter = await startSubsetter();
  for (const font of ["hand", "sans", "serif"] as const) {
    for (const weight of FACE_WEIGHTS) {
      const used = new Map([[cssFont(font, 20, undefined, weight), new Set("Hello, world.")]]);
      const [file] = filesFor(used);
      if (file === undefined) throw new Error("No file has these letters.");
      const whole = await shippedFont(file.file);
      const subset = subsetter.subset(whole, file.letters);
      expect(subset?.length).toBeGreaterThan(1_000);
      expect(subset?.length).toBeLessThan(whole.length / 3);
    }
  }
});

test("R332: bytes that are no font are no subset", async () => {
  expect((await startSubsetter()).subset(new Uint8Array(100), "a")?.length ?? 0).toBeLessThan(200);
  await expect(unpackWoff(new Uint8Array(100))).rejects.toThrow("no WOFF");
});
