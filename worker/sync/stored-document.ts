/** The stored document: its rows, coverage and structure as one. It is never a `Y.Doc`. */

import { LARGE_UPDATE } from "../limits.ts";
import type { DocumentStore } from "../storage/document-store.ts";
import type { LogEntry, LoggedEntry } from "../storage/history-segment.ts";
import { salvage } from "../storage/salvage.ts";
import type { Snapshot } from "../storage/snapshot-rows.ts";
import {
  type Classification,
  classify,
  classifying,
  type News,
  newsOf,
  overlaps,
} from "../yjs/classify.ts";
import { Coverage } from "../yjs/coverage.ts";
import { decodingStored } from "../yjs/decode.ts";
import type { DecodedUpdate } from "../yjs/decoded-update.ts";
import type { Fault } from "../yjs/fault.ts";
import { findingTakeable, type Source } from "../yjs/takeable.ts";
import { cuttingUpdate } from "../yjs/trim.ts";
import { finish, type Work } from "../yjs/work.ts";
import type { BuiltOnce } from "./built-once.ts";
import { type Base, DocumentRows } from "./document-rows.ts";
import { JoinFrames } from "./join-frames.ts";
import { StoredStructure } from "./stored-structure.ts";

/**
 * One Yjs document of a room, never held as a `Y.Doc`. It is held as its coverage,
 * its structure, and the frames that bring it to a client that joins. Each is read from the
 * store when first needed, and kept up with every window while the room is warm.
 */
export class StoredDocument {
  readonly #store: DocumentStore;
  readonly #id: number;
  readonly #rows: DocumentRows;
  readonly #structure: StoredStructure;
  readonly #joins: JoinFrames;
  #coverage: Coverage | null = null;
  /** How many times the document in memory was forgotten. */
  #loads = 0;

