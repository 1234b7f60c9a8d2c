/** Coverage: the state vector and the delete set of a stored document, and how an update compares with them. */
import * as decoding from "lib0/decoding";
import { ByteWriter } from "./byte-writer.ts";
import { visitInOrder, visitingInOrder } from "./causal-order.ts";
import type { ClockRanges } from "./clock-ranges.ts";
import type { DecodedUpdate, Range } from "./decoded-update.ts";
import {
  addDeletions,
  addingDeletions,
  type Deletions,
  readingRanges,
  writeRanges,
  writingRanges,
} from "./delete-set.ts";
import { DeletionReader } from "./deletion-reader.ts";
import { finish, type Work } from "./work.ts";

/** The classification of an update against a document. */
export type Classification =
  /** It says nothing new: it was sent before. */
  | "duplicate"
  /** It says something new and follows on the document. */
  | "new"
  /** It follows on edits that are not there: something before it is missing. */
  | "missing-dependencies";

/** The part of an update that a document does not hold yet. */
export interface News {
  /** The Yjs clients that it has new structs of. */
  readonly clients: readonly number[];
  /** How many of them the document has never heard of. */
  readonly unknown: number;
  /** The most clocks that one struct without content ignores. */
  readonly emptyRun: number;
}

/**
 * The coverage of a stored document, without the document: the next clock of
 * each Yjs client, and which clocks are deleted. That is enough to tell a
 * resend from something new, and to ask a client for what is missing. It also
 * answers a client that lacks only deletions, which a state vector does not
 * show.
 */
export class Coverage {
  readonly #clocks = new Map<number, number>();
  #ranges = new Map<number, ClockRanges>();
  /** Reads stored deletions when they are first needed: a join needs none, and a long text has tens of thousands. */
  #unread: (() => Work<Map<number, ClockRanges>>) | null = null;
  /** Deletions that came after the unread ones. */
  readonly #later: Deletions[] = [];

