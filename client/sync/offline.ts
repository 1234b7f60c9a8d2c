import { IndexeddbPersistence } from "y-indexeddb";
import type * as Y from "yjs";

/** What this browser keeps beside the document: how many changes were not yet durable. */
const UNSAVED = "unsaved";

/** Milliseconds after which a browser that does not answer is taken to deny storage. */
const PATIENCE = 3_000;

/** A room's copy in this browser; an empty one where the browser denies storage. */
export class OfflineCopy {
  /** Settles when `doc` holds the copy, to the number of changes that were not yet durable. Never rejects. */
  readonly ready: Promise<number>;
  #persistence: IndexeddbPersistence | null = null;
  #closed = false;

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

  close(): void {
    this.#closed = true;
    void this.#persistence?.destroy();
  }

  async #open(name: string, doc: Y.Doc): Promise<number> {
    if (!(await storageWorks()) || this.#closed) return 0;
    this.#persistence = new IndexeddbPersistence(name, doc);
    await this.#persistence.whenSynced;
    const kept: unknown = await this.#persistence.get(UNSAVED);
    return typeof kept === "number" && kept > 0 && kept < 1e6 ? Math.floor(kept) : 0;
  }
}

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
