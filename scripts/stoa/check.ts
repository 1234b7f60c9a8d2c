import { gunzipSync } from "node:zlib";
import { checksum } from "../../worker/checksum.ts";
import { type LoggedEntry, readEntries } from "../../worker/storage/history-segment.ts";
import { classify } from "../../worker/yjs/classify.ts";
import { Coverage } from "../../worker/yjs/coverage.ts";
import { decodeStored } from "../../worker/yjs/decode.ts";
import type { DecodedUpdate } from "../../worker/yjs/decoded-update.ts";
import { checkSums } from "./check-sums.ts";
import { bytesOf, type RoomDatabase, type Row } from "./room-file.ts";
import { readSnapshot } from "./snapshot.ts";

/** The findings in one room's database. */
export interface Findings {
  /** When the room was deleted: then there is nothing else to look at. */
  readonly deletedAt: number | null;
  readonly heads: number;
  readonly updates: number;
  readonly segments: number;
  readonly messages: number;
  readonly comments: number;
  readonly images: number;
  /** Rows that an earlier version wrote without a checksum, so that only their form can be checked. */
  readonly unsummed: number;
  /** The faults of the room, a sentence each. None: the room is sound. */
  readonly problems: readonly string[];
}

/** Says what goes wrong for a reader of these updates. */
type Read = (updates: readonly Uint8Array[]) => readonly string[];

/**
 * Reads everything that a room holds, as the room itself would: snapshots by
 * their checksums, every update to its last byte. Then it reads the document as
 * a reader does.
 *
 * @param read says what goes wrong for a reader of these updates.
 */
export function checkRoom(
  room: RoomDatabase,
  read: Read = (updates) => readSnapshot(updates),
): Findings {
  const problems: string[] = [];
  const quick = room.value("PRAGMA quick_check");
  if (quick !== "ok") problems.push(`SQLite finds the file damaged: ${quick}.`);
  const deletedAt = room.meta("deleted");
  if (typeof deletedAt === "number") return { ...NOTHING, deletedAt, problems };
  if (!room.hasTable("doc") && !room.hasTable("due")) {
    // Nobody has written in this room; whose it is may be known.
    return { ...NOTHING, unsummed: checkSums(room, problems), problems };
  }
  const needed = ["meta", "doc", "head", "chunk", "history", "message", "link", "due"];
  const missing = needed.filter((table) => !room.hasTable(table));
  if (missing.length > 0) {
    problems.push(`It has no table ${missing.join(", ")}: it is no room, or an old one.`);
    return { ...NOTHING, problems };
  }
  const documents = [...room.rows("SELECT id, name FROM doc")];
  if (documents.length !== 1 || documents[0]?.["id"] !== 1 || documents[0]["name"] !== "board") {
    problems.push("The table of documents is not what was written; the room does not need it.");
  }
  const heads = checkHeads(room, problems);
  const updates = checkLogs(room, heads, problems);
  // An update that cannot be decoded has been told, and would end the reader.
  if (problems.length === 0) problems.push(...readSnapshots(room, read));
  return {
    deletedAt: null,
    heads: heads.size,
    updates,
    segments: checkHistory(room, problems),
    messages: Number(room.value("SELECT count(*) FROM message")),
    comments: room.hasTable("comment") ? Number(room.value("SELECT count(*) FROM comment")) : 0,
    images: checkImages(room, problems),
    unsummed: checkSums(room, problems),
    problems,
  };
}

const NOTHING: Findings = {
  deletedAt: null,
  heads: 0,
  updates: 0,
  segments: 0,
  messages: 0,
  comments: 0,
  images: 0,
  unsummed: 0,
  problems: [],
};

/** The coverage of each sound snapshot, by its generation. */
function checkHeads(room: RoomDatabase, problems: string[]): Map<number, Coverage> {
  const sound = new Map<number, Coverage>();
  for (const row of room.rows("SELECT * FROM head")) {
    const name = `The head of generation ${row["generation"]}`;
    checkKept(room, row, name, problems);
    const bytes = room.blob(Number(row["owner"]));
    if (bytes.byteLength !== row["bytes"]) {
      problems.push(`${name} has ${bytes.byteLength} bytes instead of ${row["bytes"]}.`);
      continue;
    }
    if (row["sum"] !== null && checksum(bytes) !== row["sum"]) {
      problems.push(`${name} is not what was written: its checksum differs.`);
      continue;
    }
    const update = decode(bytes);
    if (update === null) {
      problems.push(`${name} is no Yjs update.`);
      continue;
    }
    const covers = Coverage.of(update);
    if (!holds(covers, coverageOf(room, row))) {
      problems.push(`${name} lacks something that it is said to hold.`);
    }
    sound.set(Number(row["generation"]), covers);
  }
  return sound;
}

