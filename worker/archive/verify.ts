/** Verification: reads each part of a staged archive as if its sender were hostile. It writes nothing. */
import { MAX_ARCHIVE_FILE, MAX_ARCHIVE_FILES, MAX_CLIENTS } from "../limits.ts";
import { logInfo } from "../log.ts";
import { BOARD } from "../storage/document-store.ts";
import { encodeSegment } from "../storage/history-segment.ts";
import { classify, overlaps } from "../yjs/classify.ts";
import { Coverage } from "../yjs/coverage.ts";
import { decodeStored, decodingArchived, decodingUpdate } from "../yjs/decode.ts";
import type { Fault } from "../yjs/fault.ts";
import { healDocument } from "../yjs/heal.ts";
import { Structure } from "../yjs/structure.ts";
import type { Work } from "../yjs/work.ts";
import {
  type About,
  ARCHIVE_VERSION,
  ARCHIVE_VERSION_WITHOUT_COMMENTS,
  ARCHIVE_VERSION_WITHOUT_IMAGES,
  aboutSchema,
  chatLineSchema,
  type HistoryLine,
  historyLineSchema,
  type LogLine,
  logLineSchema,
  PATHS,
  readJson,
  readLines,
} from "./format.ts";
import type { Pauses } from "./pauses.ts";
import type { Staging } from "./staging.ts";
import { BadArchive } from "./tar.ts";
import { type Verifying, verifyChecksums } from "./verify-checksums.ts";
import { verifyComments } from "./verify-comments.ts";
import { verifySegment } from "./verify-history.ts";
import { type VerifiedImage, verifyImages } from "./verify-images.ts";

/** An archive of which every part has been read, and found to be sound. */
export interface Verified {
  readonly about: About;
  /** The coverage of the board's snapshot; null when there is no snapshot. */
  readonly headExtent: Uint8Array | null;
  readonly log: readonly LogLine[];
  readonly history: readonly HistoryLine[];
  readonly images: readonly VerifiedImage[];
}

/** The versions of archives that this Stoa reads. */
const KNOWN_VERSIONS = [
  ARCHIVE_VERSION_WITHOUT_IMAGES,
  ARCHIVE_VERSION_WITHOUT_COMMENTS,
  ARCHIVE_VERSION,
];

/**
 * Reads every part of an archive as if its sender were hostile, in turns, so
 * that rooms have theirs between.
 *
 * @throws BadArchive with the fault, in words for its owner.
 */
export async function verify(staged: Staging, verifying: Verifying): Promise<Verified> {
  const { pauses } = verifying;
  await verifyChecksums(staged, verifying);
  const about = readJson(PATHS.about, staged.read(PATHS.about), aboutSchema);
  if (!KNOWN_VERSIONS.includes(about.version)) {
    throw new BadArchive(
      `The archive has version ${about.version}; this Stoa knows 1 to ${ARCHIVE_VERSION}.`,
    );
  }
  if (about.damaged.length > 0) {
    throw new BadArchive(
      "The archive was made of a damaged room, so it is not whole. It holds all that could be read.",
    );
  }
  const log = await pauses.run(readingList(staged, PATHS.log("board"), logLineSchema));
  verifyFiles(staged, "documents/board/log/", log, (number) => PATHS.update("board", number));
  const { headExtent, isBroken } = await pauses.run(verifyingDocument(staged, log));
  const history = await pauses.run(readingList(staged, PATHS.history, historyLineSchema));
  verifyFiles(staged, "history/", history, PATHS.segment);
  for (const line of history) await verifySegment(line, staged.read(line.file), verifying);
  await verifyChat(staged, verifying);
  await verifyComments(staged, verifying);
  const images = await verifyImages(staged, verifying);
  if (!isBroken) return { about, headExtent, log, history, images };
  return { about, log: [], images, ...(await heal(staged, { log, history, pauses })) };
}

/** Reads a list of files. */
function* readingList<T>(
  staged: Staging,
  path: string,
  schema: Parameters<typeof readLines<T>>[2],
): Work<T[]> {
  const lines: T[] = [];
  for (const line of readLines(path, staged.read(path), schema)) {
    lines.push(line);
    if (lines.length > MAX_ARCHIVE_FILES) throw new BadArchive(`${path} has too many lines.`);
    yield;
  }
  return lines;
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
  /** The coverage of its snapshot; null when there is no snapshot. */
  readonly headExtent: Uint8Array | null;
  /** Does it hold items that no Yjs client writes? An earlier version took them. */
  readonly isBroken: boolean;
}

