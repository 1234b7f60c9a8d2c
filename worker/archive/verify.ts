import {
  MAX_ARCHIVE_FILE,
  MAX_CLIENTS,
  MAX_SEGMENT,
  MAX_SEGMENT_ENTRIES,
} from "../../shared/limits.ts";
import { decodeArchived, decodeStored, decodeUpdate } from "../docs/decode.ts";
import { Extent } from "../docs/extent.ts";
import { healDocument } from "../docs/heal.ts";
import { encodeSegment, readEntries } from "../docs/segment.ts";
import { type Fault, Structure } from "../docs/structure.ts";
import { logInfo } from "../log.ts";
import { sha256 } from "./export.ts";
import {
  type About,
  ARCHIVE_VERSION,
  aboutSchema,
  chatLineSchema,
  type HistoryLine,
  historyLineSchema,
  type LogLine,
  logLineSchema,
  PATHS,
  readJson,
  readLines,
  toText,
} from "./format.ts";
import type { Staging } from "./staging.ts";
import { BadArchive } from "./tar.ts";

/** An archive of which every part has been read, and found to be what it says. */
export interface Verified {
  readonly about: About;
  /** What the board's head covers; null when there is no head. */
  readonly headExtent: Uint8Array | null;
  readonly log: readonly LogLine[];
  readonly history: readonly HistoryLine[];
}

/** The number of the room's only document, in rows and in segments of history. */
const BOARD = 1;

/**
 * Reads every part of an archive as if its sender meant ill.
 *
 * @throws BadArchive with what is wrong, in words for its owner.
 */
export async function verify(staged: Staging): Promise<Verified> {
  await verifyChecksums(staged);
  const about = readJson(PATHS.about, staged.read(PATHS.about), aboutSchema);
  if (about.version !== ARCHIVE_VERSION) {
    throw new BadArchive(`The archive has version ${about.version}; this Stoa knows 1.`);
  }
  if (about.damaged.length > 0) {
    throw new BadArchive(
      "The archive was made of a damaged room, so it is not whole. What could be read is in it.",
    );
  }
  const log = lines(staged, PATHS.log("board"), logLineSchema);
  verifyFiles(staged, "documents/board/log/", log, (number) => PATHS.update("board", number));
  const { headExtent, isBroken } = verifyDocument(staged, log);
  const history = lines(staged, PATHS.history, historyLineSchema);
  verifyFiles(staged, "history/", history, PATHS.segment);
  for (const line of history) await verifySegment(line, staged.read(line.file));
  await verifyChat(staged);
  if (!isBroken) return { about, headExtent, log, history };
  return { about, log: [], ...(await heal(staged, log, history)) };
}

async function verifyChecksums(staged: Staging): Promise<void> {
  const expected = new Map<string, string>();
  for (const line of toText(PATHS.checksums, staged.read(PATHS.checksums)).split("\n")) {
    const [, sum, path] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    if (sum !== undefined && path !== undefined) expected.set(path, sum);
    else if (line !== "") throw new BadArchive("checksums.txt is not as sha256sum writes it.");
  }
  for (const path of staged.paths()) {
    if (path === PATHS.checksums) continue;
    if (expected.get(path) !== (await sha256(staged.read(path)))) {
      throw new BadArchive(
        `${path} is not what checksums.txt says: it is damaged, or was changed.`,
      );
    }
    expected.delete(path);
  }
  const [missing] = expected.keys();
  if (missing !== undefined) throw new BadArchive(`The archive lacks ${missing}.`);
}

function lines<T>(staged: Staging, path: string, schema: Parameters<typeof readLines<T>>[2]): T[] {
  return [...readLines(path, staged.read(path), schema)];
}

/** Is there one file for each line, and the other way round? */
function verifyFiles(
  staged: Staging,
  folder: string,
  listed: readonly { readonly file: string; readonly fromAt: number; readonly toAt: number }[],
  name: (number: number) => string,
): void {
  for (const [index, { file, fromAt, toAt }] of listed.entries()) {
    if (file !== name(index + 1)) throw new BadArchive(`${file} should be ${name(index + 1)}.`);
    if (toAt < fromAt) throw new BadArchive(`${file} ends before it begins.`);
  }
  if (staged.paths(folder).length !== listed.length) {
    throw new BadArchive(`${folder} does not hold what its list says.`);
  }
}

/** The document of an archive, as it is put into the room. */
interface VerifiedDocument {
  /** What its head covers; null when there is no head. */
  readonly headExtent: Uint8Array | null;
  /** Does it hold items that no Yjs client writes? An earlier version took them. */
  readonly isBroken: boolean;
}