  /**
   * How does `update` stand to this? Dependencies count too, not only what
   * precedes the update. If a neighbour, a parent or a deleted edit is not
   * there, the update would wait, unseen, in every reader for ever.
   */
  classify(update: DecodedUpdate): Classification {
    const ends = this.#endsWith(update);
    if (ends === null || !this.#hasFoundations(update, ends)) return "missing-dependencies";
    if (this.#restsOnItself(update, ends) && !visitInOrder([update], () => undefined))
      return "missing-dependencies";
    // A generator takes a moment to make, and most updates delete nothing.
    if (update.deletionCount === 0) return ends.size > 0 ? "new" : "duplicate";
    return finish(this.#judgingDeletions(update, ends));
  }

  /** The same as a work that can be interrupted. */
  *classifying(update: DecodedUpdate): Work<Classification> {
    const ends = this.#endsWith(update);
    if (ends === null || !this.#hasFoundations(update, ends)) return "missing-dependencies";
    if (this.#restsOnItself(update, ends) && !(yield* visitingInOrder([update], () => undefined))) {
      return "missing-dependencies";
    }
    return yield* this.#judgingDeletions(update, ends);
  }

  /** Where each client that an update has new structs of ends with it; null when some before them are missing. */
  #endsWith({ runs }: DecodedUpdate): Ends | null {
    const [only] = runs;
    if (only !== undefined && runs.length === 1) {
      const known = this.#clock(only.client);
      if (only.clock > known) return null;
      return only.end > known ? { only, all: NO_CLOCKS, size: 1 } : NO_ENDS;
    }
    const all = new Map<number, number>();
    for (const { client, clock, end } of runs) {
      const known = all.get(client) ?? this.#clock(client);
      if (clock > known) return null;
      if (end > known) all.set(client, end);
    }
    return { only: null, all, size: all.size };
  }

  /** Where a client ends with an update. */
  #endOf({ only, all }: Ends, client: number): number {
    if (only !== null) return only.client === client ? only.end : this.#clock(client);
    return all.get(client) ?? this.#clock(client);
  }

  /** Is what an update's new structs are built on there, or in the update? */
  #hasFoundations({ foundations, isCircular }: DecodedUpdate, ends: Ends): boolean {
    if (ends.size === 0) return true;
    if (isCircular) return false;
    for (let at = 0; at < foundations.length; at += 2) {
      const [client = 0, clock = 0] = [foundations[at], foundations[at + 1]];
      if (clock >= this.#endOf(ends, client)) return false;
    }
    return true;
  }

  /** Are new structs of an update built on others of it? Then these may wait for one another in a circle. */
  #restsOnItself({ foundations }: DecodedUpdate, ends: Ends): boolean {
    if (ends.size === 0) return false;
    for (let at = 0; at < foundations.length; at += 2) {
      if ((foundations[at + 1] ?? 0) >= this.#clock(foundations[at] ?? 0)) return true;
    }
    return false;
  }

  /** Classifies an update, whose structs follow on the document, by its deletions. */
  *#judgingDeletions(update: DecodedUpdate, ends: Ends): Work<Classification> {
    let deletes = false;
    if (update.deletionCount > 0) {
      const deletions = new DeletionReader(update);
      for (let left = SLICE; deletions.next(); left--) {
        if (left === 0) {
          left = SLICE;
          yield;
        }
        const { client, clock, end } = deletions;
        if (end > this.#endOf(ends, client)) return "missing-dependencies";
        deletes ||= this.#deleted().get(client)?.covers(clock, end) !== true;
      }
    }
    return deletes || ends.size > 0 ? "new" : "duplicate";
  }

  /** The part that an update which follows on this adds to it. */
  news(update: DecodedUpdate): News {
    const [only] = update.runs;
    if (only !== undefined && update.runs.length === 1 && update.empties.length === 0) {
      const known = this.#clock(only.client);
      if (only.end <= known) return NO_NEWS;
      return { clients: [only.client], unknown: known === 0 ? 1 : 0, emptyRun: 0 };
    }
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

  /** The clocks of those clients whose runs in `update` begin with known structs; null when none does. */
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

  /** Is this clock of a client deleted? */
  deletes(client: number, clock: number): boolean {
    return (
      this.#deleted()
        .get(client)
        ?.covers(clock, clock + 1) === true
    );
  }

  /** The next clock of a Yjs client. */
  clockOf(client: number): number {
    return this.#clock(client);
  }

  /** How many Yjs clients it knows. */
  get clientCount(): number {
    return this.#clocks.size;
  }

  /** Takes an update in. Structs behind a gap are left out, so that the room asks for them again. */
  add(update: DecodedUpdate): void {
    this.#addRuns(update);
    if (update.deletionCount === 0) return;
    if (this.#unread === null) addDeletions(this.#ranges, update);
    else {
      // The rest of the update is not kept in memory for them.
      const bytes = update.bytes.slice(update.deletionsFrom);
      this.#later.push({ bytes, deletionsFrom: 0, deletionCount: update.deletionCount });
    }
  }

  /** The same as a work that can be interrupted. */
  *adding(update: DecodedUpdate): Work {
    if (update.deletionCount < SLICE || this.#unread !== null) return this.add(update);
    this.#addRuns(update);
    yield* addingDeletions(this.#ranges, update);
  }

  #addRuns({ runs }: DecodedUpdate): void {
    for (const { client, clock, end } of runs) {
      const known = this.#clock(client);
      if (clock <= known && end > known) this.#clocks.set(client, end);
    }
  }

  /** Is everything that `other` covers covered here, too? */
  includes(other: Coverage): boolean {
    return finish(this.including(other));
  }

  /** The same as a work that can be interrupted. */
  *including(other: Coverage): Work<boolean> {
    for (const [client, clock] of other.#clocks) {
      if ((this.#clocks.get(client) ?? 0) < clock) return false;
    }
    const deleted = this.#deleted();
    for (const [client, ranges] of other.#deleted()) {
      const mine = deleted.get(client);
      const cursor = ranges.cursor();
      for (let left = SLICE; cursor.next(); left--) {
        if (mine?.covers(cursor.start, cursor.end) !== true) return false;
        if (left > 0) continue;
        left = SLICE;
        yield;
      }
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
    const target = new ByteWriter(16);
    writeClocks(target, this.#clocks);
    return target.written.slice();
  }

  /** As a Yjs update (V1) that holds no edits, only all deletions. */
  deletions(): Uint8Array {
    const target = new ByteWriter(64);
    target.varUint(0);
    writeRanges(target, this.#deleted());
    return target.written.slice();
  }

  /** For storage; `Coverage.decode` reads it. */
  encode(): Uint8Array {
    return finish(this.encoding());
  }

  /** The same as a work that can be interrupted. */
  *encoding(): Work<Uint8Array> {
    const target = new ByteWriter(64);
    writeClocks(target, this.#clocks);
    yield* writingRanges(target, this.#deleted());
    return target.written.slice();
  }

  /**
   * Reads the bytes of `encode`: the clocks now, and the deletions when they
   * are needed. Should those turn out to be damaged, `rescue` says them.
   *
   * @throws when the clocks are damaged.
   */
  static decode(bytes: Uint8Array, rescue: (error: unknown) => Coverage = rethrow): Coverage {
    const coverage = new Coverage();
    const decoder = decoding.createDecoder(bytes);
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      coverage.#clocks.set(decoding.readVarUint(decoder), decoding.readVarUint(decoder));
    }
    const { pos } = decoder;
    coverage.#unread = function* () {
      try {
        // A decoder of its own: somebody else may read the deletions at once, while this waits for its turn.
        return yield* readingRanges(decoding.createDecoder(bytes.subarray(pos)));
      } catch (error) {
        return rescue(error).#deleted();
      }
    };
    return coverage;
  }

  /** Reads the stored deletions in turns, where they were not needed yet. Nothing may be added meanwhile. */
  *readingDeletions(): Work {
    const unread = this.#unread;
    if (unread === null) return;
    const ranges = yield* unread();
    for (const deletions of this.#later) yield* addingDeletions(ranges, deletions);
    if (this.#unread !== unread) return;
    this.#ranges = ranges;
    this.#later.length = 0;
    this.#unread = null;
  }

  #deleted(): Map<number, ClockRanges> {
    if (this.#unread !== null) finish(this.readingDeletions());
    return this.#ranges;
  }

  #clock(client: number): number {
    return this.#clocks.get(client) ?? 0;
  }

  /** Returns the coverage of one update on its own. */
  static of(update: DecodedUpdate): Coverage {
    const coverage = new Coverage();
    coverage.add(update);
    return coverage;
  }
}

/** Ranges that are gone through between two pauses. */
const SLICE = 8_192;

/** The next clocks of the clients that an update has news of, as they will be. Mostly it is only one. */
interface Ends {
  readonly only: Range | null;
  readonly all: ReadonlyMap<number, number>;
  /** How many clients these are. */
  readonly size: number;
}

const NO_NEWS: News = { clients: [], unknown: 0, emptyRun: 0 };

const NO_CLOCKS: ReadonlyMap<number, number> = new Map();
const NO_ENDS: Ends = { only: null, all: NO_CLOCKS, size: 0 };

function writeClocks(target: ByteWriter, clocks: ReadonlyMap<number, number>): void {
  target.varUint(clocks.size);
  for (const [client, clock] of clocks) {
    target.varUint(client);
    target.varUint(clock);
  }
}

function rethrow(error: unknown): never {
  throw error;
}
