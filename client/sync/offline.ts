import { fetchUpdates, IndexeddbPersistence } from "y-indexeddb";
import type * as Y from "yjs";

/** What this browser keeps beside the document: how many changes were not yet durable. */
const UNSAVED = "unsaved";

/** And up to where it has everything that the room has. */
const POSITION = "position";

/** The library's stores: the document's updates, and what is kept beside them. */
const STORES = ["updates", "custom"];

/** Milliseconds after which a browser that does not answer is taken to deny storage. */
const PATIENCE = 3_000;

/** What was kept with a copy. */
export interface Kept {
  /** How many changes were not yet durable. */
  readonly unsaved: number;
  /** Up to where the copy has everything, as the room has told it. */
  readonly position: string | null;
}

/** A room's copy in this browser; an empty one where the browser denies storage. */
export class OfflineCopy {
  /** Settles when `doc` holds the copy. Never rejects. */
  readonly ready: Promise<Kept>;
  #persistence: IndexeddbPersistence | null = null;
  #closed = false;
  /** A write has failed: from here on the copy may lack something. */
  #hasFailed = false;

  constructor(name: string, doc: Y.Doc) {
    this.ready = this.#open(name, doc);
  }

  /** Is this a transaction's origin while the copy is being read? */
  isOrigin(origin: unknown): boolean {
    return origin !== null && origin === this.#persistence;
  }

  /** Notes how many changes are not yet durable. */
  note(unsaved: number): void {
    void this.#persistence?.set(UNSAVED, unsaved);
  }

  /**
   * Notes up to where the document has everything. It is written only after
   * everything that the document has been given until now, and never when one
   * of those writes failed: a transaction over a store waits for those before it.
   */
  notePosition(at: string): void {
    const database = this.#persistence?.synced === true ? this.#persistence.db : null;
    if (database === null || this.#closed || this.#hasFailed) return;
    try {
      const transaction = database.transaction(STORES, "readwrite");
      const turn = transaction.objectStore("updates").getKey(0);
      turn.onsuccess = () => {
        if (!this.#hasFailed) transaction.objectStore("custom").put(at, POSITION);
      };
    } catch (error) {
      // The browser has closed the database: what it holds from now on is not known.
      if (!(error instanceof DOMException)) throw error;
      this.#hasFailed = true;
    }
  }

  close(): void {
    this.#closed = true;
    void this.#persistence?.destroy();
  }

  async #open(name: string, doc: Y.Doc): Promise<Kept> {
    if (!(await storageWorks()) || this.#closed) return NOTHING_KEPT;
    const persistence = new IndexeddbPersistence(name, doc);
    this.#persistence = persistence;
    const fail = (): void => {
      this.#hasFailed = true;
    };
    // The library would go on writing, and throw into whatever changes the document.
    const stop = (): void => {
      fail();
      this.#persistence = null;
      void persistence.destroy();
    };
    void persistence._db.then((database) => {
      database.addEventListener("abort", fail);
      database.addEventListener("versionchange", stop);
      database.addEventListener("close", stop);
    });
    await persistence.whenSynced;
    try {
      const unsaved: unknown = await persistence.get(UNSAVED);
      const position: unknown = await persistence.get(POSITION);
      // Another page may have noted this position since the copy was read; then it wrote first what belongs to it.
      await fetchUpdates(persistence);
      return {
        unsaved:
          typeof unsaved === "number" && unsaved > 0 && unsaved < 1e6 ? Math.floor(unsaved) : 0,
        position: typeof position === "string" ? position : null,
      };
    } catch (error) {
      // The room was left, or the browser has closed the database.
      if (!(error instanceof Error)) throw error;
      this.#hasFailed = true;
      return NOTHING_KEPT;
    }
  }
}

const NOTHING_KEPT: Kept = { unsaved: 0, position: null };

/** A database can be denied by throwing, by an error, or by never answering; the library tells none of these. */
function storageWorks(): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), PATIENCE);
    const answer = (works: boolean): void => {
      clearTimeout(timer);
      resolve(works);
    };
    try {
      const request = indexedDB.open("stoa-probe");
      request.onerror = () => answer(false);
      request.onsuccess = () => {
        request.result.close();
        answer(true);
      };
    } catch (error) {
      // In a frame without storage, looking at `indexedDB` throws a SecurityError.
      if (!(error instanceof Error)) throw error;
      answer(false);
    }
  });
}