/** Does a snapshot hold what its note says? Of a note that cannot be read, its checksum tells. */
function holds(covers: Coverage, note: Uint8Array): boolean {
  try {
    return covers.includes(Coverage.decode(note));
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/** Compares what lies beside a snapshot, which an earlier version wrote without checksums. */
function checkKept(room: RoomDatabase, row: Row, name: string, problems: string[]): void {
  const coverageSum = row["extent_sum"] ?? null;
  if (coverageSum !== null && checksum(coverageOf(room, row)) !== coverageSum) {
    problems.push(`What ${lower(name)} covers is not what was written: its checksum differs.`);
  }
  const structure = row["structure"] ?? null;
  const structureSum = row["structure_sum"] ?? null;
  if (structure === null || structureSum === null) return;
  if (checksum(room.blob(Number(structure))) !== structureSum) {
    problems.push(`The structure of ${lower(name)} is not what was written: its checksum differs.`);
  }
}

/** A name in the middle of a sentence. */
function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** The coverage of a snapshot. Coverage that is longer than a row lies beside the snapshot. */
function coverageOf(room: RoomDatabase, row: Row): Uint8Array {
  const column = bytesOf(row["extent"]);
  return column.byteLength > 0 ? column : room.blob(-Number(row["owner"]));
}

/** Does every update follow on the newest sound snapshot and those before it? Returns how many there are. */
function checkLogs(room: RoomDatabase, heads: Map<number, Coverage>, problems: string[]): number {
  const generations = generationsOf(room);
  const from = Math.max(0, ...heads.keys());
  const whole = heads.get(from) ?? new Coverage();
  let count = 0;
  for (const generation of generations) {
    for (const { seq, data, isWhole } of updatesOf(room, generation)) {
      const name = `Update ${seq} of log ${generation}`;
      const update = isWhole ? decode(data) : null;
      if (update === null) {
        problems.push(`${name} ${isWhole ? "is no Yjs update" : "lacks a part"}.`);
        continue;
      }
      count += 1;
      if (generation < from) continue;
      if (classify(whole, update) === "missing-dependencies")
        problems.push(`${name} follows on edits that are not there.`);
      whole.add(update);
    }
  }
  return count;
}

/**
 * The faults that a reader meets in each kept snapshot, with the updates after it; where there is
 * none, in the updates.
 */
function readSnapshots(room: RoomDatabase, read: Read): string[] {
  const heads = [...room.rows("SELECT owner, generation FROM head ORDER BY generation DESC")];
  const [newest, ...before] = heads;
  return [
    ...read(updatesFrom(room, newest)),
    ...before.flatMap((head) =>
      read(updatesFrom(room, head)).map(
        (problem) => `Read from the head of generation ${head["generation"]}: ${problem}`,
      ),
    ),
  ];
}

/** The whole document: the newest snapshot, and the updates after it. */
export function presentUpdates(room: RoomDatabase): Uint8Array[] {
  const [head] = room.rows("SELECT owner, generation FROM head ORDER BY generation DESC LIMIT 1");
  return updatesFrom(room, head);
}

/** A snapshot, and the updates after it. */
function updatesFrom(room: RoomDatabase, head: Row | undefined): Uint8Array[] {
  const from = Number(head?.["generation"] ?? 0);
  const updates = head === undefined ? [] : [room.blob(Number(head["owner"]))];
  for (const generation of generationsOf(room)) {
    if (generation < from) continue;
    for (const { data } of updatesOf(room, generation)) updates.push(data);
  }
  return updates;
}

/** The content of the present log, with authors and times. */
export function presentEntries(room: RoomDatabase): LoggedEntry[] {
  const [present] = generationsOf(room).slice(-1);
  if (present === undefined) return [];
  return [...updatesOf(room, present)].map(({ row, data }) => ({
    doc: Number(row["doc"]),
    fromAt: Number(row["from_at"]),
    toAt: Number(row["to_at"]),
    who: String(row["who"]).split(" "),
    data,
  }));
}

/** The generations of the logs, the oldest first. */
export function generationsOf(room: RoomDatabase): number[] {
  return [
    ...room.rows(
      "SELECT CAST(substr(name, 5) AS INTEGER) AS generation FROM sqlite_master WHERE type = 'table' AND name GLOB 'log_[0-9]*' ORDER BY generation",
    ),
  ].map((row) => Number(row["generation"]));
}

function* updatesOf(
  room: RoomDatabase,
  generation: number,
): Generator<{ seq: number; row: Row; data: Uint8Array; isWhole: boolean }> {
  let pieces: Uint8Array[] = [];
  for (const row of room.rows(
    `SELECT seq, doc, part, parts, from_at, to_at, who, data FROM log_${generation} ORDER BY seq`,
  )) {
    const seq = Number(row["seq"]);
    if (row["part"] !== pieces.length) yield { seq, row, data: new Uint8Array(), isWhole: false };
    if (row["part"] === 0) pieces = [];
    pieces.push(bytesOf(row["data"]));
    if (pieces.length < Number(row["parts"])) continue;
    yield { seq, row, data: Buffer.concat(pieces), isWhole: true };
    pieces = [];
  }
}

function checkHistory(room: RoomDatabase, problems: string[]): number {
  let count = 0;
  for (const row of room.rows(
    "SELECT owner, entries, bytes FROM history ORDER BY from_at, owner",
  )) {
    count += 1;
    const packed = room.blob(Number(row["owner"]));
    const entries = packed.byteLength === row["bytes"] ? soundEntries(packed) : null;
    if (entries !== row["entries"]) {
      problems.push(`Stretch ${count} of the past is damaged; the present does not need it.`);
    }
  }
  return count;
}

/** Are the bytes of every image what was written? Those in a bucket are elsewhere. Returns how many images there are. */
function checkImages(room: RoomDatabase, problems: string[]): number {
  if (!room.hasTable("asset")) return 0;
  let count = 0;
  for (const { id, blob, bytes, bytes_sum: sum } of room.rows("SELECT * FROM asset ORDER BY id")) {
    count += 1;
    if (blob === null) continue;
    const data = room.blob(Number(blob));
    if (data.byteLength === bytes && checksum(data) === sum) continue;
    problems.push(`The image ${id} is not what was written: its checksum differs.`);
  }
  return count;
}

/** How many sound updates a segment holds; null when not all of it is sound. */
function soundEntries(packed: Uint8Array): number | null {
  try {
    let count = 0;
    for (const { data } of readEntries(gunzipSync(packed))) {
      if (decode(data) === null) return null;
      count += 1;
    }
    return count;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

function decode(update: Uint8Array): DecodedUpdate | null {
  try {
    return decodeStored(update);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
