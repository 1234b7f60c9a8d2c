/** Document rows: a document's snapshots and log as far as they can be read, and whether they are whole. */
import { updateFramePrefix } from "../../shared/wire/frames.ts";
import { logError } from "../log.ts";
import type { DocumentStore } from "../storage/document-store.ts";
import { salvage } from "../storage/salvage.ts";
import type { Snapshot } from "../storage/snapshot-rows.ts";
import { isDamage } from "../storage/storage-errors.ts";
import { Coverage } from "../yjs/coverage.ts";
import { decodeStored, decodingStored } from "../yjs/decode.ts";
import type { DecodedUpdate } from "../yjs/decoded-update.ts";
import type { Work } from "../yjs/work.ts";

/** The beginning of a document: its newest snapshot that is sound. Both are null where there is none. */
export interface Base {
  readonly snapshot: Snapshot | null;
  readonly bytes: Uint8Array | null;
}

/**
 * Reads the rows of one document. Rows that cannot be read are left out, the
 * operator is told, and the document counts as damaged.
 */
export class DocumentRows {
  readonly #store: DocumentStore;
  readonly #id: number;
  #isDamaged: boolean | null = null;
  /** Are there rows of the log that cannot be read? */
  #isUnreadable = false;

  constructor(store: DocumentStore, id: number) {
    this.#store = store;
    this.#id = id;
  }

  /**
   * Is there no sound snapshot, or a row that could not be read? Snapshots are
   * read when somebody needs them, and until then only counted; a later find may
   * change this.
   */
  get isDamaged(): boolean {
    this.#isDamaged ??= this.#seemsDamaged();
    return this.#isDamaged || this.#isUnreadable;
  }

  /** Could a row of the log not be read? */
  get isUnreadable(): boolean {
    return this.#isUnreadable;
  }

  /** Other rows were put in the place of these. */
  forgetDamage(): void {
    this.#isDamaged = null;
    this.#isUnreadable = false;
  }

  /** Returns the snapshots, the present one first; none where their table cannot be read. */
  snapshots(): readonly Snapshot[] {
    return salvage(
      () => this.#store.snapshots.of(this.#id),
      (error) => {
        this.#cannotRead(error);
        return [];
      },
    );
  }

  /** Returns the updates after a snapshot; those before the first one that cannot be read. */
  log(snapshot: Snapshot | null): Uint8Array[] {
    const updates: Uint8Array[] = [];
    salvage<unknown>(
      () => this.#store.log.readUpdatesAfter(this.#id, snapshot, updates),
      (error) => this.#cannotRead(error),
    );
    return updates;
  }

  /** Decodes an update of the log; null when it is damaged. */
  decode(update: Uint8Array): DecodedUpdate | null {
    const decoded = decodeRow(update);
    if (decoded === null) this.#isUnreadable = true;
    return decoded;
  }

  /** The same as a work that can be interrupted. */
  *decoding(update: Uint8Array): Work<DecodedUpdate | null> {
    const decoded = yield* decodingRow(update);
    if (decoded === null) this.#isUnreadable = true;
    return decoded;
  }

  /** Returns the updates of the log as frames may carry them: one that cannot be read would stop each client that gets it. */
  soundLog(snapshot: Snapshot | null): Uint8Array[] {
    const log = this.log(snapshot);
    return this.#isUnreadable ? log.filter((update) => decodeRow(update) !== null) : log;
  }

  /** Reads the newest snapshot that is sound: as an update, or after the bytes that make it a frame. */
  base(as: "update" | "frame"): Base {
    const { snapshots: stored } = this.#store;
    const snapshots = this.snapshots();
    for (const snapshot of snapshots) {
      const bytes = salvage(
        () =>
          as === "update"
            ? stored.read(snapshot)
            : stored.readAfter(updateFramePrefix(snapshot.bytes), snapshot),
        () => null,
      );
      if (bytes !== null) {
        this.#isDamaged = false;
        return { snapshot, bytes };
      }
      logError("head-damaged", new Error("A snapshot is not what was written."), { ...snapshot });
    }
    this.#isDamaged = snapshots.length > 0;
    return { snapshot: null, bytes: null };
  }

  /** Reads a snapshot as a frame, in turns; null where it is damaged. */
  *readingFrame(snapshot: Snapshot): Work<Uint8Array | null> {
    const prefix = updateFramePrefix(snapshot.bytes);
    try {
      return yield* this.#store.snapshots.readingAfter(prefix, snapshot);
    } catch (error) {
      if (!isDamage(error)) throw error;
      return null;
    }
  }

  /** Returns the coverage of a snapshot, by its note or, should that be damaged, by its bytes. */
  coverageOf(snapshot: Snapshot): Coverage {
    const rescue = (error: unknown): Coverage => {
      if (!(error instanceof Error)) throw error;
      logError("extent-damaged", error, { blobId: snapshot.blobId });
      const bytes = salvage(
        () => this.#store.snapshots.read(snapshot),
        () => null,
      );
      const decoded = bytes === null ? null : decodeRow(bytes);
      return decoded === null ? new Coverage() : Coverage.of(decoded);
    };
    try {
      return Coverage.decode(this.#store.snapshots.readCoverage(snapshot), rescue);
    } catch (error) {
      return rescue(error);
    }
  }

  #seemsDamaged(): boolean {
    const snapshots = this.snapshots();
    return snapshots.length > 0 && !snapshots.some((snapshot) => this.#seemsWhole(snapshot));
  }

  #seemsWhole(snapshot: Snapshot): boolean {
    return salvage(
      () => this.#store.snapshots.seemsWhole(snapshot),
      () => false,
    );
  }

  /** Pages of the database are damaged: the content is not whole, and the operator is told once. */
  #cannotRead(error: unknown): void {
    if (!this.#isUnreadable) logError("storage-damaged", error);
    this.#isUnreadable = true;
  }
}

/** Decodes an update of our own storage; null when it is damaged. */
function decodeRow(update: Uint8Array): DecodedUpdate | null {
  try {
    return decodeStored(update);
  } catch (error) {
    return damagedRow(update, error);
  }
}

/** Does the same as a work that can be interrupted. */
function* decodingRow(update: Uint8Array): Work<DecodedUpdate | null> {
  try {
    return yield* decodingStored(update);
  } catch (error) {
    return damagedRow(update, error);
  }
}

function damagedRow(update: Uint8Array, error: unknown): null {
  if (!(error instanceof Error)) throw error;
  logError("log-damaged", error, { bytes: update.byteLength });
  return null;
}
