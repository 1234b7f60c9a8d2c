import * as Y from "yjs";
import { step1Frame } from "../../shared/wire/frames.ts";
import type { Connection } from "./connection.ts";

/** Milliseconds for which the question waits for this browser's copy: who knows what it has is sent less. */
const COPY_PATIENCE = 2_000;

/** Where a position is kept beside the copy that it belongs to. */
export interface PositionKeeper {
  notePosition(at: string): void;
}

/**
 * How a document comes to hold what its room has. On each new connection the
 * client asks the room for the missing edits. It asks from the position up to
 * which it has everything, or else by state vector. A position that turns out
 * to have promised too much is forgotten, and the room asked again.
 */
export class Join {
  readonly #doc: Y.Doc;
  /** Also the origin of what comes from it. */
  readonly #connection: Pick<Connection, "send">;
  readonly #keeper: PositionKeeper | null;
  /** Up to where the document has everything. */
  #position: string | null = null;
  #isCopyRead: boolean;
  /** The updates that have come on this connection until the answer ends; null when nothing is awaited. */
  #arriving: Uint8Array[] | null = null;
  #asked: "not" | "by position" | "by state vector" = "not";
  /** The state vector of what the room had when it asked. */
  #roomHas: Uint8Array | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(doc: Y.Doc, connection: Pick<Connection, "send">, keeper: PositionKeeper | null) {
    this.#doc = doc;
    this.#connection = connection;
    this.#keeper = keeper;
    this.#isCopyRead = keeper === null;
  }

  /** This browser's copy is in the document; `position` is what was kept with it. */
  copyIsRead(position: string | null): void {
    this.#isCopyRead = true;
    // A position that the room has told meanwhile is newer.
    if (this.#position === null) this.#position = position;
    else this.#keeper?.notePosition(this.#position);
    this.#ask();
  }

  /** A connection is open. */
  begin(): void {
    this.#arriving = [];
    this.#asked = "not";
    if (this.#isCopyRead) this.#ask();
    else this.#timer = setTimeout(() => this.#ask(), COPY_PATIENCE);
  }

  /** The connection is gone. */
  end(): void {
    clearTimeout(this.#timer);
    this.#arriving = null;
    this.#roomHas = null;
  }

  /** Is an answer awaited? */
  get isComing(): boolean {
    return this.#arriving !== null;
  }

  /** The room asks, and says what it has. */
  hears(stateVector: Uint8Array): void {
    this.#roomHas = stateVector;
  }

  /** An update came. While the answer is awaited it waits, so that the board appears whole. */
  takes(update: Uint8Array): void {
    if (this.#arriving === null) this.#apply([update]);
    else this.#arriving.push(update);
  }

  /** The answer has ended with this. Says whether everything is here now. */
  completes(last: Uint8Array): boolean {
    const updates = [...(this.#arriving ?? []), last];
    this.#arriving = null;
    this.#apply(updates);
    if (this.#asked !== "by position" || this.#hasAllOf(this.#roomHas)) return true;
    this.#position = null;
    this.begin();
    return false;
  }

  /** The room says where it has come to. Before its answer has ended that is not where we are. */
  isAt(position: string): void {
    const { pendingStructs, pendingDs } = this.#doc.store;
    if (this.#arriving !== null || pendingStructs !== null || pendingDs !== null) return;
    this.#position = position;
    this.#keeper?.notePosition(position);
  }

  #ask(): void {
    if (this.#arriving === null || this.#asked !== "not") return;
    clearTimeout(this.#timer);
    this.#asked = this.#position === null ? "by state vector" : "by position";
    if (this.#position !== null) {
      this.#connection.send(JSON.stringify({ type: "resume", at: this.#position }));
    }
    this.#connection.send(step1Frame(Y.encodeStateVector(this.#doc)));
  }

  #apply(updates: readonly Uint8Array[]): void {
    let isWhole = false;
    try {
      Y.transact(
        this.#doc,
        () => {
          for (const update of updates) Y.applyUpdate(this.#doc, update, this.#connection);
        },
        this.#connection,
      );
      isWhole = true;
    } finally {
      // An update that could not be taken in must be asked for again.
      if (!isWhole) this.#position = null;
    }
  }

  #hasAllOf(stateVector: Uint8Array | null): boolean {
    if (stateVector === null) return true;
    const mine = Y.decodeStateVector(Y.encodeStateVector(this.#doc));
    for (const [client, clock] of Y.decodeStateVector(stateVector)) {
      if ((mine.get(client) ?? 0) < clock) return false;
    }
    return true;
  }
}
