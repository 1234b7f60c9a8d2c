/** The words of a shape, set in lines. They know no frame. */

import { piecesOf } from "../draw/graphemes.ts";
import { layoutText, type TextLayout } from "../draw/layout.ts";
import { hangOf } from "../draw/lists.ts";
import { plainRun, runsOf } from "../draw/runs.ts";
import type { Words } from "../record.ts";
import { FONT_SIZE } from "../style.ts";

/** Sets the words of a shape; `maxWidth`: where its lines wrap; `size`: that of its letters. */
export function layoutWords(
  { text, font, letter, align }: Words,
  maxWidth: number | null,
  size = FONT_SIZE[letter],
): TextLayout {
  return layoutText(runsOf(text), { font, size, maxWidth, align });
}

/** Ems of a word for which a figure grows in width; a longer one is broken. */
const LONGEST_WORD = 12;

/** The width of the longest word, or that of a part of it, if it is very long. */
export function longestWord({ text, font, letter }: Words): number {
  const size = FONT_SIZE[letter];
  const runs = runsOf(text);
  const onePieceALine = piecesOf(
    runs
      .map((run) => run.text)
      .join("")
      .replace(/\s+/gu, " "),
  )
    .map((piece) => piece.trimEnd())
    .join("\n");
  // Bold letters are the widest, and those of code.
  const run = {
    ...plainRun(onePieceALine),
    bold: runs.some(({ bold }) => bold),
    code: runs.some(({ code }) => code),
  };
  const { width } = layoutText([run], { font, size, maxWidth: null, align: "start" });
  const hangs = runs.map(({ line }) => (line ? hangOf(line, size, null) : 0));
  return Math.min(width, LONGEST_WORD * size) + Math.max(...hangs);
}

/** Sizes at which words need more than this multiple of the room that there is, by an estimate, are not tried. */
const TOO_MUCH = 1.6;

/** Ems of a letter's width, about: a little less than in any font, so that no size is left out that fits. */
const LEAST_WIDTH = 0.42;

/** Sets the words of a shape at the first of the sizes at which they fit a frame, or else at the last. */
export function fittedWords(
  words: Words,
  sizes: readonly [number, ...number[]],
  width: number,
  height: number,
): TextLayout {
  const least = sizes.at(-1) ?? sizes[0];
  for (const size of sizes) {
    if (size === least) break;
    const area = words.text.length * size * LEAST_WIDTH * size;
    if (area > width * height * TOO_MUCH) continue;
    const layout = layoutWords(words, width, size);
    if (layout.height <= height && !layout.isBroken) return layout;
  }
  return layoutWords(words, width, least);
}
