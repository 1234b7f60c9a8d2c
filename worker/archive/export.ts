/** Export: a room's rows as the files of an archive. It changes nothing, and packs nothing. */

import type { AssetStore } from "../assets/asset-store.ts";
import { Chat } from "../chat/chat.ts";
import { Comments } from "../comments/comments.ts";
import { ARCHIVE_MESSAGES } from "../limits.ts";
import type { Asset } from "../storage/asset-rows.ts";
import { BOARD, DocumentStore } from "../storage/document-store.ts";
import { History } from "../storage/history.ts";
import { Keyring } from "../storage/keyring.ts";
import { Settings } from "../storage/settings.ts";
import { StoredDocument } from "../sync/stored-document.ts";
import {
  type About,
  ARCHIVE_VERSION,
  ARCHIVE_VERSION_WITHOUT_COMMENTS,
  ARCHIVE_VERSION_WITHOUT_IMAGES,
  type ImageLine,
  PATHS,
  toBytes,
  toJson,
  toLines,
} from "./format.ts";
import type { ArchiveFile } from "./tar.ts";

/**
 * Everything that a room holds, as files; the last one holds the checksums of the
 * others, and so says that nothing is missing. Refused frames in quarantine stay
 * where they are. Nothing may be compacted or thinned meanwhile.
 */
export async function* roomFiles(
  storage: DurableObjectStorage,
  images: AssetStore,
  now: number,
): AsyncGenerator<ArchiveFile> {
  const sums: string[] = [];
  for await (const file of contents(storage, images, now)) {
    sums.push(`${await sha256(file.data)}  ${file.path}\n`);
    yield file;
  }
  yield { path: PATHS.checksums, data: toBytes(sums.join("")) };
}

/** Returns the SHA-256 of bytes as `sha256sum` writes it. */
export async function sha256(data: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", data)));
}

/** Bytes in hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function* contents(
  storage: DurableObjectStorage,
  images: AssetStore,
  now: number,
): AsyncGenerator<ArchiveFile> {
  const store = new DocumentStore(storage);
  const { id, name } = BOARD;
  const isDamaged = wholeOf(store, id).damaged || new StoredDocument(store, id).damaged;
  const lastMessage = new Chat(storage).page(undefined, 1).messages[0]?.seq ?? 0;
  const assets = images.list();
  // Read in the same turn as the list of files begins: one moment of the room for threads and comments.
  const comments = [...commentFiles(new Comments(storage))];
  const version = versionOf(comments.length > 0, assets.length > 0);
  yield {
    path: PATHS.about,
    data: toJson({ ...about(storage, isDamaged ? [name] : [], now), version }),
  };
  yield* document(store, id, name);
  yield* past(new History(storage));
  yield* chat(storage, lastMessage);
  yield* comments;
  if (assets.length > 0) yield* imageFiles(images, assets);
}

/** The least version of Stoa's archives that a reader must know to take all of it. */
function versionOf(hasComments: boolean, hasImages: boolean): number {
  if (hasComments) return ARCHIVE_VERSION;
  return hasImages ? ARCHIVE_VERSION_WITHOUT_COMMENTS : ARCHIVE_VERSION_WITHOUT_IMAGES;
}

/** The threads and their comments; none in a room without threads. */
function* commentFiles(comments: Comments): Generator<ArchiveFile> {
  const threads = comments.threads();
  if (threads.length === 0) return;
  yield { path: PATHS.threads, data: toLines(threads) };
  const keys = new Set(threads.map(({ key }) => key));
  let after = 0;
  for (let number = 1; ; number++) {
    const { items, last, isCut } = comments.following(after, ARCHIVE_MESSAGES);
    after = last;
    // A comment whose thread was damaged belongs nowhere.
    const lines = items.filter(({ thread }) => keys.has(thread));
    yield { path: PATHS.comments(number), data: toLines(lines) };
    if (!isCut) return;
  }
}

/** The images of a room, one in memory at a time, and then their list. */
async function* imageFiles(
  images: AssetStore,
  assets: readonly Asset[],
): AsyncGenerator<ArchiveFile> {
  const lines: ImageLine[] = [];
  for (const asset of assets) {
    const { id, type, by, at } = asset;
    const data = await images.read(asset);
    const file = data === null ? null : PATHS.image(id, type);
    if (data !== null && file !== null) yield { path: file, data };
    lines.push({ file, id, type, by, at });
  }
  yield { path: PATHS.images, data: toLines(lines) };
}

/** One document, read in one turn and held no longer than it takes. */
function* document(store: DocumentStore, id: number, name: string): Generator<ArchiveFile> {
  const { head, entries } = wholeOf(store, id);
  if (head !== null) yield { path: PATHS.head(name), data: head };
  const lines = entries.map(({ fromAt, toAt, who }, index) => {
    return { file: PATHS.update(name, index + 1), fromAt, toAt, who };
  });
  yield { path: PATHS.log(name), data: toLines(lines) };
  for (const [index, { data }] of entries.entries()) {
    yield { path: PATHS.update(name, index + 1), data };
  }
}

/**
 * Returns a document's newest sound snapshot and the updates after it; at most as large as a
 * document may be.
 */
export function wholeOf(store: DocumentStore, doc: number) {
  const heads = store.snapshots.of(doc);
  for (const candidate of heads) {
    const head = store.snapshots.read(candidate);
    if (head !== null) {
      return { head, entries: store.log.entriesAfter(doc, candidate), damaged: false };
    }
  }
  return { head: null, entries: store.log.entriesAfter(doc, null), damaged: heads.length > 0 };
}

function about(
  storage: DurableObjectStorage,
  damaged: string[],
  exportedAt: number,
): Omit<About, "version"> {
  const settings = new Settings(storage);
  const keyring = new Keyring(storage);
  return {
    format: "stoa-room",
    room: settings.roomId,
    exportedAt,
    createdAt: settings.createdAt,
    title: settings.title,
    access: keyring.linkAccess,
    links: keyring.links(),
    damaged,
  };
}

function* past(history: History): Generator<ArchiveFile> {
  const segments = history.segments();
  const lines = segments.map(({ fromAt, toAt, entries }, index) => {
    return { file: PATHS.segment(index + 1), fromAt, toAt, entries };
  });
  yield { path: PATHS.history, data: toLines(lines) };
  for (const [index, segment] of segments.entries()) {
    yield { path: PATHS.segment(index + 1), data: history.bytesOf(segment) };
  }
}

/** Returns the chat, oldest first, as it was when the export began. */
function* chat(storage: DurableObjectStorage, last: number): Generator<ArchiveFile> {
  const chat = new Chat(storage);
  let after = 0;
  for (let number = 1; ; number++) {
    const messages = chat.following(after, last, ARCHIVE_MESSAGES);
    after = messages.at(-1)?.seq ?? 0;
    if (messages.length === 0) return;
    yield { path: PATHS.chat(number), data: toLines(messages) };
  }
}
