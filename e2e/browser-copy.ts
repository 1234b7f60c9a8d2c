/** The copy of a room that a page keeps in its browser, as IndexedDB holds it. */
import type { Person } from "./people.ts";

/** Adds an update to the copy that this browser keeps. */
export function addsToItsCopy({ page }: Person, room: string, update: Uint8Array): Promise<void> {
  return page.evaluate(
    ({ name, bytes }) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const writing = database.transaction("updates", "readwrite");
          writing.objectStore("updates").add(Uint8Array.from(bytes));
          writing.oncomplete = () => {
            database.close();
            resolve();
          };
          writing.onerror = () => reject(writing.error);
        };
      }),
    { name: `stoa-room-${room}`, bytes: [...update] },
  );
}

/** The count of changes that this browser has noted beside its copy as not yet durable; 0 when it has noted none. */
export function unsavedInItsCopy({ page }: Person, room: string): Promise<number> {
  return page.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction("custom").objectStore("custom").get("unsaved");
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => {
            database.close();
            resolve(typeof reading.result === "number" ? reading.result : 0);
          };
        };
      }),
    `stoa-room-${room}`,
  );
}
