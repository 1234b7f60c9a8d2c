import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { News } from "./check.ts";
import type { DecodedUpdate, Range } from "./decode.ts";
import { visitInOrder } from "./order.ts";

/** Half-open ranges of clocks `[start, end)`, sorted, neither touching nor overlapping. */
export type Ranges = [start: number, end: number][];

/** How an update stands to what a document already holds. */
export type Coverage =
  /** It says nothing new: it was sent before. */
  | "covered"
  /** It says something new and follows on what is there. */
  | "new"
  /** It follows on edits that are not there: something before it is missing. */
  | "gap";

/**
 * What a stored document covers, without the document: the next clock of each
 * Yjs client, and which clocks are deleted. Enough to tell a resend from
 * something new, to ask a client for what is missing, and to answer one that
 * lacks nothing but deletions (which a state vector does not show).
 */
export class Extent {
  readonly #clocks = new Map<number, number>();
  #ranges = new Map<number, Ranges>();
  /** Reads stored deletions when they are first needed: a join needs none, and a long text has tens of thousands. */
  #unread: (() => Map<number, Ranges>) | null = null;
  /** Deletions that came after the unread ones. */
  readonly #later: (readonly Range[])[] = [];

  /**
   * How does `update` stand to this? What it is built on counts too, not only
   * what precedes it: a neighbour, a parent or a deleted edit that is not there
   * would wait, unseen, in every reader for ever.
   */
  judge(update: DecodedUpdate): Coverage {
    const next = new Map<number, number>();
    let fresh = false;
    for (const { client, clock, end } of update.runs) {
      const known = next.get(client) ?? this.#clock(client);
      if (clock > known) return "gap";
      if (end > known) {
        fresh = true;
        next.set(client, end);
      }
    }
    const endOf = (client: number): number => next.get(client) ?? this.#clock(client);
    if (fresh) {
      if (update.isCircular) return "gap";
      const { foundations } = update;
      let restsOnItself = false;
      for (let at = 0; at < foundations.length; at += 2) {
        const [client = 0, clock = 0] = [foundations[at], foundations[at + 1]];
        if (clock >= endOf(client)) return "gap";
        restsOnItself ||= clock >= this.#clock(client);
      }
      if (restsOnItself && !visitInOrder([update], () => undefined)) return "gap";
    }
    let deletes = false;
    for (const { client, clock, end } of update.deletions) {
      if (end > endOf(client)) return "gap";
      deletes ||= !covers(this.#deleted().get(client) ?? [], clock, end);
    }
    return fresh || deletes ? "new" : "covered";
  }

  /** What an update that follows on this adds to it. */
  news(update: DecodedUpdate): News {
    const clients = new Set<number>();
    let unknown = 0;
    for (const { client, end } of update.runs) {
      const known = this.#clock(client);
      if (end <= known || clients.has(client)) continue;
      clients.add(client);
      if (known === 0) unknown += 1;
    }
    let emptyRun = 0;
    for (const { client, clock, end } of update.empties) {
      emptyRun = Math.max(emptyRun, end - Math.max(this.#clock(client), clock));
    }
    return { clients: [...clients], unknown, emptyRun };
  }

  /** The clocks of those clients whose runs in `update` begin with what is known already; null when none does. */
  overlaps(update: DecodedUpdate): ReadonlyMap<number, number> | null {
    let known: Map<number, number> | null = null;
    for (const { client, clock } of update.runs) {
      const end = this.#clock(client);
      if (clock >= end) continue;
      known ??= new Map();
      known.set(client, end);
    }
    return known;
  }

  /** How many Yjs clients it knows. */
  get clientCount(): number {
    return this.#clocks.size;
  }

  /** Takes an update in. What follows on a gap is left out, so that it is asked for again. */
  add(update: DecodedUpdate): void {
    for (const { client, clock, end } of update.runs) {
      const known = this.#clock(client);
      if (clock <= known && end > known) this.#clocks.set(client, end);
    }
    if (this.#unread === null) addDeletions(this.#ranges, update.deletions);
    else this.#later.push(update.deletions);
  }

  /** Is everything that `other` covers covered here, too? */
  includes(other: Extent): boolean {
    for (const [client, clock] of other.#clocks) {
      if ((this.#clocks.get(client) ?? 0) < clock) return false;
    }
    const deleted = this.#deleted();
    for (const [client, ranges] of other.#deleted()) {
      const mine = deleted.get(client) ?? [];
      for (const [start, end] of ranges) if (!covers(mine, start, end)) return false;
    }
    return true;
  }

  /** Does someone with this state vector have every edit of ours (deletions apart)? */
  isWithin(stateVector: ReadonlyMap<number, number>): boolean {
    for (const [client, clock] of this.#clocks) {
      if ((stateVector.get(client) ?? 0) < clock) return false;
    }
    return true;
  }

  /** As a Yjs state vector. */
  stateVector(): Uint8Array {
    const encoder = encoding.createEncoder();
    writeClocks(encoder, this.#clocks);
    return encoding.toUint8Array(encoder);
  }

  /** As a Yjs update (V1) that holds no edits, only all deletions. */
  deletions(): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    writeRanges(encoder, this.#deleted());
    return encoding.toUint8Array(encoder);
  }

  /** For storage; `Extent.decode` reads it. */
  encode(): Uint8Array {
    const encoder = encoding.createEncoder();
    writeClocks(encoder, this.#clocks);
    writeRanges(encoder, this.#deleted());
    return encoding.toUint8Array(encoder);
  }

  /**
   * Reads what `encode` has written: the clocks now, and the deletions when
   * they are needed. Should those turn out to be damaged, `rescue` says them.
   *
   * @throws when the clocks are damaged.
   */
  static decode(bytes: Uint8Array, rescue: (error: unknown) => Extent = rethrow): Extent {
    const extent = new Extent();
    const decoder = decoding.createDecoder(bytes);
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      extent.#clocks.set(decoding.readVarUint(decoder), decoding.readVarUint(decoder));
    }
    extent.#unread = () => {
      try {
        return readRanges(decoder);
      } catch (error) {
        return rescue(error).#deleted();
      }
    };
    return extent;
  }

  #deleted(): Map<number, Ranges> {
    if (this.#unread !== null) {
      this.#ranges = this.#unread();
      this.#unread = null;
      for (const deletions of this.#later.splice(0)) addDeletions(this.#ranges, deletions);
    }
    return this.#ranges;
  }

  #clock(client: number): number {
    return this.#clocks.get(client) ?? 0;
  }

  /** What one update covers on its own. */
  static of(update: DecodedUpdate): Extent {
    const extent = new Extent();
    extent.add(update);
    return extent;
  }
}

function writeClocks(encoder: encoding.Encoder, clocks: ReadonlyMap<number, number>): void {
  encoding.writeVarUint(encoder, clocks.size);
  for (const [client, clock] of clocks) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
  }
}

function readRanges(decoder: decoding.Decoder): Map<number, Ranges> {
  const deleted = new Map<number, Ranges>();
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const client = decoding.readVarUint(decoder);
    const ranges: Ranges = [];
    for (let count = decoding.readVarUint(decoder); count > 0; count--) {
      const start = decoding.readVarUint(decoder);
      ranges.push([start, start + decoding.readVarUint(decoder)]);
    }
    deleted.set(client, ranges);
  }
  return deleted;
}

function rethrow(error: unknown): never {
  throw error;
}

/** Writes ranges as a Yjs V1 delete set: client, count, then clock and length of each. */
export function writeRanges(encoder: encoding.Encoder, deleted: ReadonlyMap<number, Ranges>): void {
  encoding.writeVarUint(encoder, deleted.size);
  for (const [client, ranges] of deleted) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const [start, end] of ranges) {
      encoding.writeVarUint(encoder, start);
      encoding.writeVarUint(encoder, end - start);
    }
  }
}

/** The index of the first range that ends after `clock`. */
function firstEndingAfter(ranges: Ranges, clock: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const range = ranges[middle];
    if (range !== undefined && range[1] > clock) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Does one of these ranges hold all of `[start, end)`? */
export function covers(ranges: Ranges, start: number, end: number): boolean {
  const range = ranges[firstEndingAfter(ranges, start)];
  return start === end || (range !== undefined && range[0] <= start && range[1] >= end);
}

/** Deletions up to which each is put in its place; of more, all are put in order together. */
const FEW = 32;

/** Adds deletions, in whatever order they come. */
export function addDeletions(deleted: Map<number, Ranges>, deletions: readonly Range[]): void {
  if (deletions.length <= FEW) {
    for (const { client, clock, end } of deletions) {
      deleted.set(client, insert(deleted.get(client) ?? [], clock, end));
    }
    return;
  }
  // One by one, each would move all that lie behind it, which takes minutes for a hostile order of many.
  for (const [client, added] of Map.groupBy(deletions, (range) => range.client)) {
    const ranges = (deleted.get(client) ?? []).map(([start, end]) => ({ clock: start, end }));
    const inOrder = [...ranges, ...added].sort((a, b) => a.clock - b.clock);
    const joined: Ranges = [];
    for (const { clock, end } of inOrder) {
      const last = joined.at(-1);
      if (last !== undefined && clock <= last[1]) last[1] = Math.max(last[1], end);
      else if (end > clock) joined.push([clock, end]);
    }
    deleted.set(client, joined);
  }
}

/** Adds `[start, end)`, joining what it touches. Changes `ranges` in place when it can. */
function insert(ranges: Ranges, start: number, end: number): Ranges {
  if (start === end) return ranges;
  const first = firstEndingAfter(ranges, start - 1);
  let last = first;
  let low = start;
  let high = end;
  for (let range = ranges[last]; range !== undefined && range[0] <= end; range = ranges[last]) {
    low = Math.min(low, range[0]);
    high = Math.max(high, range[1]);
    last++;
  }
  ranges.splice(first, last - first, [low, high]);
  return ranges;
}
