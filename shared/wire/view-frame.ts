/** The frame of a view: its reader and writer. It knows nothing of who may send it. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MAX_COORDINATE, MAX_VIEW_FRAME } from "../limits.ts";
import { readPlace, STEPS_PER_UNIT, writePlace } from "./place.ts";

/** The type of the frame, among those of `MessageType`. */
export const VIEW = 67;

/** The part of the board that somebody sees, in board units. */
export interface ViewBox {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** Reads what follows the type, to the end; `null` when it is no view. */
export function readViewBox(decoder: decoding.Decoder): ViewBox | null {
  if (decoder.arr.byteLength > MAX_VIEW_FRAME) return null;
  const place = readPlace(decoder);
  const width = decoding.readVarUint(decoder) / STEPS_PER_UNIT;
  const height = decoding.readVarUint(decoder) / STEPS_PER_UNIT;
  if (place === null || decoding.hasContent(decoder)) return null;
  if (Math.min(width, height) <= 0 || Math.max(width, height) > MAX_COORDINATE) return null;
  const [minX, minY] = place;
  return { minX, minY, maxX: minX + width, maxY: minY + height };
}

/** My view of the board: as a pointer it goes to the room, and from there to the others. */
export function viewFrame({ minX, minY, maxX, maxY }: ViewBox): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, VIEW);
  writePlace(encoder, [minX, minY]);
  for (const length of [maxX - minX, maxY - minY]) {
    const steps = Math.round(Math.min(MAX_COORDINATE, length) * STEPS_PER_UNIT);
    encoding.writeVarUint(encoder, Math.max(1, steps));
  }
  return encoding.toUint8Array(encoder);
}

/** Reads a view's frame, or the payload that it has become; `null` when it is none. */
export function readView(bytes: Uint8Array): ViewBox | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    return decoding.readVarUint(decoder) === VIEW ? readViewBox(decoder) : null;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
