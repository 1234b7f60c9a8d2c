/** Intake: a room that receives a verified archive in parts. It is closed until it is whole. */

import type { Message } from "../../shared/chat/message.ts";
import type { Comment, Thread } from "../../shared/comments/comment.ts";
import { randomToken } from "../../shared/ids.ts";
import type { RoomStats } from "../../shared/stats.ts";
import type { AssetStore, NewAsset } from "../assets/asset-store.ts";
import { Chat } from "../chat/chat.ts";
import { Comments } from "../comments/comments.ts";
import { IMPORT_STALL_MS } from "../limits.ts";
import { logInfo } from "../log.ts";
import { failure, type Result, success } from "../result.ts";
import { BOARD, DocumentStore } from "../storage/document-store.ts";
import { History } from "../storage/history.ts";
import type { LogEntry } from "../storage/history-segment.ts";
import { Keyring } from "../storage/keyring.ts";
import { Meta } from "../storage/meta.ts";
import { renewRoomEpoch } from "../storage/room-epoch.ts";
import { isMade, logTables, makeTables } from "../storage/schema.ts";
import { Settings } from "../storage/settings.ts";
import type { About } from "./format.ts";

/** A piece of an archive, verified. */
export type ImportPart =
  | { readonly kind: "head"; readonly data: Uint8Array; readonly coverage: Uint8Array }
  | { readonly kind: "updates"; readonly entries: readonly LogEntry[] }
  | {
      readonly kind: "segment";
      readonly data: Uint8Array;
      readonly fromAt: number;
      readonly toAt: number;
      readonly entries: number;
    }
  | { readonly kind: "messages"; readonly messages: readonly Message[] }
  | {
      readonly kind: "comments";
      readonly threads: readonly Thread[];
      readonly comments: readonly Comment[];
    }
  | { readonly kind: "image"; readonly image: NewAsset; readonly data: Uint8Array };

type Refusals =
  | "deleted"
  | "not-owner"
  | "not-owned"
  | "not-empty"
  | "import-running"
  | "bad-archive"
  | "room-full";
export type Imported = Result<RoomStats, Refusals>;
export type ImportRefusal = Extract<Imported, { ok: false }>;

/** The tables besides the document's that hold what people have brought. */
const ROWS = ["message", "thread", "comment", "asset"] as const;

/**
 * Takes an archive in parts, each in a turn of its own. A row of `meta` says
 * that it is not whole yet: an object that wakes with that row empties the room.
 */
export class Intake {
  readonly #storage: DurableObjectStorage;
  readonly #store: DocumentStore;
  readonly #images: AssetStore;
  #ticket: string | null = null;
  #tookAt = 0;

  /** @param isImporting whether the room may have ended while an archive was being moved into it. */
  constructor(storage: DurableObjectStorage, isImporting: boolean, images: AssetStore) {
    this.#storage = storage;
    this.#images = images;
    this.#store = new DocumentStore(storage);
    if (isImporting && new Meta(storage.sql).get("importing") !== undefined) this.#empty();
  }

  /** Is an archive being moved into the room? One of which nothing more comes is given up. */
  isRunning(now: number): boolean {
    if (this.#ticket === null) return false;
    if (now - this.#tookAt <= IMPORT_STALL_MS) return true;
    this.#empty();
    return false;
  }

  /** Has nobody drawn, said or commented anything here, or brought an image, ever? */
  get isRoomEmpty(): boolean {
    if (!isMade(this.#storage)) return true;
    const hasRows = (table: string): boolean =>
      this.#storage.sql.exec(`SELECT 1 FROM ${table} LIMIT 1`).toArray().length > 0;
    const tables = ["head", "history", ...ROWS, ...logTables(this.#storage.sql)];
    return !tables.some(hasRows);
  }

  /** Opens the room for an archive. Returns the ticket that the parts must bring. */
  begin(now: number): string {
    makeTables(this.#storage);
    this.#store.forgetCached();
    new Meta(this.#storage.sql).set("importing", now);
    this.#ticket = randomToken(16);
    this.#tookAt = now;
    return this.#ticket;
  }

  /** Takes one part. */
  put(ticket: string, part: ImportPart, now: number): Result<null, "import-running"> {
    if (ticket !== this.#ticket) return failure("import-running");
    this.#tookAt = now;
    switch (part.kind) {
      case "head":
        this.#store.insertFirstSnapshot(BOARD.id, part.data, part.coverage);
        break;
      case "updates":
        for (const entry of part.entries) this.#store.log.append(BOARD.id, entry);
        break;
      case "segment":
        this.#storage.transactionSync(() => new History(this.#storage).insertSegment(part));
        break;
      case "messages":
        new Chat(this.#storage).restore(part.messages);
        break;
      case "comments":
        new Comments(this.#storage).restore(part.threads, part.comments);
        break;
      case "image":
        // Here also where a bucket is bound: one transaction empties the room when the import is cut off.
        this.#images.putHere(part.image, part.data);
        break;
    }
    return success(null);
  }

  /** All parts are there: the room becomes the archive's, in one transaction. */
  end(
    ticket: string,
    about: About,
    { owner, roomId, now }: { owner: Uint8Array; roomId: string; now: number },
  ): boolean {
    if (ticket !== this.#ticket) return false;
    const meta = new Meta(this.#storage.sql);
    this.#storage.transactionSync(() => {
      const keyring = new Keyring(this.#storage);
      if (keyring.isFree) keyring.setOwner(owner);
      new Settings(this.#storage).keepRoomId(roomId);
      meta.set("title", about.title);
      meta.set("access", about.access);
      meta.set("created", Math.min(about.createdAt, now));
      // Clients that were in the empty room have resume tokens of another log.
      renewRoomEpoch(meta);
      meta.delete("importing");
    });
    this.#ticket = null;
    return true;
  }

  /** The archive does not come to its end: the room is empty again. */
  abort(ticket: string): void {
    if (ticket === this.#ticket) this.#empty();
  }

  #empty(): void {
    const { sql } = this.#storage;
    this.#ticket = null;
    this.#storage.transactionSync(() => {
      const tables = ["head", "history", "chunk", ...ROWS, ...logTables(sql)];
      for (const table of tables) sql.exec(`DELETE FROM ${table}`);
      new Meta(sql).delete("importing");
    });
    this.#store.forgetCached();
    logInfo("import-emptied");
  }
}
