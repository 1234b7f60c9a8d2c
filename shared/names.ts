/** Names and titles: cleaned to one visible line, without characters that hide or reorder others. */
import { MAX_NAME, MAX_NAME_MARKS } from "./limits.ts";

/** The name of somebody who has none that can be shown. */
export const GUEST_NAME = "Guest";

/**
 * Scripts in which a joiner changes how letters look, so that a name needs it
 * (Unicode 15, chapter 23.2). They are Arabic and its relatives, and the scripts
 * of India.
 */
const JOINING = [
  "Arabic",
  "Syriac",
  "Mongolian",
  "Nko",
  "Devanagari",
  "Bengali",
  "Gurmukhi",
  "Gujarati",
  "Oriya",
  "Tamil",
  "Telugu",
  "Kannada",
  "Malayalam",
  "Sinhala",
  "Khmer",
  "Myanmar",
  "Tibetan",
]
  .map((script) => `\\p{Script=${script}}`)
  .join("");

/** Joiners between two letters of such a script, or between two pictures that make one emoji. */
const JOINER = new RegExp(
  `(?<=[${JOINING}])[\\u200c\\u200d](?=[${JOINING}])|(?<=\\p{Extended_Pictographic}[\\ufe0f\\u{1f3fb}-\\u{1f3ff}]{0,2})\\u200d(?=\\p{Extended_Pictographic})`,
  "u",
);

/** How an emoji is drawn, right behind what can be one. */
const EMOJI_STYLE = /(?<=\p{Emoji})[\ufe0e\ufe0f]/u;

/**
 * Characters that are not seen, or change the direction of what follows: format characters,
 * fillers, lone surrogates.
 */
const HIDDEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Cs}]/u;

/** Kept, dropped, in this order: the first alternative that matches a character decides. */
const SEEN_OR_HIDDEN = new RegExp(
  `(${JOINER.source}|${EMOJI_STYLE.source})|${HIDDEN.source}`,
  "gu",
);

/** Every blank of Unicode, line ends, and the blank of Braille, which is a letter to Unicode. */
const BLANKS = /[\s\u2800]+/gu;

/** Combining marks that stand on nothing. */
const LOOSE_MARKS = /(?<=^|\s)\p{M}+/gu;

/** More combining marks on one letter than any language writes. */
const PILED_MARKS = new RegExp(`(\\p{M}{${MAX_NAME_MARKS}})\\p{M}+`, "gu");

/** Something that can be seen and told apart. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Characters that are looked at: cutting and sorting out more would cost more than any name is worth. */
const MAX_RAW = 1_000;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Returns a person's name as it may be shown, of at most `MAX_NAME` UTF-16 units; null when nothing of it can be seen. */
export function cleanName(text: string): string | null {
  const name = cleanLine(text, MAX_NAME);
  return VISIBLE.test(name) ? name : null;
}

/**
 * Cleans text to one line that looks the same to everybody. The text is in
 * Unicode's composed form (NFC), without control, direction and zero-width
 * characters; joiners stay where letters or emoji need them. It has single
 * blanks, and is cut between two characters as they are seen.
 *
 * @param max UTF-16 units.
 */
export function cleanLine(text: string, max: number): string {
  // A removed character may have carried a joiner, or kept marks apart. Each pass but the last
  // takes something out.
  let line = cleanOnce(text.slice(0, MAX_RAW), max);
  for (;;) {
    const next = cleanOnce(line, max);
    if (next === line) return line;
    line = next;
  }
}

function cleanOnce(text: string, max: number): string {
  const line = text
    .replace(BLANKS, " ")
    .replace(SEEN_OR_HIDDEN, "$1")
    .normalize("NFC")
    .replace(BLANKS, " ")
    .replace(LOOSE_MARKS, "")
    .replace(PILED_MARKS, "$1")
    .replace(BLANKS, " ")
    .trim();
  return cut(line, max).trim();
}

function cut(line: string, max: number): string {
  if (line.length <= max) return line;
  let end = 0;
  for (const { index, segment } of graphemes.segment(line)) {
    if (index + segment.length > max) break;
    end = index + segment.length;
  }
  return line.slice(0, end);
}
