/** The stored structure: where a document's items lie, read or built when somebody first writes after the room woke. */
import { LARGE_UPDATE } from "../limits.ts";
import { logError } from "../log.ts";
import type { DocumentStore } from "../storage/document-store.ts";
import type { Snapshot } from "../storage/snapshot-rows.ts";
import { decodeStored, decodingStored } from "../yjs/decode.ts";
import type { DecodedUpdate } from "../yjs/decoded-update.ts";
import type { Fault } from "../yjs/fault.ts";
import type { IsDeleted } from "../yjs/list-finder.ts";
import { MalformedError } from "../yjs/reader.ts";
import { Structure } from "../yjs/structure.ts";
import type { Work } from "../yjs/work.ts";
import type { Base } from "./document-rows.ts";

/** The parts of the document that `StoredStructure` needs. */
export interface AroundStructure {
  readonly isDeleted: IsDeleted;
  /** The beginning of the document: its newest snapshot that is sound. @throws when the document is damaged. */
  base(): Base;
}

/** A short log as it was decoded for the coverage. */
interface DecodedLog {
  readonly snapshot: Snapshot | null;
  readonly log: readonly DecodedUpdate[];
}

/** The structure of one document, kept up with every update while the room is warm. */
export class StoredStructure {
  readonly #store: DocumentStore;
  readonly #id: number;
  readonly #around: AroundStructure;
  #structure: Structure | null = null;
  /** How many times it was forgotten. */
  #loads = 0;
  /** A log that was decoded already, for the structure to read; null once that is done. */
  #decoded: DecodedLog | null = null;

  constructor(store: DocumentStore, id: number, around: AroundStructure) {
    this.#store = store;
    this.#id = id;
    this.#around = around;
  }

  /** Is it in memory, with room for the next small update? */
  get isReady(): boolean {
    return this.#structure?.hasRoomFor(LARGE_UPDATE) === true;
  }

  /** Steps that were made to place items since it was read. */
  get steps(): number {
    return this.#structure?.stepsMade ?? 0;
  }

  /** The log was decoded, and is as it was then; null when it is not any more. */
  noteDecoded(decoded: DecodedLog | null): void {
    this.#decoded = decoded;
  }

  /** Other content was put in the place of this. */
  forget(): void {
    this.#structure = null;
    this.#decoded = null;
    this.#loads += 1;
  }

  /**
   * Takes in an update that follows on the document, and holds nothing of it.
   *
   * @param gathered the updates that are expected and not appended yet.
   * @returns null, or why no Yjs client writes such an update: then it is not in.
   */
  *admitting(update: DecodedUpdate, gathered: () => readonly DecodedUpdate[]): Work<Fault | null> {
    let structure = this.#structure;
    // Deletions alone need no structure. Where there is none, it will be built with them.
    if (structure === null && update.runs.length === 0) return null;
    while (structure === null) {
      const load = this.#loads;
      const built = yield* this.#building(gathered());
      // It is outdated when something else was put in its place meanwhile.
      if (load === this.#loads) structure = built;
    }
    const load = this.#loads;
    // Should this not come to its end, nobody knows which parts are in.
    this.#structure = null;
    yield* structure.makingRoomFor(LARGE_UPDATE);
    const isSmall = update.bytes.byteLength < LARGE_UPDATE;
    const fault = isSmall ? structure.integrate(update) : yield* structure.integrating(update);
    if (!structure.isLost && load === this.#loads) this.#structure = structure;
    return fault;
  }

  /** The structure of the stored content, and of these updates after it. */
  *#building(gathered: readonly DecodedUpdate[]): Work<Structure> {
    const newest = this.#store.snapshots.of(this.#id)[0] ?? null;
    const kept = newest === null ? null : yield* this.#readingKept(newest);
    const { snapshot, bytes } =
      kept === null ? this.#around.base() : { snapshot: newest, bytes: null };
    const structure = kept ?? new Structure(this.#around.isDeleted);
    if (bytes !== null) yield* integrating(structure, bytes);
    const decoded = this.#takeDecoded(snapshot);
    if (decoded === null) {
      const log = this.#store.log.readUpdatesAfter(this.#id, snapshot);
      let bytes = 0;
      for (const update of log) {
        yield* integrating(structure, update);
        bytes += update.byteLength;
        if (bytes < LARGE_UPDATE) continue;
        bytes = 0;
        yield;
      }
    } else {
      // All together they are small.
      for (const update of decoded) structure.integrateStored(update);
    }
    for (const update of gathered) yield* structure.integratingStored(update);
    return structure;
  }

  /** The log after a snapshot, where it is decoded already; then it is let go of. */
  #takeDecoded(snapshot: Snapshot | null): readonly DecodedUpdate[] | null {
    const decoded = this.#decoded;
    this.#decoded = null;
    return decoded?.snapshot === snapshot ? decoded.log : null;
  }

  /** The structure that is kept with a snapshot; null when there is none, or it is damaged. */
  *#readingKept(snapshot: Snapshot): Work<Structure | null> {
    try {
      const kept = yield* this.#store.snapshots.readingStructure(snapshot);
      return kept === null ? null : yield* Structure.reading(this.#around.isDeleted, kept);
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error;
      logError("structure-damaged", error, { blobId: snapshot.blobId });
      return null;
    }
  }
}

/** Takes in a stored update: a small one now, because a room that wakes has no compiled code for taking turns. */
function* integrating(structure: Structure, update: Uint8Array): Work {
  if (update.byteLength < LARGE_UPDATE) structure.integrateStored(decodeStored(update));
  else yield* structure.integratingStored(yield* decodingStored(update));
}
