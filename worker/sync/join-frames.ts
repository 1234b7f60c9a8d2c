/** Join frames: the frames that bring a stored document to a client that joins. They know no session. */

import { step2Frame, updateFrame } from "../../shared/wire/frames.ts";
import type { DocumentStore } from "../storage/document-store.ts";
import { salvage } from "../storage/salvage.ts";
import type { Snapshot } from "../storage/snapshot-rows.ts";
import type { Coverage } from "../yjs/coverage.ts";
import type { Work } from "../yjs/work.ts";
import type { BuiltOnce } from "./built-once.ts";
import type { DocumentRows } from "./document-rows.ts";

/** A Yjs update that says nothing. */
const NOTHING = new Uint8Array([0, 0]);

/** Bytes of join frames that are kept in memory while the room is warm. */
const KEPT_BYTES = 8 * 1024 * 1024;

/** The frames of the snapshot, if there is one, and of the log. */
interface StoredFrames {
  readonly snapshot: Snapshot | null;
  readonly bytes: Uint8Array | null;
  readonly log: Uint8Array[];
  size: number;
}

/**
 * Answers step 1 with the stored document. The frames are read from the store
 * when a client first joins, and kept up with every window while the room is warm.
 */
export class JoinFrames {
  readonly #store: DocumentStore;
  readonly #id: number;
  readonly #rows: DocumentRows;
  readonly #coverage: () => Coverage;
  #frames: StoredFrames | null = null;
  /** How many times the frames were forgotten. */
  #loads = 0;

  /** @param coverage returns the coverage of the stored document. */
  constructor(store: DocumentStore, id: number, rows: DocumentRows, coverage: () => Coverage) {
    this.#store = store;
    this.#id = id;
    this.#rows = rows;
    this.#coverage = coverage;
  }

  /**
   * The answer to a client's step 1: the document, as it is stored, then step
   * 2. A client with the content of the snapshot gets the log alone. A client with
   * every edit gets the deletions alone, because a state vector says nothing about
   * those.
   *
   * A client with everything up to `position` gets the updates after it. That reads
   * no snapshot and needs no coverage.
   */
  answer(stateVector: ReadonlyMap<number, number>, position: string | null): readonly Uint8Array[] {
    const since = position === null ? null : this.#updatesSince(position);
    if (since !== null) return [...since.map(updateFrame), step2Frame(NOTHING)];
    const coverage = this.#coverage();
    if (stateVector.size > 0 && coverage.isWithin(stateVector)) {
      return [step2Frame(coverage.deletions())];
    }
    const { snapshot, bytes, log } = this.#stored();
    if (snapshot !== null && stateVector.size > 0) {
      // A client with the content of the snapshot needs only the log.
      const covered = this.#rows.coverageOf(snapshot);
      if (covered.isWithin(stateVector)) return [...log, step2Frame(covered.deletions())];
    }
    return [...(bytes === null ? [] : [bytes]), ...log, step2Frame(NOTHING)];
  }

  /**
   * Reads the snapshot of a large document in turns, so that the answer is put together fast.
   * `answer` finds and reports a snapshot that cannot be read.
   */
  *preparing(stateVector: ReadonlyMap<number, number>): Work {
    const [snapshot] = this.#rows.snapshots();
    if (this.#frames !== null || snapshot === undefined) return;
    if (stateVector.size > 0 && this.#coverage().isWithin(stateVector)) return;
    const load = this.#loads;
    const bytes = yield* this.#rows.readingFrame(snapshot);
    // Meanwhile, something else may have been put in its place.
    if (bytes === null || load !== this.#loads || this.#frames !== null) return;
    this.#keep(snapshot, bytes);
  }

  /** A window was appended to the log. */
  onAppended(frame: BuiltOnce<Uint8Array>): void {
    if (this.#frames === null) return;
    this.#frames.log.push(frame.value);
    this.#frames.size += frame.value.byteLength;
  }

  /** Lets go of the frames. */
  forget(): void {
    this.#frames = null;
    this.#loads += 1;
  }

  /** Lets go of the frames of a large document. */
  forgetLarge(): void {
    if ((this.#frames?.size ?? 0) > KEPT_BYTES) this.#frames = null;
  }

  #updatesSince(position: string): readonly Uint8Array[] | null {
    if (this.#rows.isUnreadable) return null;
    return salvage(
      () => this.#store.log.updatesSince(this.#id, position),
      () => null,
    );
  }

  #stored(): StoredFrames {
    if (this.#frames !== null) return this.#frames;
    const { snapshot, bytes } = this.#rows.base("frame");
    return this.#keep(snapshot, bytes);
  }

  #keep(snapshot: Snapshot | null, bytes: Uint8Array | null): StoredFrames {
    const log = this.#rows.soundLog(snapshot).map(updateFrame);
    const size = log.reduce((sum, frame) => sum + frame.byteLength, bytes?.byteLength ?? 0);
    this.#frames = { snapshot, bytes, log, size };
    return this.#frames;
  }
}
