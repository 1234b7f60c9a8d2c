/** Mends a room's file while no server has it: drops what no Yjs client writes, and keeps a copy of the file first. */
import { DatabaseSync } from "node:sqlite";
import { checksum, rowSum } from "../../worker/checksum.ts";
import { MAX_ROW_BLOB } from "../../worker/limits.ts";
import { encodeSegment, type LoggedEntry } from "../../worker/storage/history-segment.ts";
import { segmentSum, snapshotSum } from "../../worker/storage/row-sums.ts";
import { Coverage } from "../../worker/yjs/coverage.ts";
import { decodeStored } from "../../worker/yjs/decode.ts";
import { type Healed, healDocument } from "../../worker/yjs/heal.ts";
import { Failure } from "../failure.ts";
import { generationsOf, presentEntries, presentUpdates } from "./check.ts";
import { RoomDatabase } from "./room-file.ts";

/** Numbers of rows of `chunk` for one blob. */
const PARTS = 1024;

/** The number of dropped items, and where the file as it was lies; no copy where nothing was dropped. */
export interface Repaired {
  readonly dropped: number;
  readonly faults: Healed["faults"];
  readonly copy: string | null;
}

/**
 * Mends a room's file. No server may have it open: hold the lock of its data folder.
 *
 * @throws Failure when the file is of an earlier version; the server mends such a room by itself.
 */
export async function repairRoom(file: string, now = new Date()): Promise<Repaired> {
  const database = new DatabaseSync(file);
  try {
    const room = new RoomDatabase(database);
    if (!room.hasTable("head")) return { dropped: 0, faults: new Set(), copy: null };
    const columns = [...room.rows("SELECT name FROM pragma_table_info('head')")];
    if (!columns.some(({ name }) => name === "row_sum")) {
      throw new Failure(
        "an earlier version wrote this room: the server mends it when it is opened.",
      );
    }
    const [head] = room.rows("SELECT owner, sum FROM head ORDER BY generation DESC LIMIT 1");
    const isSound =
      head === undefined || checksum(room.blob(Number(head["owner"]))) === head["sum"];
    if (!isSound) {
      throw new Failure("the room's newest head is damaged: put back a backup. See `check`.");
    }
    const healed = healDocument(presentUpdates(room));
    if (healed.dropped === 0) return { ...healed, copy: null };
    const copy = `${file}.before-repair-${now.toISOString().replaceAll(/[:.]/g, "-")}`;
    database.prepare("VACUUM INTO ?").run(copy);
    const entries = presentEntries(room);
    const past = entries.length === 0 ? null : await encodeSegment(entries);
    database.exec("BEGIN IMMEDIATE");
    write(database, room, { update: healed.update, entries, past, now: now.getTime() });
    database.exec("COMMIT");
    return { ...healed, copy };
  } finally {
    database.close();
  }
}

interface Mended {
  readonly update: Uint8Array;
  readonly entries: readonly LoggedEntry[];
  /** The log as a stretch of the past; null when there was none. */
  readonly past: Uint8Array | null;
  readonly now: number;
}

/** Puts the mended document in the place of all snapshots and logs. */
function write(database: DatabaseSync, room: RoomDatabase, mended: Mended): void {
  const { update, entries, past, now } = mended;
  const generations = generationsOf(room);
  const present = generations.at(-1) ?? 1;
  const log = `log_${present}`;
  const last = [...room.rows(`SELECT seq, to_at FROM ${log} ORDER BY seq DESC LIMIT 1`)][0];
  for (const { owner } of [...room.rows("SELECT owner FROM head")]) {
    for (const each of [Number(owner), -Number(owner)]) removeBlob(database, each);
  }
  for (const { structure } of [...room.rows("SELECT structure FROM head")]) {
    if (structure !== null) removeBlob(database, Number(structure));
  }
  database.exec("DELETE FROM head");
  for (const generation of generations.slice(0, -1)) {
    database.exec(`DROP TABLE log_${generation}`);
    database.prepare("DELETE FROM log WHERE generation = ?").run(generation);
  }
  database.exec(`DELETE FROM ${log}`);
  if (last !== undefined) {
    const [seq, at] = [Number(last["seq"]), Number(last["to_at"])];
    database
      .prepare("UPDATE log SET base = ?, mark = ?, sum = ? WHERE generation = ?")
      .run(seq, at, rowSum(present, seq, at), present);
  }
  const blobId = writeBlob(database, room, update);
  const coverage = Coverage.of(decodeStored(update)).encode();
  const isLong = coverage.byteLength > MAX_ROW_BLOB;
  if (isLong) writeBlob(database, room, coverage, -blobId);
  const row = {
    blobId,
    doc: 1,
    generation: present,
    bytes: update.byteLength,
    sum: checksum(update),
    sample: null,
    structureBlobId: null,
    coverageSum: checksum(coverage),
    structureSum: null,
  };
  database
    .prepare(
      "INSERT INTO head (owner, doc, generation, bytes, sum, extent_sum, row_sum, extent, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .run(
      ...[row.blobId, row.doc, row.generation, row.bytes, row.sum, row.coverageSum],
      snapshotSum(row),
      isLong ? new Uint8Array() : coverage,
      now,
    );
  if (past !== null) {
    const row = {
      blobId: writeBlob(database, room, past),
      fromAt: Math.min(...entries.map(({ fromAt }) => fromAt)),
      toAt: Math.max(...entries.map(({ toAt }) => toAt)),
      entries: entries.length,
      bytes: past.byteLength,
    };
    database
      .prepare(
        "INSERT INTO history (owner, from_at, to_at, entries, bytes, sum) VALUES (?, ?, ?, ?, ?, ?)",
      )
      .run(row.blobId, row.fromAt, row.toAt, row.entries, row.bytes, segmentSum(row));
  }
  database.exec("DELETE FROM meta WHERE key = 'unchecked'");
  // A client that comes back asks anew, and hears of what was dropped.
  const mark = crypto.randomUUID().slice(0, 8);
  database
    .prepare("INSERT OR REPLACE INTO meta (key, value, sum) VALUES ('incarnation', ?, ?)")
    .run(mark, rowSum("incarnation", mark));
}

function removeBlob(database: DatabaseSync, blobId: number): void {
  database
    .prepare("DELETE FROM chunk WHERE id BETWEEN ? AND ?")
    .run(blobId * PARTS, blobId * PARTS + PARTS - 1);
}

/** Writes bytes as a blob, and returns its id: a new one unless it is given. */
function writeBlob(
  database: DatabaseSync,
  room: RoomDatabase,
  bytes: Uint8Array,
  blobId = Math.max(0, Math.floor(Number(room.value("SELECT max(id) FROM chunk") ?? 0) / PARTS)) +
    1,
): number {
  const insert = database.prepare("INSERT INTO chunk (id, data) VALUES (?, ?)");
  for (let part = 0; part * MAX_ROW_BLOB < bytes.byteLength || part === 0; part++) {
    const data = bytes.subarray(part * MAX_ROW_BLOB, (part + 1) * MAX_ROW_BLOB);
    insert.run(blobId * PARTS + part, data);
  }
  return blobId;
}
