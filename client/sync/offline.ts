import { fetchUpdates, IndexeddbPersistence } from "y-indexeddb";
import type * as Y from "yjs";
import { POSITION, SET_ASIDE, STORES, storageWorks, UNSAVED } from "./copy-database.ts";
import { readSetAside } from "./set-aside.ts";

/** The record that was kept with a copy. */
export interface Kept {
  /** How many changes were not yet durable. */
  readonly unsaved: number;
  /** Up to where the copy has everything, as the room has told it. */
  readonly position: string | null;
  /** Could what was kept not be read into the document? Then the document cannot be trusted either. */
  readonly isDamaged: boolean;
  /** The updates of copies that were set aside as damaged, and what they hold may be nowhere else. */
  readonly setAside: readonly Uint8Array[];
}

/** A room's copy in this browser; an empty one where the browser denies storage. */
export class OfflineCopy {
  /** Settles when `doc` holds the copy. Never rejects. */
  readonly ready: Promise<Kept>;
  #persistence: IndexeddbPersistence | null = null;
  #closed = false;
  /** A write has failed: from here on the copy may lack something. */
  #hasFailed = false;

  /** `mayOpen` says when the copy may be opened; `false`: never, and nothing is kept. */
  constructor(name: string, doc: Y.Doc, mayOpen: Promise<boolean> = Promise.resolve(true)) {
    this.ready = mayOpen.then((may) => (may ? this.#open(name, doc) : NOTHING_KEPT));
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
   * everything that the document has been given until now, and never when one of
   * those writes failed. A transaction over a store waits for those before it.
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

  /** The user has what was set aside, or does not want it. */
  forgetSetAside(): void {
    void this.#persistence?.del(SET_ASIDE);
  }

  close(): void {
    this.#closed = true;
    void this.#persistence?.destroy();
  }

  async #open(name: string, doc: Y.Doc): Promise<Kept> {
    if (!(await storageWorks()) || this.#closed) return NOTHING_KEPT;
    const persistence = new IndexeddbPersistence(name, doc);
    this.#persistence = persistence;
    const damaged = whenReadingFails(persistence, doc);
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
    const isRead = await Promise.race([persistence.whenSynced.then(() => true), damaged]);
    if (!isRead) {
      this.#hasFailed = true;
      return { ...NOTHING_KEPT, isDamaged: true };
    }
    try {
      const unsaved: unknown = await persistence.get(UNSAVED);
      const position: unknown = await persistence.get(POSITION);
      // Another page may have noted this position since the copy was read; then it wrote first what belongs to it.
      await fetchUpdates(persistence);
      return {
        isDamaged: false,
        setAside: readSetAside(await persistence.get(SET_ASIDE)).flat(),
        unsaved:
          typeof unsaved === "number" && unsaved > 0 && unsaved < 1e6 ? Math.floor(unsaved) : 0,
        position: typeof position === "string" ? position : null,
      };
    } catch (error) {
      // The room was left, or the browser has closed the database.
      if (!(error instanceof Error)) throw error;
      this.#hasFailed = true;
      return { ...NOTHING_KEPT, isDamaged: !this.#closed && !(error instanceof DOMException) };
    }
  }
}

const NOTHING_KEPT: Kept = { unsaved: 0, position: null, isDamaged: false, setAside: [] };

/**
 * Settles with `false` when what is kept cannot be read into the document. The
 * library tells nobody: its promise never settles then. It reads everything in
 * one transaction, right after which it is in sync.
 */
function whenReadingFails(persistence: IndexeddbPersistence, doc: Y.Doc): Promise<false> {
  return new Promise((resolve) => {
    const onBegin = ({ origin }: Y.Transaction): void => {
      if (origin !== persistence) return;
      doc.off("beforeTransaction", onBegin);
      // The transaction is synchronous: when this runs it has ended, or thrown.
      setTimeout(() => {
        if (!persistence.synced) resolve(false);
      });
    };
    doc.on("beforeTransaction", onBegin);
  });
}
