/** Where text may be cut: between what a reader takes for one character, and between words. */

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** One code unit is one character in these. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is meant: all of ASCII but the carriage return
const PLAIN = /^[\x00-\x0c\x0e-\x7f]*$/;

/** The characters as a reader counts them. */
export function graphemesOf(text: string): string[] {
  if (PLAIN.test(text)) return text.split("");
  return Array.from(segmenter.segment(text), (segment) => segment.segment);
}

/** Marks, joiners and other signs without a width that are drawn on one character; the languages of the world need fewer. */
const MOST_MARKS = 8;

/** Only these can be piled up. */
const MAY_PILE = /[\u0300-\uffff]/;
const PILE = new RegExp(`([\\p{M}\\p{Cf}]{${MOST_MARKS}})[\\p{M}\\p{Cf}]+`, "gu");

/** The text as it is drawn: of marks that are piled up, the lowest. Setting 20,000 on one letter takes a browser a second. */
export function drawable(text: string): string {
  return MAY_PILE.test(text) ? text.replace(PILE, "$1") : text;
}

const CJK = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}`;
const CLOSING = "、。，．！？：；」』）】〉》〕ー々";
/** Signs that belong to the character before them, such as the voicing marks of kana. */
const MARK = String.raw`\p{Grapheme_Extend}\p{Mc}\u200d`;
const SPACE = String.raw`[^\S\u00a0\u202f]`;

/**
 * A piece is the text that stays together on a line, with the white space
 * behind it. It is a word, the part of a compound up to its hyphen, or one
 * ideograph. An ideograph keeps the punctuation that may not begin a line.
 */
const PIECE = new RegExp(
  `(?:[${CJK}][${MARK}]*[${CLOSING}]*` +
    `|(?:(?![${CJK}])(?:[^\\s-]|[\\u00a0\\u202f]|-(?!\\p{L})|(?<!\\p{L})-))+(?:(?<=\\p{L})-(?=\\p{L}))?` +
    `|-)?${SPACE}*`,
  "gu",
);

/** Cuts one paragraph where its lines may wrap; the pieces joined are the paragraph. */
export function piecesOf(paragraph: string): string[] {
  const pieces = paragraph.match(PIECE) ?? [];
  return pieces.filter((piece) => piece !== "");
}

const FIRST_LETTER = /\p{L}/u;
const RIGHT_TO_LEFT =
  /\p{Script=Hebrew}|\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u;

/** Is this paragraph read from right to left? Its first letter says. */
export function isRightToLeft(paragraph: string): boolean {
  const letter = FIRST_LETTER.exec(paragraph);
  return letter !== null && RIGHT_TO_LEFT.test(letter[0]);
}

/** At most `most` code units, never half a character's pair. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}
