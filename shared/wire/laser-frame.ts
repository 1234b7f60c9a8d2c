/** The frame of a laser: its reader and writer. It knows nothing of who may send it. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MAX_LASER_FRAME, MAX_LASER_POINTS } from "../limits.ts";
import { readPlace, writePlace } from "./place.ts";

/** The type of the frame, among those of `MessageType`. */
export const LASER = 66;

/** A piece of the line of a laser. */
export interface LaserLine {
  /** The hand has come down at the first place: no line leads there from the one before. */
  readonly begins: boolean;
  /** The oldest first, at most `MAX_LASER_POINTS`. */
  readonly places: readonly (readonly [number, number])[];
}

/** Reads what follows the type, to the end; `null` when it is no line. */
export function readLine(decoder: decoding.Decoder): LaserLine | null {
  if (decoder.arr.byteLength > MAX_LASER_FRAME) return null;
  const begins = decoding.readVarUint(decoder);
  const places: (readonly [number, number])[] = [];
  while (decoding.hasContent(decoder)) {
    const place = readPlace(decoder);
    if (place === null || places.length === MAX_LASER_POINTS) return null;
    places.push(place);
  }
  return places.length === 0 || begins > 1 ? null : { begins: begins === 1, places };
}

/** A piece of a laser's line: as a pointer it goes to the room, and from there to the others. */
export function laserFrame({ begins, places }: LaserLine): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, LASER);
  encoding.writeVarUint(encoder, begins ? 1 : 0);
  for (const place of places) writePlace(encoder, place);
  return encoding.toUint8Array(encoder);
}

/** Reads a laser's frame, or the payload that it has become; `null` when it is none. */
export function readLaser(bytes: Uint8Array): LaserLine | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    return decoding.readVarUint(decoder) === LASER ? readLine(decoder) : null;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
