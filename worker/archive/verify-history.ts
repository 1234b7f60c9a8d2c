/** The history of a staged archive: each segment is read as if its sender were hostile. */
import { MAX_SEGMENT, MAX_SEGMENT_ENTRIES } from "../limits.ts";
import { BOARD } from "../storage/document-store.ts";
import { type LoggedEntry, readEntries } from "../storage/history-segment.ts";
import { decodingArchived } from "../yjs/decode.ts";
import type { Work } from "../yjs/work.ts";
import type { Budget } from "./budget.ts";
import type { HistoryLine } from "./format.ts";
import { unpackFile } from "./gzip.ts";
import { BadArchive } from "./tar.ts";
import type { Verifying } from "./verify-checksums.ts";

/** @throws BadArchive when a segment does not hold what its line says. */
export async function verifySegment(
  { file, entries }: HistoryLine,
  data: Uint8Array,
  { pauses, budget }: Verifying,
): Promise<void> {
  let length = 0;
  const bytes = await unpackFile(file, data, pauses, (piece) => {
    length += piece;
    if (length > MAX_SEGMENT) throw new BadArchive(`${file} holds more than a segment may.`);
    budget.unpacksPast(piece);
  });
  const count = await pauses.run(countingEntries(file, bytes, budget));
  if (count !== entries) throw new BadArchive(`${file} does not hold what history.jsonl says.`);
}

/** How many sound updates of the board a segment holds; not a number when something else is there, or too much. */
function* countingEntries(file: string, bytes: Uint8Array, budget: Budget): Work<number> {
  let count = 0;
  const entries = readEntries(bytes);
  for (;;) {
    budget.assertTime(Date.now());
    const entry = next(file, entries);
    if (entry === null) return count;
    count += 1;
    if (entry.doc !== BOARD.id || count > MAX_SEGMENT_ENTRIES) return Number.NaN;
    if ((yield* decodingArchived(entry.data)) === null) return Number.NaN;
    yield;
  }
}

/** @throws BadArchive when the next bytes are no entry. */
function next(file: string, entries: Generator<LoggedEntry>): LoggedEntry | null {
  try {
    const { done, value } = entries.next();
    return done ? null : value;
  } catch (error) {
    if (error instanceof Error) throw new BadArchive(`${file} is no stretch of history.`);
    throw error;
  }
}