  constructor(store: DocumentStore, id: number) {
    this.#store = store;
    this.#id = id;
    this.#rows = new DocumentRows(store, id);
    this.#structure = new StoredStructure(store, id, {
      isDeleted: (client, clock) => this.#covered().deletes(client, clock),
      base: () => this.#soundBase(),
    });
    this.#joins = new JoinFrames(store, id, this.#rows, () => this.#covered());
  }

  /**
   * Is there no sound snapshot, or a row of the log that cannot be read, so
   * that the content is not whole? Then nothing may be written: the room is
   * shown as far as it can be read.
   */
  get damaged(): boolean {
    this.#covered();
    return this.#rows.isDamaged;
  }

  /** How does a client's update stand to the stored and expected content? */
  classify(update: DecodedUpdate): Classification {
    return classify(this.#covered(), update);
  }

  /** The same as a work that can be interrupted. */
  classifying(update: DecodedUpdate): Work<Classification> {
    return classifying(this.#covered(), update);
  }

  /**
   * An update without the edits that are stored already. Readers whose Yjs has
   * collected the beginning of a struct throw at the rest of it, and lose the
   * later structs. Once the beginning is cut off, the rest is collected, too.
   */
  *cutting(update: DecodedUpdate): Work<DecodedUpdate> {
    const known = overlaps(this.#covered(), update);
    if (known === null) return update;
    return yield* decodingStored(yield* cuttingUpdate(update, known));
  }

  /** The part of these updates that follows on this, when the rest waits for edits that are not there. */
  *findingTakeable(sources: readonly Source[]): Work<DecodedUpdate> {
    const covered = this.#covered();
    const fresh: Source[] = [];
    for (const { update, isBlocked } of sources) {
      fresh.push({ update: yield* this.cutting(update), isBlocked });
    }
    return yield* findingTakeable(fresh, (client) => covered.clockOf(client));
  }

  /** Does it hold all structs of these clients that are in an update? */
  includesRuns({ runs }: DecodedUpdate, clients: ReadonlySet<number>): boolean {
    const covered = this.#covered();
    return runs.every(({ client, end }) => !clients.has(client) || covered.clockOf(client) >= end);
  }

  /** What does an update that follows on this add to it? */
  news(update: DecodedUpdate): News {
    return newsOf(this.#covered(), update);
  }

  /**
   * Takes an update into the structure of the document, the last check before it
   * is expected. It follows on the document, and holds nothing of it.
   *
   * @param gathered the updates that are expected and not appended yet.
   * @returns null, or why no Yjs client writes such an update: then it is not in.
   */
  admitting(update: DecodedUpdate, gathered: () => readonly DecodedUpdate[]): Work<Fault | null> {
    return this.#structure.admitting(update, gathered);
  }

  /** Steps that were made to place items since the structure was read. */
  get steps(): number {
    return this.#structure.steps;
  }

  /** Does it take time to admit the next update, however small it is, because the structure has to be read or needs room? */
  get isCold(): boolean {
    if (this.#structure.isReady) return false;
    // The log is read here at the latest: from then on its size is known, too.
    this.#covered();
    return true;
  }

  /** How many Yjs clients have written in it. */
  get clientCount(): number {
    return this.#covered().clientCount;
  }

  /**
   * This update was taken and will be appended with its window; an update that follows on it leaves
   * no gap.
   */
  expect(update: DecodedUpdate): void {
    this.#covered().add(update);
  }

  /** The same as a work that can be interrupted. */
  expecting(update: DecodedUpdate): Work {
    return this.#covered().adding(update);
  }

  /** The stored document as a state vector: the question of sync step 1. */
  stateVector(): Uint8Array {
    return this.#covered().stateVector();
  }

  /**
   * Writes one window of expected updates: it is stored from here on, or this throws and nothing is.
   *
   * @param frame the update's frame, which later joins share with connected clients.
   */
  append(entry: LogEntry, frame: BuiltOnce<Uint8Array>): void {
    this.#store.log.append(this.#id, entry);
    this.#structure.noteDecoded(null);
    this.#joins.onAppended(frame);
  }

  /** Writes what can be written of a large window before it is appended, in turns. Nothing else may be appended meanwhile. */
  preparing(entry: LogEntry): Work {
    return this.#store.log.preparingAppend(this.#id, entry);
  }

  /** Lets go of the frames of a large document: nobody waits for them any more. */
  forgetLargeJoin(): void {
    this.#joins.forgetLarge();
  }

  /**
   * The end of the document: a client that says it later, and has everything, gets only later
   * updates; null while nothing is stored.
   */
  resumeToken(): string | null {
    return salvage(
      () => this.#store.log.resumeToken(),
      () => null,
    );
  }

  /** The answer to a client's step 1: see `JoinFrames`. */
  joinFrames(
    stateVector: ReadonlyMap<number, number>,
    position: string | null,
  ): readonly Uint8Array[] {
    return this.#joins.answer(stateVector, position);
  }

  /** Reads what the answer to a step 1 needs, in turns. */
  *preparingJoin(stateVector: ReadonlyMap<number, number>): Work {
    yield* this.covering();
    yield* this.#joins.preparing(stateVector);
  }

  /**
   * The whole document as updates, the snapshot first.
   *
   * @throws when it is damaged.
   */
  updates(): Uint8Array[] {
    const { snapshot, bytes } = this.#soundBase();
    return [
      ...(bytes === null ? [] : [bytes]),
      ...this.#store.log.readUpdatesAfter(this.#id, snapshot),
    ];
  }

  /**
   * The same as a work that can be interrupted, and the snapshot that it begins
   * with.
   *
   * @param present the entries of the present log.
   * @throws when it is damaged.
   */
  *gathering(
    present: readonly LoggedEntry[],
  ): Work<{ readonly updates: readonly Uint8Array[]; readonly snapshot: Snapshot | null }> {
    const [snapshot] = this.#rows.snapshots();
    const bytes = snapshot === undefined ? null : yield* this.#store.snapshots.reading(snapshot);
    const isWhole =
      snapshot === undefined ||
      (bytes !== null && snapshot.generation === this.#store.log.bounds.generation);
    // An older snapshot is needed, and more than one log.
    if (!isWhole) return { updates: this.updates(), snapshot: null };
    if (this.damaged) throw new Error("The document is damaged.");
    const log = present.filter(({ doc }) => doc === this.#id).map(({ data }) => data);
    return { updates: [...(bytes === null ? [] : [bytes]), ...log], snapshot: snapshot ?? null };
  }

  /** Forgets what it holds in memory: the store has a new snapshot, or an expected update did not come. */
  forgetCached(): void {
    this.#coverage = null;
    this.#joins.forget();
    this.#structure.forget();
    this.#rows.forgetDamage();
    this.#loads += 1;
  }

  #soundBase(): Base {
    const base = this.#rows.base("update");
    if (this.damaged) throw new Error("The document is damaged.");
    return base;
  }

  #covered(): Coverage {
    return this.#coverage ?? finish(this.#readingCoverage());
  }

  /** Reads the coverage, where it is not in memory. Of a long log, that takes time. */
  *covering(): Work {
    if (this.#coverage === null) yield* this.#readingCoverage();
  }

  /** Reads what a write needs, where it is not in memory: the coverage with its deletions. */
  *warming(): Work {
    yield* this.covering();
    yield* this.#covered().readingDeletions();
  }

  /**
   * From the newest snapshot's coverage, whether or not its bytes are sound: its edits were
   * accepted once.
   */
  *#readingCoverage(): Work<Coverage> {
    const load = this.#loads;
    const snapshot = this.#rows.snapshots().find(({ isSound }) => isSound) ?? null;
    const covered = snapshot === null ? new Coverage() : this.#rows.coverageOf(snapshot);
    const log: DecodedUpdate[] = [];
    let bytes = 0;
    let pauseAt = LARGE_UPDATE;
    for (const update of this.#rows.log(snapshot)) {
      const isLarge = update.byteLength >= LARGE_UPDATE;
      const decoded = isLarge ? yield* this.#rows.decoding(update) : this.#rows.decode(update);
      if (decoded === null) continue;
      if (isLarge) yield* covered.adding(decoded);
      else covered.add(decoded);
      bytes += update.byteLength;
      if (bytes >= pauseAt) {
        pauseAt = bytes + LARGE_UPDATE;
        yield;
      }
      if (bytes <= LARGE_UPDATE) log.push(decoded);
    }
    // Meanwhile, something else may have been put in its place.
    if (load !== this.#loads || this.#coverage !== null) return this.#covered();
    this.#coverage = covered;
    this.#structure.noteDecoded(bytes <= LARGE_UPDATE ? { snapshot, log } : null);
    return covered;
  }
}
