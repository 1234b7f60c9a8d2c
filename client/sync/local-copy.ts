/** A page's copy of a room: one document, its copy in this browser, and how it catches up with the room. */
import * as Y from "yjs";
import type { Connection } from "./connection.ts";
import { Join } from "./join.ts";
import { type Kept, OfflineCopy } from "./offline.ts";
import { TransactionWatch } from "./transaction-watch.ts";

export interface LocalCopyOptions {
  /** Of the copy in this browser; null keeps none. */
  readonly database: string | null;
  /** When the database may be opened; it settles with `false` when it must not be. */
  readonly mayOpen?: Promise<boolean> | undefined;
  /** Where questions go; also the origin of the room's changes. */
  readonly link: Pick<Connection, "send">;
  /** The user has changed the document. */
  readonly onChange: (update: Uint8Array) => void;
  /** This browser's copy is in the document. */
  readonly onRead: (kept: Kept) => void;
  /** The document can no longer be trusted. Called at most once, and never after `close`. */
  readonly onDamage: (error: unknown) => void;
}

/**
 * Holds one document until the page leaves or the document is damaged; then
 * another copy takes its place. It is damaged when an exception escapes while
 * something is applied, or when it does not tell of a change.
 */
export class LocalCopy {
  readonly doc = new Y.Doc();
  readonly #options: LocalCopyOptions;
  readonly #watch: TransactionWatch;
  readonly #offline: OfflineCopy | null;
  readonly #join: Join;
  /** False while this browser's copy is being read: before that, an answer would lack what the copy holds. */
  #isRead: boolean;
  #isClosed = false;

  constructor(options: LocalCopyOptions) {
    this.#options = options;
    const { database, link, mayOpen } = options;
    this.#watch = new TransactionWatch(this.doc, () =>
      this.#damaged(new Error("the document did not tell of a change")),
    );
    this.doc.on("update", this.#onUpdate);
    this.#offline = database === null ? null : new OfflineCopy(database, this.doc, mayOpen);
    this.#isRead = this.#offline === null;
    this.#join = new Join(this.doc, link, this.#offline);
    void this.#offline?.ready.then((kept) => this.#onKept(kept));
  }

  /** Is this browser's copy in the document? */
  get isRead(): boolean {
    return this.#isRead;
  }

  /** Is the room's answer awaited? */
  get isJoining(): boolean {
    return this.#join.isComing;
  }

  /** A connection is open. */
  connected(): void {
    if (!this.#isClosed) this.#join.begin();
  }

  /** The connection is gone. */
  disconnected(): void {
    this.#join.end();
  }

  /** The room asks, and says what it has. */
  hears(stateVector: Uint8Array): void {
    this.#join.hears(stateVector);
  }

  /** The room says where it has come to. */
  isAt(position: string): void {
    if (!this.#isClosed) this.#join.isAt(position);
  }

  /** An update came from the room. */
  takes(update: Uint8Array): void {
    this.#guard(() => this.#join.takes(update));
  }

  /** The room's answer has ended with this. Says whether everything is here now. */
  completes(update: Uint8Array): boolean {
    return this.#guard(() => this.#join.completes(update)) === true;
  }

  /** The edits that the room lacks; `null` when they cannot be told, because the document is damaged. */
  answerTo(stateVector: Uint8Array): Uint8Array | null {
    return this.#guard(() => Y.encodeStateAsUpdate(this.doc, stateVector));
  }

  /** Notes how many changes are not yet durable. Before the copy is read, what it has noted itself is the better number. */
  note(unsaved: number): void {
    if (this.#isRead && !this.#isClosed) this.#offline?.note(unsaved);
  }

  /** The user has what was set aside, or does not want it. */
  forgetSetAside(): void {
    if (!this.#isClosed) this.#offline?.forgetSetAside();
  }

  /** Everything that is in the document, as an update; empty when it cannot be told any more. */
  rest(): Uint8Array[] {
    try {
      return [Y.encodeStateAsUpdate(this.doc)];
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      console.error("A damaged copy cannot be read:", error);
      return [];
    }
  }

  /** Lets go of the document, which stays readable. */
  close(): void {
    this.#isClosed = true;
    this.#watch.stop();
    this.#join.end();
    this.#offline?.close();
    this.doc.off("update", this.#onUpdate);
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this.#options.link || this.#offline?.isOrigin(origin) === true) return;
    this.#options.onChange(update);
  };

  #onKept(kept: Kept): void {
    if (this.#isClosed) return;
    if (kept.isDamaged) {
      this.#damaged(new Error("this browser's copy cannot be read"));
      return;
    }
    this.#isRead = true;
    this.#join.copyIsRead(kept.position);
    this.#options.onRead(kept);
  }

  /** Does something with the document that another program's bytes may make fail; `null` when it has. */
  #guard<T>(work: () => T): T | null {
    if (this.#isClosed) return null;
    try {
      const result = work();
      if (this.#watch.isSettled) return result;
      this.#damaged(new Error("the document does not end its transactions"));
    } catch (error) {
      this.#damaged(error);
    }
    return null;
  }

  #damaged(error: unknown): void {
    if (this.#isClosed) return;
    this.close();
    this.#options.onDamage(error);
  }
}
