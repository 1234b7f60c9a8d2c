/** Coverage: the state vector and the delete set of a stored document. */
import * as decoding from "lib0/decoding";
import { ByteWriter } from "./byte-writer.ts";
import type { ClockRanges } from "./clock-ranges.ts";
import type { DecodedUpdate } from "./decoded-update.ts";
import {
  addDeletions,
  addingDeletions,
  type Deletions,
  readingRanges,
  writeRanges,
  writingRanges,
} from "./delete-set.ts";
import { finish, type Work } from "./work.ts";

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

  /** Is this clock of a client deleted? */
  deletes(client: number, clock: number): boolean {
    return this.deletesAll(client, clock, clock + 1);
  }

  /** Are all these clocks of a client deleted? */
  deletesAll(client: number, clock: number, end: number): boolean {
    return this.#deleted().get(client)?.covers(clock, end) === true;
  }

  /** The next clock of a Yjs client. */
  clockOf(client: number): number {
    return this.#clocks.get(client) ?? 0;
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
      const known = this.clockOf(client);
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

  /** Returns the coverage of one update on its own. */
  static of(update: DecodedUpdate): Coverage {
    const coverage = new Coverage();
    coverage.add(update);
    return coverage;
  }
}

/** Ranges that are gone through between two pauses. */
const SLICE = 8_192;

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
