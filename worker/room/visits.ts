/** Visits: one room's part in the limits that a visitor has in all rooms together. It closes no socket. */
import type { From } from "../connection/origin.ts";
import type { Session } from "../connection/session.ts";
import { isStored, onFirstStored } from "../storage/schema.ts";
import { countLimited, type Visitor, visitors } from "../visitors.ts";

/** Tells the process what visitors do in one room, and tells the room its visitors' limits. */
export class Visits {
  readonly #room: string;
  readonly #storage: DurableObjectStorage;
  /** The visitor who did something last: a visitor who stores the first thing has made the room. */
  #actor: Visitor | null = null;

  /** The object with this id is made; whom it has, `entered` says. */
  constructor(room: string, storage: DurableObjectStorage) {
    this.#room = room;
    this.#storage = storage;
    visitors.roomMade(room);
    onFirstStored(storage, () => this.#actor?.meter("rooms", Date.now()).spend(1));
  }

  /** Is the room there, or may the visitor who comes make one more? */
  mayComeFrom({ visitor }: From): boolean {
    this.#actor = visitors.find(visitor);
    if (this.#actor === null) return true;
    const now = Date.now();
    if (this.#actor.meter("rooms", now).wait(1, now) === 0 || isStored(this.#storage)) return true;
    countLimited("rooms", now);
    return false;
  }

  /** The room has another socket. */
  entered({ visitor }: Session): void {
    if (visitor !== null) visitors.entered(this.#room, visitor);
  }

  /** A socket that had entered has left. */
  left({ visitor }: Session): void {
    if (visitor !== null) visitors.left(this.#room, visitor);
  }

  /** May so many bytes more come from where this socket does? */
  mayBring({ visitor }: Session, bytes: number, now: number): boolean {
    this.#actor = visitor;
    if (visitor === null) return true;
    if (visitor.meter("bytes", now).take(bytes, now) === 0) return true;
    countLimited("bytes", now);
    return false;
  }
}
