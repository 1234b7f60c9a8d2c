/** The budget of one archive: its bytes, their ratio to what came, and its time. It reads no archive. */
import {
  ARCHIVE_FREE_BYTES,
  ARCHIVE_LEAST_RATE,
  ARCHIVE_MS,
  ARCHIVE_RATIO,
  ARCHIVE_STALL_MS,
  MAX_ARCHIVE,
  MAX_PAST,
} from "../limits.ts";
import { BadArchive } from "./tar.ts";

/** Counts the cost of an archive so far, and says when it is too much. */
export class Budget {
  readonly #began: number;
  #received = 0;
  #receivedAt: number;
  #unpacked = 0;
  #past = 0;

  /** @param now milliseconds since 1970 */
  constructor(now: number) {
    this.#began = now;
    this.#receivedAt = now;
  }

  /** So many bytes came over the network. */
  receives(bytes: number, now: number): void {
    this.#received += bytes;
    this.#receivedAt = now;
  }

  /** @throws BadArchive when so many bytes more of the tar are too many. */
  unpacks(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked > MAX_ARCHIVE) throw new BadArchive("The archive is too large.");
    this.#assertRatio();
  }

  /** The same for bytes of the past, which is packed once more inside the archive. */
  unpacksPast(bytes: number): void {
    this.#past += bytes;
    if (this.#past > MAX_PAST) throw new BadArchive("The archive's past holds too much.");
    this.#assertRatio();
  }

  /** @throws BadArchive when the archive has taken too long. */
  assertTime(now: number): void {
    if (now - this.#began > ARCHIVE_MS) {
      throw new BadArchive("The archive took longer than ten minutes.");
    }
  }

  /** Does the archive come fast enough, so that one that does not come blocks nobody else's? */
  isSteady(now: number): boolean {
    if (now - this.#receivedAt > ARCHIVE_STALL_MS) return false;
    const least = ((now - this.#began - ARCHIVE_STALL_MS) / 1000) * ARCHIVE_LEAST_RATE;
    return this.#received >= least;
  }

  #assertRatio(): void {
    const most = ARCHIVE_FREE_BYTES + ARCHIVE_RATIO * this.#received;
    if (this.#unpacked + this.#past > most) {
      throw new BadArchive("The archive unpacks into far more than came.");
    }
  }
}
