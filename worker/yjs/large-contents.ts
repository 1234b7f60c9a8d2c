/** The large contents of decoded updates: where each ends, so that nobody walks over it a second time. */

/** Bytes of one content from which on it is walked over in turns, and noted: a millisecond's work. */
export const LARGE_CONTENT = 256 * 1024;

/** The result of the walk over one content. */
export interface LargeContent {
  /** Where it ends in the update's bytes. */
  readonly to: number;
  /** Over how many clocks it reaches. */
  readonly length: number;
  /** Do readers take it otherwise than it is written? */
  readonly isOdd: boolean;
}

/** By the bytes of the update, and by where the content begins in them. Nobody changes these bytes. */
const known = new WeakMap<Uint8Array, ReadonlyMap<number, LargeContent>>();

/** Notes the contents of an update that was decoded to its end. */
export function noteLargeContents(
  bytes: Uint8Array,
  contents: ReadonlyMap<number, LargeContent>,
): void {
  known.set(bytes, contents);
}

/** Returns the large contents of an update by where they begin; undefined where none is known. */
export function largeContentsOf(bytes: Uint8Array): ReadonlyMap<number, LargeContent> | undefined {
  return bytes.byteLength < LARGE_CONTENT ? undefined : known.get(bytes);
}
