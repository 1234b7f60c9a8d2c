/** Clock ranges: a sorted set of one Yjs client's clocks that stays cheap to change at any size. */

/** Ranges that one piece of the set holds at most before it is cut in two. */
const MAX_PIECE = 512;

/**
 * A set of clocks as half-open ranges `[start, end)`, sorted, which neither
 * touch nor overlap. The ranges lie in pieces of bounded length, as numbers
 * one after the other, so that an addition moves one piece and never all.
 */
export class ClockRanges {
  /** Start, end, start, end …; no piece is empty. */
  readonly #pieces: number[][] = [];

  /** Makes a set of ranges that are sorted already: start, end, start, end … */
  static ofSorted(bounds: readonly number[]): ClockRanges {
    const ranges = new ClockRanges();
    for (let at = 0; at < bounds.length; at += MAX_PIECE) {
      ranges.#pieces.push(bounds.slice(at, at + MAX_PIECE));
    }
    return ranges;
  }

  /** All ranges in order; `add` must not be called meanwhile. */
  cursor(): RangeCursor {
    return new RangeCursor(this.#pieces);
  }

  /** How many ranges there are. */
  get size(): number {
    let numbers = 0;
    for (const piece of this.#pieces) numbers += piece.length;
    return numbers / 2;
  }

  /** Does one of the ranges hold all of `[start, end)`? */
  covers(start: number, end: number): boolean {
    if (start === end) return true;
    const piece = this.#pieces[this.#pieceEndingAt(start + 1)];
    if (piece === undefined) return false;
    const at = firstEndingAt(piece, start + 1);
    return (piece[at] ?? 0) <= start && (piece[at + 1] ?? 0) >= end;
  }

  /** Adds `[start, end)` and joins what it touches. */
  add(start: number, end: number): void {
    if (end <= start) return;
    const pieces = this.#pieces;
    // Most are added at the end.
    const index = this.#pieceEndingAt(start);
    const piece = pieces[index];
    if (piece === undefined) {
      const last = pieces.at(-1);
      if (last !== undefined && last.length < 2 * MAX_PIECE) last.push(start, end);
      else pieces.push([start, end]);
      return;
    }
    const at = firstEndingAt(piece, start);
    let low = start;
    let high = end;
    let stop = at;
    let until = index;
    for (let held = piece; ; stop = 0) {
      while (stop < held.length && (held[stop] ?? 0) <= end) {
        low = Math.min(low, held[stop] ?? 0);
        high = Math.max(high, held[stop + 1] ?? 0);
        stop += 2;
      }
      const next = pieces[until + 1];
      if (stop < held.length || next === undefined || (next[0] ?? 0) > end) break;
      until += 1;
      held = next;
    }
    if (until === index) piece.splice(at, stop - at, low, high);
    else {
      const rest = pieces[until]?.slice(stop) ?? [];
      piece.length = at;
      piece.push(low, high);
      pieces.splice(index + 1, until - index, ...(rest.length > 0 ? [rest] : []));
    }
    if (piece.length > 2 * MAX_PIECE) pieces.splice(index + 1, 0, piece.splice(MAX_PIECE));
  }

  /** The index of the first piece whose last range ends at `clock` or after it. */
  #pieceEndingAt(clock: number): number {
    const pieces = this.#pieces;
    let low = 0;
    let high = pieces.length;
    if (high > 0 && (pieces[high - 1]?.at(-1) ?? 0) < clock) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((pieces[middle]?.at(-1) ?? 0) >= clock) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Goes through ranges in order; after each `next` that returns true, the fields hold the range. */
export class RangeCursor {
  start = 0;
  /** The first clock after the range. */
  end = 0;
  readonly #pieces: readonly (readonly number[])[];
  #index = 0;
  #at = 0;

  constructor(pieces: readonly (readonly number[])[]) {
    this.#pieces = pieces;
  }

  /** Goes on to the next range. @returns false after the last one. */
  next(): boolean {
    const piece = this.#pieces[this.#index];
    if (piece === undefined) return false;
    this.start = piece[this.#at] ?? 0;
    this.end = piece[this.#at + 1] ?? 0;
    this.#at += 2;
    if (this.#at >= piece.length) {
      this.#index += 1;
      this.#at = 0;
    }
    return true;
  }
}

/** Where the first range of a piece stands that ends at `clock` or after it. */
function firstEndingAt(piece: readonly number[], clock: number): number {
  let low = 0;
  let high = piece.length / 2;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((piece[2 * middle + 1] ?? 0) >= clock) high = middle;
    else low = middle + 1;
  }
  return 2 * low;
}
