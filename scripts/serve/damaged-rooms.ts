/** The rooms whose files a running server finds damaged: each gives way to its newest copy. */
import { join } from "node:path";
import { errorCode } from "../failure.ts";
import { isSound } from "./alarm-index.ts";
import { Copies } from "./copies.ts";
import { reportRoom } from "./reported.ts";
import { showCopy } from "./rooms-check.ts";

/** Milliseconds after which a room's file is read through once more. */
const AGAIN_MS = 60_000;

/**
 * Knows the rooms of one server that are shown from copies since it runs. The
 * Worker hears of each before its copy lies in its place, so that nobody can
 * change the copy.
 */
export class DamagedRooms {
  readonly #dataDirectory: string;
  readonly #say: (line: string) => void;
  readonly #lookedAt = new Map<string, number>();
  /** Objects that the Worker is to show as copies. */
  readonly #copied = new Set<string>();
  /** Those of them whose copies are not in their places yet. */
  readonly #waiting = new Set<string>();

  constructor(dataDirectory: string, say: (line: string) => void) {
    this.#dataDirectory = dataDirectory;
    this.#say = say;
  }

  /** Objects that the Worker must show as copies. */
  get copied(): string[] {
    return [...this.#copied];
  }

  /** The Worker cannot open this object's room: is its file damaged, and is there a copy? */
  cannotOpen(object: string, now: number): void {
    const since = this.#lookedAt.get(object) ?? Number.NEGATIVE_INFINITY;
    if (this.#copied.has(object) || now - since < AGAIN_MS) return;
    this.#lookedAt.set(object, now);
    const isNew = reportRoom(this.#dataDirectory, object);
    if (!isSound(this.#fileOf(object)) && this.#hasCopy(object)) {
      this.#copied.add(object);
      this.#waiting.add(object);
    } else if (isNew) {
      this.#say(
        `the room file ${object}.sqlite cannot be opened, and there is no copy to show in its place, or nothing is ` +
          "wrong with it. The next start reads it through.",
      );
    }
  }

  /** The Worker knows of these objects: their copies take their places. */
  areTold(objects: readonly string[], now: Date): void {
    for (const object of objects) {
      if (!this.#waiting.delete(object)) continue;
      try {
        const line = showCopy(this.#dataDirectory, object, "is damaged", now);
        if (line !== null) this.#say(line);
      } catch (error) {
        const code = errorCode(error);
        if (code === null) throw error;
        this.#say(`the copy of ${object}.sqlite could not be put in its place (${code}).`);
      }
    }
  }

  #fileOf(object: string): string {
    return join(this.#dataDirectory, "rooms", "stoa-Room", `${object}.sqlite`);
  }

  #hasCopy(object: string): boolean {
    return new Copies(this.#dataDirectory).of(object).some(({ file }) => isSound(file));
  }
}
