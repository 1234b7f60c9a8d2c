import * as Y from "yjs";
import type { TextualShape } from "../../../shared/board/shape.ts";
import type { Caret, CaretPlace } from "../../../shared/presence.ts";
import { embedsOf, toLetters } from "./embeds.ts";

/** The letters before each caret, as last found, and the shape as it stood then. */
const found = new WeakMap<CaretPlace, { shape: TextualShape; letters: number }>();

/** The number of letters before another person's caret in a shape of the document. It keeps to its letter while others type. */
export function lettersBefore(shape: TextualShape, caret: CaretPlace): number {
  const known = found.get(caret);
  if (known?.shape === shape) return known.letters;
  const { text } = shape;
  const index = indexOf(text, caret);
  const letters = toLetters(embedsOf(text), Math.min(index, text.length));
  found.set(caret, { shape, letters });
  return letters;
}

/** By the letter that the caret stands at; where that is not known here, by the index. */
function indexOf(text: Y.Text, { index, position }: CaretPlace): number {
  if (position === null || text.doc === null) return index;
  const absolute = Y.createAbsolutePositionFromRelativePosition(
    Y.createRelativePositionFromJSON(position),
    text.doc,
  );
  return absolute?.type === text ? absolute.index : index;
}

/** Do two carets stand at one place? */
export function isSameCaret(a: Caret | null, b: Caret | null): boolean {
  if (a === null || b === null) return a === b;
  return a.shape === b.shape && isSamePlace(a, b) && isSamePlace(a.from ?? null, b.from ?? null);
}

function isSamePlace(a: CaretPlace | null, b: CaretPlace | null): boolean {
  if (a === null || b === null) return a === b;
  return a.index === b.index && JSON.stringify(a.position) === JSON.stringify(b.position);
}
