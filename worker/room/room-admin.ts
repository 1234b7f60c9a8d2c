/** Room administration: statistics, export, import and deletion, for the room's owner. */

import type { RoomStats } from "../../shared/stats.ts";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { roomFiles } from "../archive/export.ts";
import type { About } from "../archive/format.ts";
import { type Imported, type ImportRefusal, Intake } from "../archive/intake.ts";
import { type ArchiveFile, BadArchive, packTar } from "../archive/tar.ts";
import type { AssetStore } from "../assets/asset-store.ts";
import type { Job } from "../jobs.ts";
import { ARCHIVE_MS, IMPORT_STALL_MS } from "../limits.ts";
import { logInfo } from "../log.ts";
import { failure, type Result, success } from "../result.ts";
import { markDeleted } from "../storage/deletion-marker.ts";
import { Keyring } from "../storage/keyring.ts";
import type { Opened } from "../storage/schema.ts";
import type { Parts } from "./parts.ts";
import { roomStats } from "./stats.ts";

/** The parts of the room that `RoomAdmin` depends on. */
type AdminParts = Pick<Parts, "document" | "schedule" | "sessions">;

/** The answer of a room that is gone. */
export type Gone = Extract<Result<never, "deleted">, { ok: false }>;

type Refused = Extract<Result<never, "deleted" | "not-owner">, { ok: false }>;
type Kept<T> = Result<T, "deleted" | "not-owner">;
/** The name of the alarm's job that removes what an import has left when it was cut off. */
export const DROP_STAGED_JOB = "drop-staged";

/** Milliseconds after which a job looks again whether an export is over. */
const EXPORT_RECHECK_MS = 5_000;

/** A room as a whole, in its owner's hands: how much there is, a copy of it, and its end. */
export class RoomAdmin {
  readonly #storage: DurableObjectStorage;
  readonly #parts: AdminParts;
  readonly #assets: AssetStore;
  /** An archive that is being moved into the room. */
  readonly intake: Intake;
  /** When each export that is running must be over. */
  readonly #exports = new Set<{ readonly until: number }>();
  #working: Promise<unknown> = Promise.resolve();
  #deleted: boolean;

  constructor(
    storage: DurableObjectStorage,
    { isDeleted, isImporting }: Opened,
    parts: AdminParts,
    assets: AssetStore,
  ) {
    this.#storage = storage;
    this.#parts = parts;
    this.#assets = assets;
    this.intake = new Intake(storage, isImporting && !isDeleted, assets);
    this.#deleted = isDeleted;
  }

  /** The answer when the room was deleted; null while it is there. */
  get gone(): Gone | null {
    return this.#deleted ? failure("deleted") : null;
  }

