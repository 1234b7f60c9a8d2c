/** The library of this browser: kept in a database of its own, or as long as the page where there is none. */
import { createStore, type ReadableStore } from "../../ui/store.ts";
import type { LibraryItem } from "./item.ts";

const DATABASE = "stoa-library";
const ITEMS = "items";

const items = createStore<readonly LibraryItem[] | null>(null);
let database: Promise<IDBDatabase | null> | null = null;

/** The things of the library, the oldest first; `null`: they are being read. */
export function libraryItems(): ReadableStore<readonly LibraryItem[] | null> {
  if (database === null) void read();
  return items;
}

/** Adds things. */
export async function addItems(added: readonly LibraryItem[]): Promise<void> {
  await read();
  items.set([...(items.get() ?? []), ...added]);
  await write((store) => {
    for (const item of added) store.put(item);
  });
}

/** Removes all things of a library. */
export async function removeLibrary(library: string): Promise<void> {
  const all = items.get() ?? [];
  const gone = all.filter((item) => item.library === library);
  items.set(all.filter((item) => item.library !== library));
  await write((store) => {
    for (const { id } of gone) store.delete(id);
  });
}

async function read(): Promise<void> {
  database ??= open();
  const opened = await database;
  if (items.get() !== null) return;
  const kept = opened === null ? [] : await all(opened);
  // Things may have come while they were read.
  if (items.get() === null) items.set(kept.filter(isItem));
}

function isItem(value: unknown): value is LibraryItem {
  if (typeof value !== "object" || value === null) return false;
  const { id, name, library, drawing } = value as Readonly<Record<string, unknown>>;
  return [id, name, library, drawing].every((field) => typeof field === "string");
}

/** Opens the database; `null`: the browser keeps none. */
function open(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    if (globalThis.indexedDB === undefined) {
      resolve(null);
      return;
    }
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(ITEMS, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });
}

function all(opened: IDBDatabase): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const request = opened.transaction(ITEMS).objectStore(ITEMS).getAll();
    request.onsuccess = () => resolve(request.result as unknown[]);
    request.onerror = () => reject(request.error);
  });
}

async function write(change: (store: IDBObjectStore) => void): Promise<void> {
  const opened = await database;
  if (opened === null || opened === undefined) return;
  const transaction = opened.transaction(ITEMS, "readwrite");
  change(transaction.objectStore(ITEMS));
  await new Promise<void>((resolve) => {
    transaction.oncomplete = () => resolve();
    // A full disk: they stay as long as the page.
    transaction.onabort = () => {
      console.warn("The library could not be kept.", transaction.error);
      resolve();
    };
  });
}
