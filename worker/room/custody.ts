import { ARCHIVE_MS } from "../../shared/limits.ts";
import type { RoomStats } from "../../shared/stats.ts";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { roomFiles } from "../archive/export.ts";
import { isEmpty, restore } from "../archive/restore.ts";
import { Staging } from "../archive/staging.ts";
import { type ArchiveFile, BadArchive, packTar, unpackTar } from "../archive/tar.ts";
import { type Verified, verify } from "../archive/verify.ts";
import { isStorageFull } from "../docs/full.ts";
import { logInfo } from "../log.ts";
import { isDiskLow } from "../machine.ts";
import { type Answer, failure, success } from "./answer.ts";
import { Keyring } from "./keyring.ts";
import type { Job, Schedule } from "./schedule.ts";
import { makeTables } from "./schema.ts";
import type { Session } from "./session.ts";
import { Settings } from "./settings.ts";
import { roomStats } from "./stats.ts";
import { bury } from "./tombstone.ts";

/** What `Custody` needs of the room around it. */
export interface AroundCustody {
  readonly schedule: Schedule;
  sessions(): Iterable<Session>;
  close(session: Session, code: CloseCode): void;
  /** Writes the document's edits that wait in their window. */
  flush(): void;
  /** The document's rows are others now. */
  replaced(): void;
}

/** The answer of a room that is gone. */
export type Gone = Extract<Answer<never, "deleted">, { ok: false }>;

type Refused = Extract<Answer<never, "deleted" | "not-owner">, { ok: false }>;
type Kept<T> = Answer<T, "deleted" | "not-owner">;
type Imported = Answer<
  RoomStats,
  "deleted" | "not-owner" | "not-empty" | "import-running" | "bad-archive" | "room-full"
>;

/** The name of the alarm's job that removes what an import has left when it was cut off. */
export const DROP_STAGED_JOB = "drop-staged";

/** Milliseconds after which a job looks again whether an export is over. */
const BESIDES_MS = 5_000;

/** A room as a whole, in its owner's hands: how much there is, a copy of it, and its end. */
export class Custody {
  readonly #storage: DurableObjectStorage;
  readonly #around: AroundCustody;
  readonly #staging: Staging;
  /** When each export that is running must be over. */
  readonly #exports = new Set<{ readonly until: number }>();
  #working: Promise<unknown> = Promise.resolve();
  #importing = false;
  #deleted: boolean;

  constructor(storage: DurableObjectStorage, isDeleted: boolean, around: AroundCustody) {
    this.#storage = storage;
    this.#around = around;
    this.#staging = new Staging(storage);
    this.#deleted = isDeleted;
  }

  /** What to answer when the room was deleted; null while it is there. */
  get gone(): Gone | null {
    return this.#deleted ? failure("deleted") : null;
  }

  /** What the room holds, and who is in it. */
  stats(owner: Uint8Array): Kept<RoomStats> {
    const refused = this.#refusal(owner);
    if (refused !== null) return refused;
    this.#around.flush();
    return success(roomStats(this.#storage, this.#around.sessions(), Date.now()));
  }

  /** All that the room holds at this moment, as a tar stream that is made as it is read. */
  async export(owner: Uint8Array): Promise<Kept<ReadableStream<Uint8Array>>> {
    const refused = this.#refusal(owner);
    if (refused !== null) return refused;
    // A compaction that has begun is about to put other rows in the place of these.
    await this.#working;
    this.#around.flush();
    const now = Date.now();
    const running = { until: now + ARCHIVE_MS };
    this.#exports.add(running);
    const files = inTime(roomFiles(this.#storage, now), running.until);
    return success(packTar(files, now, () => this.#exports.delete(running)));
  }

  /** A job of the alarm that changes stored rows: it waits for exports, and exports wait for it. */
  besides(job: Job): Job {
    return async (now) => {
      if ([...this.#exports].some(({ until }) => now < until)) return now + BESIDES_MS;
      const work = (async () => job(now))();
      // How it ends is the schedule's matter; here only that it does.
      this.#working = work.then(
        () => undefined,
        () => undefined,
      );
      return work;
    };
  }

  /**
   * Puts an archive into this room, which must be empty: all of it, or nothing.
   * Who brings it owns the room from then on, by the key that they show; unless
   * it is somebody else's.
   */
  async import(
    owner: Uint8Array,
    roomId: string,
    tar: ReadableStream<Uint8Array>,
  ): Promise<Imported> {
    const refused = this.#importRefusal(owner);
    if (refused !== null) return refused;
    if (isDiskLow()) return failure("room-full");
    const until = Date.now() + ARCHIVE_MS;
    this.#around.schedule.plan(DROP_STAGED_JOB, until);
    this.#importing = true;
    try {
      makeTables(this.#storage);
      this.#staging.begin();
      for await (const file of inTime(unpackTar(tar), until)) this.#staging.add(file);
      return this.#restore(owner, roomId, await verify(this.#staging));
    } catch (error) {
      if (this.#deleted) return failure("deleted");
      if (error instanceof BadArchive) return failure("bad-archive", error.message);
      if (isStorageFull(error)) return failure("room-full");
      throw error;
    } finally {
      this.#importing = false;
      if (!this.#deleted) this.#staging.drop();
    }
  }

  /** The alarm's job: removes what an import has left that was cut off with its object. */
  dropStaged(now: number): number | null {
    if (this.#importing) return now + ARCHIVE_MS;
    this.#staging.drop();
    return null;
  }

  /** Ends the room: everybody is closed out, and all that it held is removed. Its id opens nothing ever again. */
  async delete(owner: Uint8Array): Promise<Kept<{ deletedAt: number }>> {
    const refused = this.#refusal(owner);
    if (refused !== null) return refused;
    const now = Date.now();
    this.#around.flush();
    this.#deleted = true;
    this.#closeAll(CloseCode.RoomDeleted);
    await bury(this.#storage, now);
    logInfo("room-deleted");
    return success({ deletedAt: now });
  }

  #restore(owner: Uint8Array, roomId: string, verified: Verified): Imported {
    this.#around.flush();
    const now = Date.now();
    // Meanwhile somebody may have come, drawn, or taken the room as theirs.
    const refused = this.#importRefusal(owner, true);
    if (refused !== null) return refused;
    this.#storage.transactionSync(() => {
      const keyring = new Keyring(this.#storage);
      if (keyring.isFree) keyring.own(owner);
      new Settings(this.#storage).remember(roomId);
      restore(this.#storage, this.#staging, verified, now);
      this.#staging.drop();
    });
    this.#around.replaced();
    this.#around.schedule.plan("thin-history", now);
    // Whoever is in the empty room comes again at once, and finds what is there now.
    this.#closeAll(CloseCode.Busy);
    logInfo("room-imported", { segments: verified.history.length, updates: verified.log.length });
    return success(roomStats(this.#storage, this.#around.sessions(), now));
  }

  #importRefusal(owner: Uint8Array, isMine = false): Extract<Imported, { ok: false }> | null {
    if (this.gone !== null) return this.gone;
    const refused = new Keyring(this.#storage).isFree ? null : this.#refusal(owner);
    if (refused !== null) return refused;
    if (this.#importing && !isMine) return failure("import-running");
    return isEmpty(this.#storage) ? null : failure("not-empty");
  }

  #refusal(owner: Uint8Array): Refused | null {
    if (this.#deleted) return failure("deleted");
    return new Keyring(this.#storage).isOwner(owner) ? null : failure("not-owner");
  }

  #closeAll(code: CloseCode): void {
    for (const session of [...this.#around.sessions()]) this.#around.close(session, code);
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
