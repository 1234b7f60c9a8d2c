/** Cuts bytes into pieces that fit into one row. It knows no table. */
import { MAX_ROW_BLOB } from "../limits.ts";

/** Cuts bytes into pieces that fit a row; at least one piece. */
export function cut(bytes: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start === 0 || start < bytes.byteLength; start += MAX_ROW_BLOB) {
    pieces.push(bytes.subarray(start, start + MAX_ROW_BLOB));
  }
  return pieces;
}
