/** Points of tldraw's strokes: a list of them in earlier versions, and coded since. */
import type { InkPoint } from "../../../../shared/board/ink.ts";
import { listOf, numberOf, type Values, valuesOf } from "./values.ts";

/** Bits of a half's fraction, and the bias of its exponent (IEEE 754). */
const FRACTION = 10;
const BIAS = 15;

/** The points of one segment of a stroke. */
export function pathPoints({ points, path, dim }: Values): InkPoint[] {
  if (typeof path === "string") return decoded(path, dim === 2 ? 2 : 3);
  return listOf(points).map((point) => {
    const { x, y, z } = valuesOf(point);
    return [numberOf(x), numberOf(y), numberOf(z, 0.5)];
  });
}

/** The first point is of 32-bit numbers, and each other is what it is away from the one before, in 16-bit ones. */
function decoded(path: string, numbers: 2 | 3): InkPoint[] {
  const bytes = bytesOf(path);
  const view = new DataView(bytes.buffer);
  const points: InkPoint[] = [];
  const at = [0, 0, 0.5];
  let offset = 0;
  for (let size = 4; offset + size * numbers <= bytes.length; size = 2) {
    for (let axis = 0; axis < numbers; axis++) {
      const value =
        size === 4 ? view.getFloat32(offset, true) : halfOf(view.getUint16(offset, true));
      at[axis] = size === 4 ? value : (at[axis] ?? 0) + value;
      offset += size;
    }
    points.push([numberOf(at[0]), numberOf(at[1]), numberOf(at[2], 0.5)]);
  }
  return points;
}

function bytesOf(path: string): Uint8Array<ArrayBuffer> {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(path) || path.length % 4 !== 0) return new Uint8Array();
  return Uint8Array.from(atob(path), (letter) => letter.charCodeAt(0));
}

/** A number of 16 bits; browsers read these only lately. */
function halfOf(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> FRACTION) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 0) return sign * 2 ** (1 - BIAS) * fraction;
  if (exponent === 31) return 0;
  return sign * 2 ** (exponent - BIAS) * (1 + fraction);
}