/** Does the document consist of updates that follow on each other? */
function verifyDocument(staged: Staging, log: readonly LogLine[]): VerifiedDocument {
  const head = PATHS.head("board");
  const hasHead = staged.has(head);
  const whole = new Extent();
  const structure = new Structure((client, clock) => whole.deletes(client, clock));
  let bytes = 0;
  let headExtent: Uint8Array | null = null;
  let isBroken = false;
  for (const path of [...(hasHead ? [head] : []), ...log.map(({ file }) => file)]) {
    const data = staged.read(path);
    bytes += data.byteLength;
    const update = decodeArchived(data);
    if (update === null) throw new BadArchive(`${path} is no Yjs update, or not a sound one.`);
    if (whole.judge(update) === "gap") {
      throw new BadArchive(`${path} follows on edits that are not in the archive.`);
    }
    if (whole.overlaps(update) !== null) {
      throw new BadArchive(`${path} says again what was said before it.`);
    }
    isBroken ||= decodeUpdate(data) === null;
    const fault: Fault | null = isBroken ? null : structure.take(update);
    if (fault === "too-costly") throw new BadArchive(`${path} ${TOO_COSTLY}`);
    isBroken ||= fault !== null;
    whole.add(update);
    if (path === head) headExtent = whole.encode();
  }
  if (bytes > MAX_ARCHIVE_FILE || whole.clientCount > MAX_CLIENTS) {
    throw new BadArchive("The board is larger than a room takes.");
  }
  return { headExtent, isBroken };
}

/** What is said of a file that would hold up every reader, and the room that looks through it. */
const TOO_COSTLY =
  "holds items for whose places readers would search for too long. The server that wrote it mends " +
  "such a room with `npm run stoa -- repair`; export it again after that.";

/**
 * Puts a healed document in the place of one that holds what no Yjs client
 * writes. Its log becomes a stretch of the past, so that who wrote what and
 * when is kept.
 */
async function heal(
  staged: Staging,
  log: readonly LogLine[],
  history: readonly HistoryLine[],
): Promise<{ headExtent: Uint8Array; history: readonly HistoryLine[] }> {
  const head = PATHS.head("board");
  const entries = log.map(({ file, fromAt, toAt, who }) => {
    return { doc: BOARD, fromAt, toAt, who, data: staged.read(file) };
  });
  const updates = entries.map(({ data }) => data);
  if (staged.has(head)) updates.unshift(staged.read(head));
  const { update, dropped, faults } = healDocument(updates);
  logInfo("archive-healed", { dropped, faults: [...faults].join(" ") });
  staged.remove(head);
  for (const { file } of log) staged.remove(file);
  staged.add({ path: head, data: update });
  const headExtent = Extent.of(decodeStored(update)).encode();
  if (entries.length === 0) return { headExtent, history };
  const file = PATHS.segment(history.length + 1);
  staged.add({ path: file, data: await encodeSegment(entries) });
  const fromAt = Math.min(...entries.map((entry) => entry.fromAt));
  const toAt = Math.max(...entries.map((entry) => entry.toAt));
  return { headExtent, history: [...history, { file, fromAt, toAt, entries: entries.length }] };
}

async function verifySegment({ file, entries }: HistoryLine, data: Uint8Array): Promise<void> {
  const bytes = await unpack(file, data);
  let count = 0;
  try {
    for (const entry of readEntries(bytes)) {
      count += 1;
      const sound = entry.doc === BOARD && decodeArchived(entry.data) !== null;
      if (!sound || count > MAX_SEGMENT_ENTRIES) count = Number.NaN;
      if (Number.isNaN(count)) break;
    }
  } catch (error) {
    if (error instanceof Error) throw new BadArchive(`${file} is no stretch of history.`);
    throw error;
  }
  if (count !== entries) throw new BadArchive(`${file} does not hold what history.jsonl says.`);
}

/** Unpacks gzip, but never into more than a segment may be. */
async function unpack(file: string, data: Uint8Array): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const stream = new Response(data as Uint8Array<ArrayBuffer>).body?.pipeThrough(
    new DecompressionStream("gzip"),
  );
  try {
    for await (const piece of stream ?? []) {
      length += piece.byteLength;
      if (length > MAX_SEGMENT) break;
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof Error) throw new BadArchive(`${file} is not gzip.`);
    throw error;
  }
  if (length > MAX_SEGMENT) throw new BadArchive(`${file} holds more than a segment may.`);
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}

/** Reads the chat, and keeps its messages as rows. */
async function verifyChat(staged: Staging): Promise<void> {
  let last = 0;
  for (const path of staged.paths("chat/")) {
    for (const message of readLines(path, staged.read(path), chatLineSchema)) {
      if (message.seq <= last) throw new BadArchive(`${path} is not in the chat's order.`);
      last = message.seq;
      staged.addMessage(message);
    }
    staged.remove(path);
    // A long chat is read file by file, so that others have their turn between.
    await new Promise((resolve) => setTimeout(resolve));
  }
}
