/** Copies that turned out damaged: kept beside the room's copy until the user has what was in them. */
import { POSITION, SET_ASIDE, STORES, storageWorks, UNSAVED } from "./copy-database.ts";

/** Damaged copies that are kept; of more, the newest. Each may be as large as the room. */
const MOST_SET_ASIDE = 3;

/**
 * Sets a damaged copy aside, so that the next one begins empty: what is stored
 * of it, and `updates` besides. Nothing of it is lost. Says whether the
 * room's copy is empty now; it is not where the browser denies storage.
 */
export async function setCopyAside(name: string, updates: readonly Uint8Array[]): Promise<boolean> {
  if (!(await storageWorks())) return false;
  return new Promise((resolve) => {
    const fail = (error: unknown): void => {
      console.error("A damaged copy could not be set aside:", error);
      resolve(false);
    };
    const opening = indexedDB.open(name);
    opening.onupgradeneeded = () => {
      // As the library makes them, which comes later.
      opening.result.createObjectStore("updates", { autoIncrement: true });
      opening.result.createObjectStore("custom");
    };
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      try {
        const transaction = database.transaction(STORES, "readwrite");
        const stored = transaction.objectStore("updates");
        const custom = transaction.objectStore("custom");
        const rows = stored.getAll();
        const before = custom.get(SET_ASIDE);
        before.onsuccess = () => {
          const copies = readSetAside(before.result);
          const copy = readSetAside([[...rows.result, ...updates]]);
          custom.put([...copies, ...copy].slice(-MOST_SET_ASIDE), SET_ASIDE);
          custom.delete(UNSAVED);
          custom.delete(POSITION);
          stored.clear();
        };
        const end = (): void => {
          database.close();
          resolve(true);
        };
        transaction.oncomplete = end;
        transaction.onabort = () => {
          database.close();
          fail(transaction.error);
        };
      } catch (error) {
        // A store is missing: the browser has taken the copy away.
        if (!(error instanceof DOMException)) throw error;
        database.close();
        fail(error);
      }
    };
  });
}

/** The copies that were set aside, as far as they read as lists of updates. */
export function readSetAside(value: unknown): Uint8Array[][] {
  if (!Array.isArray(value)) return [];
  return value
    .filter((copy) => Array.isArray(copy))
    .map((copy: unknown[]) => copy.filter((update) => update instanceof Uint8Array));
}
