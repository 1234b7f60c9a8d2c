/** The pictures of boards that this browser keeps for the front page: in its database, a few, and small. */
import type { RoomId } from "../../shared/ids.ts";

/** A board as it looked when this browser last had it on the screen, once for each theme. */
export interface BoardPicture {
  readonly id: RoomId;
  readonly light: Blob;
  readonly dark: Blob;
  /** When it was painted, in milliseconds since 1970. */
  readonly at: number;
}

/** A kept picture, as far as keeping is concerned. */
export interface KeptPicture {
  readonly id: string;
  readonly at: number;
  readonly bytes: number;
}

const DATABASE = "stoa-pictures";
const STORE = "pictures";

/** Pictures that are kept: as many as rooms are remembered. */
export const MOST_PICTURES = 24;

/** Bytes of one room's pictures. A board full of ink takes about 30,000 in both themes. */
export const MOST_PICTURE_BYTES = 96 * 1024;

/** Bytes of all of them. */
export const MOST_BYTES = 1024 * 1024;

/** The pictures that have to go so that the rest is within bounds: the oldest ones. */
export function beyondBounds(kept: readonly KeptPicture[]): string[] {
  let bytes = 0;
  return kept
    .toSorted((a, b) => b.at - a.at)
    .filter((picture, index) => {
      bytes += picture.bytes;
      return index >= MOST_PICTURES || bytes > MOST_BYTES;
    })
    .map(({ id }) => id);
}

/** The browser's database of pictures. A browser that denies it has none: then nothing is kept. */
export class PictureStore {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  /** Opens the database; `null` where the browser gives none. */
  static open(): Promise<PictureStore | null> {
    return new Promise((resolve) => {
      try {
        const request = indexedDB.open(DATABASE, 1);
        request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
        request.onsuccess = () => resolve(new PictureStore(request.result));
        request.onerror = () => resolve(null);
      } catch (error) {
        // In a frame without storage, looking at `indexedDB` throws a SecurityError.
        if (!(error instanceof Error)) throw error;
        resolve(null);
      }
    });
  }

  /** All pictures, by room. */
  async all(): Promise<ReadonlyMap<RoomId, BoardPicture>> {
    const pictures = await answer<BoardPicture[]>(this.#store("readonly").getAll());
    return new Map((pictures ?? []).map((picture) => [picture.id, picture]));
  }

  /**
   * Keeps a room's picture in place of the one before. The write begins at once: a page that is
   * being left has no later.
   */
  keep(picture: BoardPicture): void {
    if (bytesOf(picture) > MOST_PICTURE_BYTES) return;
    const write = this.#store("readwrite");
    write.put(picture);
    // A page that is being left hears of nothing any more: the browser must not wait for it.
    write.transaction.commit();
    const store = this.#store("readwrite");
    const all: IDBRequest<BoardPicture[]> = store.getAll();
    all.onsuccess = () => {
      const kept = all.result.map((one) => ({ id: one.id, at: one.at, bytes: bytesOf(one) }));
      for (const gone of beyondBounds(kept)) store.delete(gone);
    };
  }

  forget(id: RoomId): void {
    this.#store("readwrite").delete(id);
  }

  close(): void {
    this.#database.close();
  }

  #store(mode: IDBTransactionMode): IDBObjectStore {
    return this.#database.transaction(STORE, mode).objectStore(STORE);
  }
}

function bytesOf({ light, dark }: BoardPicture): number {
  return light.size + dark.size;
}

/** The result of a request; `null` when the browser could not read. */
function answer<T>(request: IDBRequest<T>): Promise<T | null> {
  return new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });
}
