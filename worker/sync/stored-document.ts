/** The stored document: its coverage, and the frames that bring it to a client. It is never a `Y.Doc`. */

import { step2Frame, updateFrame, updateFramePrefix } from "../../shared/wire/frames.ts";
import { LARGE_UPDATE, MAX_VECTOR_CLIENTS } from "../limits.ts";
import { logError } from "../log.ts";
import type { DocumentStore } from "../storage/document-store.ts";
import type { LogEntry, LoggedEntry } from "../storage/history-segment.ts";
import { salvage, salvageAll } from "../storage/salvage.ts";
import type { Snapshot } from "../storage/snapshot-rows.ts";
import { type Classification, Coverage, type News } from "../yjs/coverage.ts";
import { type DecodedUpdate, decodeStored, decodingStored } from "../yjs/decode.ts";
import { MalformedError, Reader } from "../yjs/reader.ts";
import { type Fault, type IsDeleted, Structure } from "../yjs/structure.ts";
import { findingTakeable, type Source } from "../yjs/takeable.ts";
import { cuttingUpdate } from "../yjs/trim.ts";
import { finish, type Work } from "../yjs/work.ts";
import type { BuiltOnce } from "./built-once.ts";

/** A Yjs update that says nothing. */
const NOTHING = new Uint8Array([0, 0]);

/** Bytes of join frames that are kept in memory while the room is warm. */
const JOIN_CACHE_BYTES = 8 * 1024 * 1024;

/** The source of the document: the newest snapshot that is sound, and the log after it. */
interface Base {
  readonly snapshot: Snapshot | null;
  readonly bytes: Uint8Array | null;
  /** There are snapshots, and none of them is sound. */
  readonly damaged: boolean;
}

/** The frames that bring the document to a client that joins: the snapshot's, if there is one, and the log's. */
interface JoinFrames {
  readonly snapshot: Snapshot | null;
  readonly bytes: Uint8Array | null;
  readonly log: Uint8Array[];
  size: number;
}

/**
 * One Yjs document of a room, never held as a `Y.Doc`. It is held as its coverage
 * and as the frames that bring it to a client that joins. Both are read from the store
 * when first needed and kept up with every window while the room is warm.
 */
export class StoredDocument {
  readonly #store: DocumentStore;
  readonly #id: number;
  #coverage: Coverage | null = null;
  #join: JoinFrames | null = null;
  /** Where its items lie; built when somebody first writes after the room woke. */
  #structure: Structure | null = null;
  /** A short log as it was decoded for the coverage, for the structure to read; null once that is done. */
  #replayed: { readonly snapshot: Snapshot | null; readonly log: readonly DecodedUpdate[] } | null =
    null;
  /** How many times the document in memory was forgotten. */
  #loads = 0;
  #damaged: boolean | null = null;
  /** Are there rows of the log that cannot be read? */
  #unreadable = false;

  readonly #isDeleted: IsDeleted = (client, clock) => this.#covered().deletes(client, clock);

  constructor(store: DocumentStore, id: number) {
    this.#store = store;
    this.#id = id;
  }

  /**
   * Is there no sound snapshot, or a row of the log that cannot be read, so
   * that the content is not whole? Then nothing may be written: the room is
   * shown as far as it can be read. Snapshots are read when somebody needs
   * them, and until then only counted; a later find may change this.
   */
  get damaged(): boolean {
    this.#covered();
    this.#damaged ??= this.#seemsDamaged();
    return this.#damaged || this.#unreadable;
  }

  /** How does a client's update stand to the stored and expected content? */
  classify(update: DecodedUpdate): Classification {
    return this.#covered().classify(update);
  }

  /** The same as a work that can be interrupted. */
  classifying(update: DecodedUpdate): Work<Classification> {
    return this.#covered().classifying(update);
  }

