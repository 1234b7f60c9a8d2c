/** The importer: the Durable Object that stages and verifies archives, one at a time for a server. */
import { DurableObject } from "cloudflare:workers";
import type { Env } from "../env.ts";
import { ARCHIVE_BATCH, ARCHIVE_MESSAGES, ARCHIVE_MS } from "../limits.ts";
import { logError, logInfo } from "../log.ts";
import { assertDiskSpace } from "../machine.ts";
import { observe } from "../observe.ts";
import { failure } from "../result.ts";
import type { LogEntry } from "../storage/history-segment.ts";
import { isStorageFull } from "../storage/storage-errors.ts";
import { Budget } from "./budget.ts";
import { PATHS } from "./format.ts";
import { unpackStream } from "./gzip.ts";
import type { Imported, ImportPart } from "./intake.ts";
import { Pauses } from "./pauses.ts";
import { Staging } from "./staging.ts";
import { BadArchive, unpackTar } from "./tar.ts";
import { type Verified, verify } from "./verify.ts";
import { commentPaths, readComments, readThreads } from "./verify-comments.ts";

/** Milliseconds between two looks at whether an archive still comes. */
const WATCH_MS = 1_000;

/** An archive that somebody has brought. */
export interface Brought {
  /** SHA-256 of the owner key by which it came. */
  readonly owner: Uint8Array;
  readonly roomId: string;
  /** May it go into a room that is nobody's? */
  readonly mayClaim: boolean;
}

type TargetRoom = ReturnType<Env["ROOM"]["get"]>;

/**
 * Stages an archive outside its room, verifies it in turns, and only then hands
 * it to the room. The staged bytes leave the disk in any case.
 */
export class Importer extends DurableObject<Env> {
  readonly #staging: Staging;
  #isRunning = false;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    observe(env);
    this.#staging = new Staging(ctx.storage);
  }

  /** Puts an archive (a tar file in gzip) into an empty room: all of it, or nothing. */
  async import(brought: Brought, gzip: ReadableStream<Uint8Array>): Promise<Imported> {
    if (this.#isRunning) return failure("import-running");
    this.#isRunning = true;
    try {
      const room = this.env.ROOM.get(this.env.ROOM.idFromName(brought.roomId));
      const refused = await room.refusesImport(brought.owner, brought.mayClaim);
      if (refused !== null) return refused;
      assertDiskSpace();
      await this.#begin();
      const budget = new Budget(Date.now());
      const pauses = new Pauses();
      await this.#stage(gzip, budget, pauses);
      const verified = await verify(this.#staging, { pauses, budget });
      return await this.#move(room, brought, verified);
    } catch (error) {
      if (error instanceof BadArchive) return failure("bad-archive", error.message);
      if (isStorageFull(error)) return failure("room-full");
      throw error;
    } finally {
      await this.#clear();
      this.#isRunning = false;
    }
  }

  /** Removes the rows of an import that was cut off with its object. */
  override async alarm(): Promise<void> {
    if (this.#isRunning) await this.ctx.storage.setAlarm(Date.now() + ARCHIVE_MS);
    else await this.#clear();
  }

  async #begin(): Promise<void> {
    // Another import may have been cut off here.
    await this.#clear();
    await this.ctx.storage.setAlarm(Date.now() + 2 * ARCHIVE_MS);
    this.#staging.begin();
  }

  /** Makes the database anew, so that the disk gets its bytes back. */
  async #clear(): Promise<void> {
    const { storage } = this.ctx;
    if (!this.#staging.exists) return;
    await storage.deleteAlarm();
    await storage.deleteAll();
  }

  async #stage(gzip: ReadableStream<Uint8Array>, budget: Budget, pauses: Pauses): Promise<void> {
    const stops = new AbortController();
    const watch = setInterval(() => {
      if (!budget.isSteady(Date.now())) {
        stops.abort(new BadArchive("The archive came too slowly, or not to its end."));
      }
    }, WATCH_MS);
    const tar = unpackStream(
      gzip,
      {
        packed: (bytes) => budget.receives(bytes, Date.now()),
        unpacked: (bytes) => budget.unpacks(bytes),
      },
      pauses,
      stops.signal,
    );
    try {
      for await (const file of unpackTar(tar)) {
        budget.assertTime(Date.now());
        await pauses.run(this.#staging.adding(file));
      }
    } finally {
      clearInterval(watch);
    }
  }

  async #move(room: TargetRoom, brought: Brought, verified: Verified): Promise<Imported> {
    const begun = await room.beginImport(brought.owner, brought.mayClaim);
    if (!begun.ok) return begun;
    const { ticket } = begun.value;
    try {
      for (const part of this.#parts(verified)) {
        const put = await room.putImported(ticket, part);
        if (!put.ok) return put;
      }
      const ended = await room.endImport(ticket, brought, verified.about);
      if (ended.ok) {
        logInfo("room-imported", {
          segments: verified.history.length,
          updates: verified.log.length,
        });
      }
      return ended;
    } catch (error) {
      await room.abortImport(ticket).catch((again: unknown) => logError("abort-failed", again));
      throw error;
    }
  }

  /** The archive in pieces that a room takes at once. */
  *#parts({ headExtent, log, history, images }: Verified): Generator<ImportPart> {
    const staged = this.#staging;
    if (headExtent !== null) {
      yield { kind: "head", data: staged.read(PATHS.head("board")), coverage: headExtent };
    }
    let entries: LogEntry[] = [];
    let bytes = 0;
    for (const { file, fromAt, toAt, who } of log) {
      const data = staged.read(file);
      if (bytes + data.byteLength > ARCHIVE_BATCH && entries.length > 0) {
        yield { kind: "updates", entries };
        entries = [];
        bytes = 0;
      }
      entries.push({ data, fromAt, toAt, who });
      bytes += data.byteLength + 100 * who.length;
    }
    if (entries.length > 0) yield { kind: "updates", entries };
    for (const { file, fromAt, toAt, entries: count } of history) {
      yield { kind: "segment", data: staged.read(file), fromAt, toAt, entries: count };
    }
    for (const { file, image } of images) yield { kind: "image", image, data: staged.read(file) };
    const threads = readThreads(staged);
    if (threads.length > 0) yield { kind: "comments", threads, comments: [] };
    for (const path of commentPaths(staged)) {
      yield { kind: "comments", threads: [], comments: readComments(staged, path) };
    }
    for (let after = 0; ; ) {
      const messages = staged.messages(after, ARCHIVE_MESSAGES);
      after = messages.at(-1)?.seq ?? 0;
      if (messages.length === 0) return;
      yield { kind: "messages", messages };
    }
  }
}