  /** The content of the room, and the people in it. */
  stats(owner: Uint8Array): Kept<RoomStats> {
    const refused = this.#refusal(owner);
    if (refused !== null) return refused;
    this.#parts.document.flush();
    return success(roomStats(this.#storage, this.#parts.sessions, Date.now()));
  }

  /** All that the room holds at this moment, as a tar stream that is made as it is read. */
  async export(
    owner: Uint8Array,
  ): Promise<Result<ReadableStream<Uint8Array>, Refused["error"] | "import-running">> {
    const refused = this.#refusal(owner);
    if (refused !== null) return refused;
    if (this.intake.isRunning(Date.now())) return failure("import-running");
    // A compaction that has begun is about to put other rows in the place of these.
    await this.#working;
    this.#parts.document.flush();
    const now = Date.now();
    const running = { until: now + ARCHIVE_MS };
    this.#exports.add(running);
    const files = inTime(roomFiles(this.#storage, this.#assets, now), running.until);
    return success(packTar(files, now, () => this.#exports.delete(running)));
  }

  /** A job of the alarm that changes stored rows: it waits for exports, and exports wait for it. */
  exclusiveWithExport(job: Job): Job {
    return async (now) => {
      if (this.intake.isRunning(now)) return now + EXPORT_RECHECK_MS;
      if ([...this.#exports].some(({ until }) => now < until)) return now + EXPORT_RECHECK_MS;
      const work = (async () => job(now))();
      // How it ends is the schedule's matter; here only that it does.
      this.#working = work.then(
        () => undefined,
        () => undefined,
      );
      return work;
    };
  }

  /** Why no archive is taken into this room; null when it is. */
  refusesImport(owner: Uint8Array, mayClaim: boolean): ImportRefusal | null {
    if (this.gone !== null) return this.gone;
    const isFree = new Keyring(this.#storage).isFree;
    if (isFree && !mayClaim) return failure("not-owned");
    const refused = isFree ? null : this.#refusal(owner);
    if (refused !== null) return refused;
    if (this.intake.isRunning(Date.now())) return failure("import-running");
    this.#parts.document.flush();
    return this.intake.isRoomEmpty ? null : failure("not-empty");
  }

  /** Opens this room, which must be empty, for the parts of a verified archive. Until its end nobody comes in. */
  beginImport(
    owner: Uint8Array,
    mayClaim: boolean,
  ): Result<{ ticket: string }, ImportRefusal["error"]> {
    const refused = this.refusesImport(owner, mayClaim);
    if (refused !== null) return refused;
    const now = Date.now();
    const ticket = this.intake.begin(now);
    this.#parts.schedule.plan(DROP_STAGED_JOB, now + 2 * IMPORT_STALL_MS);
    // The clients in the empty room come again, and find what is there then.
    this.#parts.sessions.closeAll(CloseCode.Busy);
    return success({ ticket });
  }

  /**
   * All parts of the archive are here. The sender of the archive owns the room from now on, unless
   * it is somebody else's.
   */
  endImport(
    ticket: string,
    { owner, roomId }: { owner: Uint8Array; roomId: string },
    about: About,
  ): Imported {
    const now = Date.now();
    if (!this.intake.end(ticket, about, { owner, roomId, now })) return failure("import-running");
    this.#parts.document.replaced();
    this.#parts.schedule.plan("thin-history", now);
    return success(roomStats(this.#storage, this.#parts.sessions, now));
  }

  /** The alarm's job: gives up an archive of which nothing more comes, and what an earlier version left of one. */
  dropStaged(now: number): number | null {
    if (this.intake.isRunning(now)) return now + IMPORT_STALL_MS;
    for (const table of ["staged", "staged_message"]) {
      this.#storage.sql.exec(`DROP TABLE IF EXISTS ${table}`);
    }
    return null;
  }

  /** Ends the room: everybody is closed out, and all that it held is removed. Its id opens nothing ever again. */
  async delete(owner: Uint8Array): Promise<Kept<{ deletedAt: number }>> {
    const refused = this.#refusal(owner);
    if (refused !== null) return refused;
    const now = Date.now();
    this.#parts.document.flush();
    this.#deleted = true;
    this.#parts.sessions.closeAll(CloseCode.RoomDeleted);
    try {
      // First: should the bucket fail, the room is there still, and its owner can delete it again.
      await this.#assets.removeFromBucket();
    } catch (error) {
      this.#deleted = false;
      throw error;
    }
    await markDeleted(this.#storage, now);
    logInfo("room-deleted");
    return success({ deletedAt: now });
  }

  #refusal(owner: Uint8Array): Refused | null {
    if (this.#deleted) return failure("deleted");
    return new Keyring(this.#storage).confirmOwner(owner) ? null : failure("not-owner");
  }
}

/** @throws BadArchive when the next file comes after its time: a room cannot wait for ever. */
async function* inTime(
  files: AsyncGenerator<ArchiveFile>,
  until: number,
): AsyncGenerator<ArchiveFile> {
  for await (const file of files) {
    if (Date.now() > until) throw new BadArchive("The archive took longer than ten minutes.");
    yield file;
  }
}
