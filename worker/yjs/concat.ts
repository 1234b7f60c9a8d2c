/** Concatenation of bytes. It knows nothing of Yjs. */
import type { Work } from "./work.ts";

/** Puts pieces together again; a single one is not copied. */
export function join(pieces: readonly Uint8Array[]): Uint8Array {
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}

/** Does the same as a work that can be interrupted: memory that is new takes time. */
export function* joining(pieces: readonly Uint8Array[]): Work<Uint8Array> {
  const [first] = pieces;
  if (pieces.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
  yield;
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
    yield;
  }
  return whole;
}
