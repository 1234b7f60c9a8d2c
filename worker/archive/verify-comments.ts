/** Verification of an archive's comments: each is in a thread of the archive, and all are within a room's limits. */
import type { Comment, Thread } from "../../shared/comments/comment.ts";
import { MAX_COMMENT_BYTES, MAX_COMMENTS, MAX_THREADS, MESSAGE_OVERHEAD } from "../limits.ts";
import type { Work } from "../yjs/work.ts";
import type { Budget } from "./budget.ts";
import { commentLineSchema, PATHS, readLines, threadLineSchema, toBytes } from "./format.ts";
import type { Pauses } from "./pauses.ts";
import type { Staging } from "./staging.ts";
import { BadArchive } from "./tar.ts";

/** The comments that have been read so far. */
interface Seen {
  readonly threads: ReadonlySet<string>;
  readonly keys: Set<string>;
  /** The threads of which the first comment has been read. */
  readonly begun: Set<string>;
  last: number;
  bytes: number;
}

/**
 * Reads the threads and the comments of an archive. Their files stay staged, to be read again when
 * they are moved.
 *
 * @throws BadArchive with the fault.
 */
export async function verifyComments(
  staged: Staging,
  { pauses, budget }: { readonly pauses: Pauses; readonly budget: Budget },
): Promise<void> {
  const threads = readThreads(staged);
  const keys = new Set(threads.map(({ key }) => key));
  if (keys.size !== threads.length) throw new BadArchive("Two threads have the same key.");
  if (keys.size > MAX_THREADS) throw new BadArchive(TOO_MANY);
  const seen: Seen = { threads: keys, keys: new Set(), begun: new Set(), last: 0, bytes: 0 };
  for (const path of commentPaths(staged)) {
    budget.assertTime(Date.now());
    await pauses.run(readingComments(staged, path, seen));
  }
  const bare = [...keys].find((key) => !seen.begun.has(key));
  if (bare !== undefined) throw new BadArchive(`The thread ${bare} has no comment.`);
}

const TOO_MANY = "The archive holds more comments than a room takes.";

/** The threads of a staged archive; none where it has no list of them. */
export function readThreads(staged: Staging): Thread[] {
  if (!staged.has(PATHS.threads)) return [];
  return [...readLines(PATHS.threads, staged.read(PATHS.threads), threadLineSchema)];
}

/** The comments of one staged file. */
export function readComments(staged: Staging, path: string): Comment[] {
  return [...readLines(path, staged.read(path), commentLineSchema)];
}

/** The files of comments, in order. */
export function commentPaths(staged: Staging): string[] {
  return staged.paths("comments/").filter((path) => path !== PATHS.threads);
}

function* readingComments(staged: Staging, path: string, seen: Seen): Work {
  for (const comment of readLines(path, staged.read(path), commentLineSchema)) {
    const { seq, key, thread, text } = comment;
    if (seq <= seen.last) throw new BadArchive(`${path} is not in the comments' order.`);
    if (seen.keys.has(key)) throw new BadArchive(`Two comments have the key ${key}.`);
    if (!seen.threads.has(thread)) throw new BadArchive(`${path} has a comment of no thread.`);
    // The first comment of a thread has the thread's key; no other comment stands before it.
    if ((key === thread) === seen.begun.has(thread)) {
      throw new BadArchive(`${path} has a comment before the first of its thread.`);
    }
    seen.begun.add(thread);
    seen.keys.add(key);
    seen.last = seq;
    seen.bytes += toBytes(text).byteLength + MESSAGE_OVERHEAD;
    if (seen.keys.size > MAX_COMMENTS || seen.bytes > MAX_COMMENT_BYTES) {
      throw new BadArchive(TOO_MANY);
    }
    yield;
  }
}
