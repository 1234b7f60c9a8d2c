/** Damage: what the room does once its stored data turns out not to be whole. It reads no data itself. */
import { logError } from "../log.ts";
import { isDamage } from "../storage/storage-errors.ts";

/** The parts that `Damage` needs, which are built after it. */
export interface AroundDamage {
  /** Is what the document has stored not whole? */
  isDocumentDamaged(): boolean;
  /** Closes every socket: each client comes again to look, and is told. */
  closeAll(): void;
}

/** Knows whether the room can only be looked at, and tells everybody when SQLite finds it damaged. */
export class Damage {
  readonly #room: string;
  readonly #isCopy: boolean;
  #around: AroundDamage = { isDocumentDamaged: () => false, closeAll: () => undefined };
  #isFound = false;

  /**
   * @param room the object's id, for the log.
   * @param isCopy whether the database was damaged before the server started, so that this is a copy of it.
   */
  constructor(room: string, isCopy: boolean) {
    this.#room = room;
    this.#isCopy = isCopy;
  }

  /** Connects the parts that are built after this one. */
  connect(around: AroundDamage): void {
    this.#around = around;
  }

  /** Is the stored content not whole, or a copy of what was lost? Then the room can be looked at and not changed. */
  get isDamaged(): boolean {
    return this.#isFound || this.#isCopy || this.#around.isDocumentDamaged();
  }

  /** The database is damaged where it was just read or written: tells the operator and every client, once. */
  found(error: unknown): void {
    if (this.#isFound) return;
    this.#isFound = true;
    logError("storage-damaged", error, { object: this.#room });
    this.#around.closeAll();
  }

  /** Looks at an error that is dealt with elsewhere: it may show damage. */
  notice(error: unknown): void {
    if (isDamage(error)) this.found(error);
  }

  /** @throws the error, unless it shows damage: then every client is told. */
  handle(error: unknown): void {
    if (!isDamage(error)) throw error;
    this.found(error);
  }

  /** Runs work that no client waits for, as in a timer. An error that shows damage is told as such. */
  readonly attempt = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      this.handle(error);
    }
  };
}
