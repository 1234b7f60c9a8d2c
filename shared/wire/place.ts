/** Places on the board in binary frames: their readers and writers. They know no frame. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MAX_COORDINATE } from "../limits.ts";

/** Steps of one board unit: pointers are told to an eighth of a board unit, as ink is stored. */
export const STEPS_PER_UNIT = 8;

/** Reads a place; `null` when no board has it. */
export function readPlace(decoder: decoding.Decoder): readonly [number, number] | null {
  const x = decoding.readVarInt(decoder) / STEPS_PER_UNIT;
  const y = decoding.readVarInt(decoder) / STEPS_PER_UNIT;
  return Math.max(Math.abs(x), Math.abs(y)) <= MAX_COORDINATE ? [x, y] : null;
}

/** Writes a place, to an eighth of a unit. */
export function writePlace(encoder: encoding.Encoder, place: readonly [number, number]): void {
  for (const value of place) {
    const bounded = Math.min(MAX_COORDINATE, Math.max(-MAX_COORDINATE, value));
    // Adding 0 makes 0 of the -0 that rounding leaves.
    encoding.writeVarInt(encoder, Math.round(bounded * STEPS_PER_UNIT) + 0);
  }
}
