/** The stacking order: fractional indices of shapes, and how they compare. It knows nothing else of a shape. */
import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";

/**
 * The stacking order: each shape has a fractional index (`z`), and indices are
 * compared as plain strings. Shapes with equal indices are ordered by id. So
 * two people can insert at one place without coordination.
 */
const ORDER_KEY = /^[0-9A-Za-z]{1,64}$/;

/** Is this a fractional index that we can sort and insert next to? */
export function isOrderKey(value: unknown): value is string {
  return typeof value === "string" && ORDER_KEY.test(value);
}

/** Reads a shape's index; one that cannot be sorted is the lowest that the library makes. */
export function readOrderKey(value: unknown): string {
  return isOrderKey(value) ? value : "a0";
}

/** `count` new indices above `top` (null when the board is empty), lowest first. */
export function orderKeysAbove(top: string | null, count: number): string[] {
  try {
    return generateNKeysBetween(top, null, count);
  } catch (error) {
    // Another client's index can be sortable and still not of the library's form:
    // start anew above it by keeping its text and lengthening it.
    if (top === null || !(error instanceof Error)) throw error;
    return generateNKeysBetween(null, null, count).map((key) => `${top.slice(0, 48)}${key}`);
  }
}

/** One new index above `top`. */
export function orderKeyAbove(top: string | null): string {
  return orderKeysAbove(top, 1)[0] ?? generateKeyBetween(null, null);
}

/** Sorts by `z`, then by id: the first shape lies lowest. */
export function compareOrder(
  a: { readonly z: string; readonly id: string },
  b: { readonly z: string; readonly id: string },
): number {
  if (a.z !== b.z) return a.z < b.z ? -1 : 1;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return 0;
}
