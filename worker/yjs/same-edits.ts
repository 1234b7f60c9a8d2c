/** Comparison of two updates where both hold the same clocks of the same Yjs clients. */
import { ContentSplitter } from "./content-splitter.ts";
import type { DecodedUpdate, Run } from "./decoded-update.ts";
import { Reader } from "./reader.ts";
import { Content, NOWHERE, StructReader } from "./struct.ts";
import type { Work } from "./work.ts";

/** Structs that are compared between two pauses. */
const SLICE = 4_096;

/**
 * Do two updates say the same of every clock that both hold? Their structs may
 * be cut and joined differently. A clock that was deleted meanwhile in one of
 * them, and so is unknown there, agrees with anything. Of values only the kind
 * is compared, since two programs may write the same value in different bytes.
 */
export function* comparing(one: DecodedUpdate, other: DecodedUpdate): Work<boolean> {
  const matches = Map.groupBy(other.runs, ({ client }) => client);
  for (const run of one.runs) {
    for (const match of matches.get(run.client) ?? []) {
      if (match.clock >= run.end || run.clock >= match.end) continue;
      const isSame = yield* comparingRuns(
        new Cursor(one.bytes, run),
        new Cursor(other.bytes, match),
      );
      if (!isSame) return false;
    }
  }
  return true;
}

/** One run, struct by struct, and within a struct clock by clock. */
class Cursor {
  readonly struct: StructReader;
  readonly #run: Run;
  /** Where the present struct begins and ends, and how far it is compared. */
  #from: number;
  #to: number;
  clock: number;
  #splitter: ContentSplitter | null = null;

  constructor(bytes: Uint8Array, run: Run) {
    this.struct = new StructReader(new Reader(bytes));
    this.struct.reader.at = run.from;
    this.#run = run;
    this.#from = run.clock;
    this.#to = run.clock;
    this.clock = run.clock;
  }

  /** @returns false at the run's end. */
  ready(): boolean {
    if (this.clock < this.#to) return true;
    if (this.struct.reader.at >= this.#run.to) return false;
    this.struct.read();
    this.#splitter = null;
    this.#from = this.#to;
    this.#to += this.struct.length;
    return true;
  }

  /** Clocks of the present struct that are left. */
  get left(): number {
    return this.#to - this.clock;
  }

  /** Does the present struct hold nothing any more? */
  get isEmpty(): boolean {
    return this.struct.content === Content.Collected || this.struct.content === Content.Deleted;
  }

  /** The client and clock of what the present clock was written after; clock `NOWHERE` for nothing. */
  get origin(): readonly [client: number, clock: number] {
    const { leftClient, leftClock } = this.struct;
    if (this.clock > this.#from) return [this.#run.client, this.clock - 1];
    return [leftClock === NOWHERE ? 0 : leftClient, leftClock];
  }

  /** Goes on by some clocks of the present struct. @returns their text; null when it is no text. */
  take(clocks: number): Uint8Array | null {
    this.clock += clocks;
    if (this.struct.content !== Content.Text) return null;
    this.#splitter ??= new ContentSplitter(this.struct);
    return this.#splitter.take(clocks);
  }
}

function* comparingRuns(one: Cursor, other: Cursor): Work<boolean> {
  for (let left = SLICE; one.ready() && other.ready(); left--) {
    if (left === 0) {
      left = SLICE;
      yield;
    }
    if (one.clock !== other.clock) {
      const [behind, ahead] = one.clock < other.clock ? [one, other] : [other, one];
      behind.take(Math.min(behind.left, ahead.clock - behind.clock));
      continue;
    }
    const same = one.isEmpty || other.isEmpty || placesAgree(one, other);
    const clocks = Math.min(one.left, other.left);
    const [text, otherText] = [one.take(clocks), other.take(clocks)];
    if (!same) return false;
    if (text !== null && otherText !== null && !bytesAgree(text, otherText)) return false;
  }
  return true;
}

function placesAgree(one: Cursor, other: Cursor): boolean {
  const [a, b] = [one.struct, other.struct];
  return (
    a.content === b.content &&
    one.origin[0] === other.origin[0] &&
    one.origin[1] === other.origin[1] &&
    a.rightClock === b.rightClock &&
    (a.rightClock === NOWHERE || a.rightClient === b.rightClient)
  );
}

function bytesAgree(one: Uint8Array, other: Uint8Array): boolean {
  if (one.byteLength !== other.byteLength) return false;
  for (let at = 0; at < one.byteLength; at++) if (one[at] !== other[at]) return false;
  return true;
}