  /**
   * An update without the edits that are stored already. Readers whose Yjs has
   * collected the beginning of a struct throw at the rest of it, and lose the
   * later structs. Once the beginning is cut off, the rest is collected, too.
   */
  *cutting(update: DecodedUpdate): Work<DecodedUpdate> {
    const known = this.#covered().overlaps(update);
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
  holds({ runs }: DecodedUpdate, clients: ReadonlySet<number>): boolean {
    const covered = this.#covered();
    return runs.every(({ client, end }) => !clients.has(client) || covered.clockOf(client) >= end);
  }

  /** What does an update that follows on this add to it? */
  news(update: DecodedUpdate): News {
    return this.#covered().news(update);
  }

  /**
   * Takes an update into the structure of the document, the last check before it
   * is expected. It follows on the document, and holds nothing of it.
   *
   * @param gathered the updates that are expected and not appended yet.
   * @returns null, or why no Yjs client writes such an update: then it is not in.
   */
  *admitting(update: DecodedUpdate, gathered: () => readonly DecodedUpdate[]): Work<Fault | null> {
    if (this.#structure === null && update.runs.length === 0) return null;
    let structure = this.#structure;
    while (structure === null) {
      const load = this.#loads;
      const built = yield* this.#build(gathered());
      // The loaded structure is outdated when something else was put in its place meanwhile.
      if (load === this.#loads) structure = this.#structure = built;
    }
    // Should this not come to its end, nobody knows which parts are in.
    this.#structure = null;
    const load = this.#loads;
    const isSmall = update.bytes.byteLength < LARGE_UPDATE;
    const fault = isSmall ? structure.take(update) : yield* structure.taking(update);
    if (!structure.isLost && load === this.#loads) this.#structure = structure;
    return fault;
  }

  /** Steps that were made to place items since the structure was read. */
  get steps(): number {
    return this.#structure?.stepsMade ?? 0;
  }

  /** Does it take time to admit the next update, however small it is, because the structure has to be read? */
  get isCold(): boolean {
    if (this.#structure !== null) return false;
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
    this.#replayed = null;
    if (this.#join === null) return;
    this.#join.log.push(frame.value);
    this.#join.size += frame.value.byteLength;
  }

  /** Writes what can be written of a large window before it is appended, in turns. Nothing else may be appended meanwhile. */
  preparing(entry: LogEntry): Work {
    return this.#store.log.preparingAppend(this.#id, entry);
  }

  /** Lets go of the frames of a large document: nobody waits for them any more. */
  forgetLargeJoin(): void {
    if ((this.#join?.size ?? 0) > JOIN_CACHE_BYTES) this.#join = null;
  }

  /**
   * The end of the document: a client that says it later, and has everything, gets only later
   * updates; null while nothing is stored.
   */
  position(): string | null {
    return salvage(
      () => this.#store.log.resumeToken(),
      () => null,
    );
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
    const since =
      position === null || this.#unreadable
        ? null
        : salvage(
            () => this.#store.log.updatesSince(this.#id, position),
            () => null,
          );
    if (since !== null) return [...since.map(updateFrame), step2Frame(NOTHING)];
    const coverage = this.#covered();
    if (stateVector.size > 0 && coverage.isWithin(stateVector)) {
      return [step2Frame(coverage.deletions())];
    }
    const { snapshot, bytes, log } = this.#joinFrames();
    if (snapshot !== null && stateVector.size > 0) {
      // A client with the content of the snapshot needs only the log.
      const covered = this.#coverageOf(snapshot);
      if (covered.isWithin(stateVector)) return [...log, step2Frame(covered.deletions())];
    }
    return [...(bytes === null ? [] : [bytes]), ...log, step2Frame(NOTHING)];
  }

  /**
   * The whole document as updates, the snapshot first.
   *
   * @throws when it is damaged.
   */
  updates(): Uint8Array[] {
    const { snapshot, bytes, damaged } = this.#base("update");
    if (damaged || this.damaged) throw new Error("The document is damaged.");
    return [
      ...(bytes === null ? [] : [bytes]),
      ...this.#store.log.updatesAfter(this.#id, snapshot),
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
    const [snapshot] = this.#snapshots();
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
  reload(): void {
    this.#coverage = null;
    this.#join = null;
    this.#structure = null;
    this.#replayed = null;
    this.#loads += 1;
    this.#damaged = null;
    this.#unreadable = false;
  }

  /** The structure of the stored content, and of these updates after it. */
  *#build(gathered: readonly DecodedUpdate[]): Work<Structure> {
    const snapshot = this.#store.snapshots.of(this.#id)[0] ?? null;
    const kept = snapshot === null ? null : yield* this.#readingKept(snapshot);
    const structure = kept ?? new Structure(this.#isDeleted);
    const replayed = this.#replayedAfter(snapshot, kept);
    if (replayed === null) {
      const stored =
        kept === null || snapshot === null
          ? this.updates()
          : [...this.#store.log.updatesAfter(this.#id, snapshot)];
      for (const update of stored) yield* structure.takingStored(yield* decodingStored(update));
    } else {
      for (const update of replayed) yield* structure.takingStored(update);
    }
    for (const update of gathered) yield* structure.takingStored(update);
    return structure;
  }

  /** The log as it is decoded already, when the structure needs no more than that; then it is let go of. */
  #replayedAfter(
    snapshot: Snapshot | null,
    kept: Structure | null,
  ): readonly DecodedUpdate[] | null {
    const replayed = this.#replayed;
    this.#replayed = null;
    if (replayed === null || replayed.snapshot !== snapshot || this.damaged) return null;
    return snapshot === null || kept !== null ? replayed.log : null;
  }

  /** The structure that is kept with a snapshot; null when there is none, or it is damaged. */
  *#readingKept(snapshot: Snapshot): Work<Structure | null> {
    try {
      const kept = yield* this.#store.snapshots.readingStructure(snapshot);
      return kept === null ? null : yield* Structure.reading(this.#isDeleted, kept);
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error;
      logError("structure-damaged", error, { blobId: snapshot.blobId });
      return null;
    }
  }

  #seemsDamaged(): boolean {
    const snapshots = this.#snapshots();
    return snapshots.length > 0 && !snapshots.some((snapshot) => this.#seemsWhole(snapshot));
  }

  #seemsWhole(snapshot: Snapshot): boolean {
    return salvage(
      () => this.#store.snapshots.seemsWhole(snapshot),
      () => false,
    );
  }

  /** The snapshots, the present one first; none where their table cannot be read. */
  #snapshots(): readonly Snapshot[] {
    return salvage(
      () => this.#store.snapshots.of(this.#id),
      (error) => {
        this.#cannotRead(error);
        return [];
      },
    );
  }

  /** The updates after a snapshot, as far as they can be read. */
  #log(snapshot: Snapshot | null): Generator<Uint8Array> {
    return salvageAll(
      () => this.#store.log.updatesAfter(this.#id, snapshot),
      (error) => this.#cannotRead(error),
    );
  }

  /** Pages of the database are damaged: the content is not whole, and the operator is told once. */
  #cannotRead(error: unknown): void {
    if (!this.#unreadable) logError("storage-damaged", error);
    this.#unreadable = true;
  }

  /** Reads the newest snapshot that is sound: as an update, or after the bytes that make it a frame. */
  #base(as: "update" | "frame"): Base {
    const snapshots = this.#snapshots();
    for (const snapshot of snapshots) {
      const bytes = salvage(
        () =>
          as === "update"
            ? this.#store.snapshots.read(snapshot)
            : this.#store.snapshots.readAfter(updateFramePrefix(snapshot.bytes), snapshot),
        () => null,
      );
      if (bytes !== null) return { snapshot, bytes, damaged: false };
      logError("head-damaged", new Error("A head is not what was written."), { ...snapshot });
    }
    return { snapshot: null, bytes: null, damaged: snapshots.length > 0 };
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
    const snapshot = this.#snapshots().find(({ isSound }) => isSound) ?? null;
    const covered = snapshot === null ? new Coverage() : this.#coverageOf(snapshot);
    const log: DecodedUpdate[] = [];
    let bytes = 0;
    for (const update of [...this.#log(snapshot)]) {
      const decoded = yield* readingStored(update);
      if (decoded === null) {
        this.#unreadable = true;
        continue;
      }
      yield* covered.adding(decoded);
      bytes += update.byteLength;
      if (bytes <= LARGE_UPDATE) log.push(decoded);
    }
    // Meanwhile, something else may have been put in its place.
    if (load !== this.#loads || this.#coverage !== null) return this.#covered();
    this.#coverage = covered;
    this.#replayed = bytes <= LARGE_UPDATE ? { snapshot, log } : null;
    return covered;
  }

  /** The coverage of a snapshot, by its note or, should that be damaged, by its bytes. */
  #coverageOf(snapshot: Snapshot): Coverage {
    const rescue = (error: unknown): Coverage => {
      if (!(error instanceof Error)) throw error;
      logError("extent-damaged", error, { blobId: snapshot.blobId });
      const bytes = salvage(
        () => this.#store.snapshots.read(snapshot),
        () => null,
      );
      const decoded = bytes === null ? null : finish(readingStored(bytes));
      return decoded === null ? new Coverage() : Coverage.of(decoded);
    };
    try {
      return Coverage.decode(this.#store.snapshots.readCoverage(snapshot), rescue);
    } catch (error) {
      return rescue(error);
    }
  }

  #joinFrames(): JoinFrames {
    if (this.#join !== null) return this.#join;
    const { snapshot, bytes, damaged } = this.#base("frame");
    this.#damaged = damaged;
    // A row that cannot be read would stop each client that gets it.
    const sound = (update: Uint8Array) =>
      !this.#unreadable || finish(readingStored(update)) !== null;
    const log = [...this.#log(snapshot)].filter(sound).map(updateFrame);
    const size = log.reduce((sum, frame) => sum + frame.byteLength, bytes?.byteLength ?? 0);
    this.#join = { snapshot, bytes, log, size };
    return this.#join;
  }
}

/** Decodes an update of our own storage; `null` when it is damaged. */
function* readingStored(update: Uint8Array): Work<DecodedUpdate | null> {
  try {
    return update.byteLength < LARGE_UPDATE ? decodeStored(update) : yield* decodingStored(update);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    logError("log-damaged", error, { bytes: update.byteLength });
    return null;
  }
}

/** Reads a Yjs state vector; `null` when it is malformed, or names more clients than a document has. */
export function readStateVector(bytes: Uint8Array): ReadonlyMap<number, number> | null {
  try {
    const reader = new Reader(bytes);
    const clients = reader.varUint();
    if (clients > MAX_VECTOR_CLIENTS) return null;
    const stateVector = new Map<number, number>();
    for (let left = clients; left > 0; left--) stateVector.set(reader.varUint(), reader.varUint());
    return stateVector;
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}
