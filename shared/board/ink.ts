/** Ink: the coding of a pen stroke's points as bytes. It knows nothing of how a stroke is drawn. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MAX_COORDINATE, MAX_INK_POINTS } from "../limits.ts";

/** One point of a pen stroke: board units, and pressure from 0 to 1. */
export type InkPoint = readonly [x: number, y: number, pressure: number];

/** The points of a stroke: coded, as a document stores them, or plain, while a hand draws it. */
export type Ink = Uint8Array | readonly InkPoint[];

/** The first byte of coded ink. */
const VERSION = 1;

/** Coordinates are kept to an eighth of a board unit. */
const STEPS_PER_UNIT = 8;

const MAX_STEPS = MAX_COORDINATE * STEPS_PER_UNIT;

/**
 * Codes a stroke as `version • count • (dx, dy as varInt in eighths, pressure
 * as a byte)*`: about three bytes a point instead of the sixty of JSON.
 */
export function encodeInk(points: readonly InkPoint[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeUint8(encoder, VERSION);
  encoding.writeVarUint(encoder, points.length);
  let lastX = 0;
  let lastY = 0;
  for (const [x, y, pressure] of points) {
    const stepX = Math.round(x * STEPS_PER_UNIT);
    const stepY = Math.round(y * STEPS_PER_UNIT);
    encoding.writeVarInt(encoder, stepX - lastX);
    encoding.writeVarInt(encoder, stepY - lastY);
    encoding.writeUint8(encoder, Math.round(Math.min(1, Math.max(0, pressure)) * 255));
    lastX = stepX;
    lastY = stepY;
  }
  return encoding.toUint8Array(encoder);
}

/** Reads coded ink; `null` when it is malformed, of a later version, or too long to draw. */
export function decodeInk(bytes: Uint8Array): InkPoint[] | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    if (decoding.readUint8(decoder) !== VERSION) return null;
    const count = decoding.readVarUint(decoder);
    if (count < 1 || count > MAX_INK_POINTS) return null;
    const points: InkPoint[] = [];
    let stepX = 0;
    let stepY = 0;
    for (let index = 0; index < count; index++) {
      stepX += decoding.readVarInt(decoder);
      stepY += decoding.readVarInt(decoder);
      // Past the end, lib0 reads a byte as undefined instead of throwing.
      if (!decoding.hasContent(decoder)) return null;
      const pressure = decoding.readUint8(decoder) / 255;
      if (Math.abs(stepX) > MAX_STEPS || Math.abs(stepY) > MAX_STEPS) return null;
      points.push([stepX / STEPS_PER_UNIT, stepY / STEPS_PER_UNIT, pressure]);
    }
    return decoding.hasContent(decoder) ? null : points;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
