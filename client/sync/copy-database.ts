/** The database of a room's copy in this browser: its names, and whether the browser gives one. */

/** The number that this browser keeps beside the document: how many changes were not yet durable. */
export const UNSAVED = "unsaved";

/** And up to where it has everything that the room has. */
export const POSITION = "position";

/** And copies that turned out damaged: what they hold may be nowhere else. */
export const SET_ASIDE = "set-aside";

/** The library's stores: the document's updates, and what is kept beside them. */
export const STORES = ["updates", "custom"];

/** Milliseconds after which a browser that does not answer is taken to deny storage. */
const PATIENCE = 3_000;

/** A database can be denied by throwing, by an error, or by never answering; the library tells none of these. */
export function storageWorks(): Promise<boolean> {
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