/** Does the document consist of updates that follow on each other? */
function* verifyingDocument(staged: Staging, log: readonly LogLine[]): Work<VerifiedDocument> {
  const head = PATHS.head("board");
  const hasHead = staged.has(head);
  const whole = new Coverage();
  const structure = new Structure((client, clock) => whole.deletes(client, clock));
  let bytes = 0;
  let headExtent: Uint8Array | null = null;
  let isBroken = false;
  for (const path of [...(hasHead ? [head] : []), ...log.map(({ file }) => file)]) {
    const data = staged.read(path);
    bytes += data.byteLength;
    const update = yield* decodingArchived(data);
    yield;
    if (update === null) throw new BadArchive(`${path} is no Yjs update, or not a sound one.`);
    if (classify(whole, update) === "missing-dependencies") {
      throw new BadArchive(`${path} follows on edits that are not in the archive.`);
    }
    yield;
    if (overlaps(whole, update) !== null) {
      throw new BadArchive(`${path} says again what was said before it.`);
    }
    yield;
    isBroken ||= (yield* decodingUpdate(data)) === null;
    const fault: Fault | null = isBroken ? null : structure.integrate(update);
    if (fault === "too-costly" || fault === "crowded")
      throw new BadArchive(`${path} ${TOO_COSTLY}`);
    isBroken ||= fault !== null;
    yield;
    whole.add(update);
    yield;
    if (path === head) headExtent = whole.encode();
  }
  if (bytes > MAX_ARCHIVE_FILE || whole.clientCount > MAX_CLIENTS) {
    throw new BadArchive("The board is larger than a room takes.");
  }
  return { headExtent, isBroken };
}

/** The words for a file that would delay every reader, and the room that checks it. */
const TOO_COSTLY =
  "holds items for whose places readers would search for too long. The server that wrote it mends " +
  "such a room with `npm run stoa -- repair`; export it again after that.";

/**
 * Puts a healed document in the place of one with items that no Yjs client
 * writes. Its log becomes a stretch of the past, so that the authors and times
 * are kept.
 */
async function heal(
  staged: Staging,
  { log, history, pauses }: Pick<Verified, "log" | "history"> & { readonly pauses: Pauses },
): Promise<{ headExtent: Uint8Array; history: readonly HistoryLine[] }> {
  const head = PATHS.head("board");
  const entries = log.map(({ file, fromAt, toAt, who }) => {
    return { doc: BOARD.id, fromAt, toAt, who, data: staged.read(file) };
  });
  const updates = entries.map(({ data }) => data);
  if (staged.has(head)) updates.unshift(staged.read(head));
  const { update, dropped, faults } = healDocument(updates);
  logInfo("archive-healed", { dropped, faults: [...faults].join(" ") });
  staged.remove(head);
  for (const { file } of log) staged.remove(file);
  await pauses.run(staged.adding({ path: head, data: update }));
  const headExtent = Coverage.of(decodeStored(update)).encode();
  if (entries.length === 0) return { headExtent, history };
  const file = PATHS.segment(history.length + 1);
  await pauses.run(staged.adding({ path: file, data: await encodeSegment(entries) }));
  const fromAt = Math.min(...entries.map((entry) => entry.fromAt));
  const toAt = Math.max(...entries.map((entry) => entry.toAt));
  return { headExtent, history: [...history, { file, fromAt, toAt, entries: entries.length }] };
}

/** Reads the chat, and keeps its messages as rows. */
async function verifyChat(staged: Staging, { pauses, budget }: Verifying): Promise<void> {
  let last = 0;
  for (const path of staged.paths("chat/")) {
    budget.assertTime(Date.now());
    last = await pauses.run(readingChat(staged, path, last));
    staged.remove(path);
  }
}

/** Reads one file of the chat, whose messages have numbers after `last`. Returns the last number. */
function* readingChat(staged: Staging, path: string, last: number): Work<number> {
  let latest = last;
  for (const message of readLines(path, staged.read(path), chatLineSchema)) {
    if (message.seq <= latest) throw new BadArchive(`${path} is not in the chat's order.`);
    latest = message.seq;
    staged.addMessage(message);
    yield;
  }
  return latest;
}
