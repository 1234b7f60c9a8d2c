/** The snapshot store: reads snapshots, and checks that they are what was written. It puts none there. */
import { checksum, sampleSum } from "../checksum.ts";
import { MalformedError } from "../yjs/reader.ts";
import type { Work } from "../yjs/work.ts";
import { blobBytes, readBlobAfter, readingBlob, readingBlobAfter } from "./blobs.ts";
import { readCoverage } from "./coverage-rows.ts";
import { isMade } from "./schema.ts";
import { readSnapshots, type Snapshot } from "./snapshot-rows.ts";

/** Reads the snapshots of a room's documents. */
export class SnapshotStore {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  /** Each document's snapshots, as far as they are known. */
  readonly #known = new Map<number, readonly Snapshot[]>();

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
  }

  /** Returns a document's snapshots, the present one first. */
  of(doc: number): readonly Snapshot[] {
    const known = this.#known.get(doc);
    if (known !== undefined) return known;
    const snapshots = this.readRows(doc);
    this.#known.set(doc, snapshots);
    return snapshots;
  }

  /** Returns the same, read anew, for where they change. */
  readRows(doc: number): Snapshot[] {
    if (!isMade(this.#storage)) return [];
    return readSnapshots(this.#sql, doc);
  }

  /** Other snapshots were put in the place of these: they are read anew. */
  forgetCached(): void {
    this.#known.clear();
  }

  /** Are as many bytes of a snapshot there as were written? Cheap, because it does not read them. */
  seemsWhole(snapshot: Snapshot): boolean {
    return snapshot.isSound && blobBytes(this.#sql, snapshot.blobId) === snapshot.bytes;
  }

  /** Returns a snapshot's bytes; null when they have changed. */
  read(snapshot: Snapshot): Uint8Array | null {
    if (!snapshot.isSound) return null;
    return checked(snapshot, readBlobAfter(this.#sql, snapshot.blobId, new Uint8Array()));
  }

  /** Returns the same as a work that can be interrupted. */
  *reading(snapshot: Snapshot): Work<Uint8Array | null> {
    if (!snapshot.isSound) return null;
    return checked(snapshot, yield* readingBlob(this.#sql, snapshot.blobId));
  }

  /**
   * Returns `prefix` and a snapshot's bytes, as one, for a client that joins; null
   * when a sample shows that they have changed.
   */
  readAfter(prefix: Uint8Array, snapshot: Snapshot): Uint8Array | null {
    if (!snapshot.isSound) return null;
    return sampled(snapshot, prefix, readBlobAfter(this.#sql, snapshot.blobId, prefix));
  }

  /** Returns the same as a work that can be interrupted. */
  *readingAfter(prefix: Uint8Array, snapshot: Snapshot): Work<Uint8Array | null> {
    if (!snapshot.isSound) return null;
    return sampled(snapshot, prefix, yield* readingBlobAfter(this.#sql, snapshot.blobId, prefix));
  }

  /**
   * Returns the coverage of a snapshot, as it was written with it.
   *
   * @throws MalformedError when it has changed on the disk.
   */
  readCoverage({ blobId, coverageSum }: Snapshot): Uint8Array {
    const coverage = readCoverage(this.#sql, blobId);
    if (coverageSum === null || coverageSum === checksum(coverage)) return coverage;
    throw new MalformedError("The coverage of a snapshot is not what was written.");
  }

  /**
   * Returns the structure of a snapshot as it was written with it, as a work that
   * can be interrupted; null when there is none.
   *
   * @throws MalformedError when it has changed on the disk.
   */
  *readingStructure({ structureBlobId, structureSum, isSound }: Snapshot): Work<Uint8Array | null> {
    if (structureBlobId === null || !isSound) return null;
    const bytes = yield* readingBlob(this.#sql, structureBlobId);
    if (structureSum === null || structureSum === checksum(bytes)) return bytes;
    throw new MalformedError("The structure of a snapshot is not what was written.");
  }
}

/** Returns the bytes of a snapshot, once it is certain that they are what was written; otherwise null. */
function checked({ bytes: length, sum }: Snapshot, bytes: Uint8Array): Uint8Array | null {
  if (bytes.byteLength !== length) return null;
  return sum === null || sum === checksum(bytes) ? bytes : null;
}

/** Returns a prefix and a snapshot's bytes, unless a sample shows that these have changed; then null. */
function sampled(snapshot: Snapshot, prefix: Uint8Array, whole: Uint8Array): Uint8Array | null {
  const bytes = whole.subarray(prefix.byteLength);
  if (snapshot.sample === null) return checked(snapshot, bytes) === null ? null : whole;
  const isSound = bytes.byteLength === snapshot.bytes && snapshot.sample === sampleSum(bytes);
  return isSound ? whole : null;
}
