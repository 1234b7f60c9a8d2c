/** Resume tokens: where a client's copy of the room ends. The wire calls one `position`. They know no SQL. */

/**
 * A row of the logs, or the place before the first one. A row is known again by
 * the time at which it was written: after a backup was put back, the same number
 * is another row.
 */
export interface LogPoint {
  readonly row: number;
  /** Milliseconds since 1970; of the place before the first row, any number that no client has been told. */
  readonly writtenAt: number;
}

/** A point in the logs of one room, in one epoch of it. */
export interface ResumeToken extends LogPoint {
  readonly roomEpoch: string;
}

/** Writes a token as the word that a client keeps. */
export function formatResumeToken({ roomEpoch, row, writtenAt }: ResumeToken): string {
  return `${roomEpoch}.${row}.${writtenAt}`;
}

/** Reads a client's word; null when it is no token. */
export function parseResumeToken(word: string): ResumeToken | null {
  const [roomEpoch = "", ...numbers] = word.split(".");
  const [row, writtenAt] = [Number(numbers[0]), Number(numbers[1])];
  if (!Number.isSafeInteger(row) || !Number.isSafeInteger(writtenAt)) return null;
  return { roomEpoch, row, writtenAt };
}
