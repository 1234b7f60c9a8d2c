import type * as Y from "yjs";

/**
 * The embeds of a text, each by the number of letters before it. A program may
 * put in a picture or the like: no field shows it, but Yjs counts it as a
 * letter. Nearly all texts have none.
 */
export type Embeds = readonly number[];

const NONE: Embeds = [];

/** Finds the embeds of a text. */
export function embedsOf(text: Y.Text): Embeds {
  if (text.length === text.toString().length) return NONE;
  const embeds: number[] = [];
  let letters = 0;
  for (const { insert } of text.toDelta() as Iterable<{ insert: unknown }>) {
    if (typeof insert === "string") letters += insert.length;
    else embeds.push(letters);
  }
  return embeds;
}

/** The index in the `Y.Text` behind so many letters, and before the embeds that stand there. */
export function toTextIndex(embeds: Embeds, letters: number): number {
  let before = 0;
  while ((embeds[before] ?? Number.POSITIVE_INFINITY) < letters) before++;
  return letters + before;
}

/** The number of letters before an index in the `Y.Text`. */
export function toLetters(embeds: Embeds, index: number): number {
  let before = 0;
  while ((embeds[before] ?? Number.POSITIVE_INFINITY) + before < index) before++;
  return index - before;
}

/** The letters from one to another as pieces of the `Y.Text`, the last first: the embeds between them stay. */
export function piecesOf(
  embeds: Embeds,
  from: number,
  to: number,
): { readonly at: number; readonly length: number }[] {
  const pieces: { at: number; length: number }[] = [];
  let end = to;
  for (let before = embeds.length; before >= 0; before--) {
    // Between two embeds, so many of which stand before it, an index is that much higher.
    const start = Math.max(from, embeds[before - 1] ?? 0);
    if (start >= end) continue;
    pieces.push({ at: start + before, length: end - start });
    end = start;
    if (start === from) break;
  }
  return pieces;
}
