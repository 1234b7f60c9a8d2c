/** Bytes in pieces: cut to what one row takes, and put together again. */
import { MAX_ROW_BLOB } from "../../shared/limits.ts";

/** Cuts bytes to what one row takes; at least one piece. */
export function cut(bytes: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start === 0 || start < bytes.byteLength; start += MAX_ROW_BLOB) {
    pieces.push(bytes.subarray(start, start + MAX_ROW_BLOB));
  }
  return pieces;
}

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
