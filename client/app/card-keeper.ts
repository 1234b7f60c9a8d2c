/** The keeper of a room's card on the front page: its picture, who was there, and what is new. It sends nothing. */
import type * as Y from "yjs";
import { shapesOf } from "../../shared/board/document.ts";
import type { RoomId } from "../../shared/ids.ts";
import type { BoardView } from "../board/board.tsx";
import type { Person } from "../people/roster.ts";
import type { ReadableStore } from "../ui/store.ts";
import { PictureStore } from "./pictures.ts";
import { MOST_PEOPLE, MOST_UNREAD, noteLastSeen, type RecentPerson } from "./recents.ts";

/** A picture's CSS pixels, and device pixels of each. */
const SIZE = [256, 144] as const;
const PIXEL_RATIO = 2;

const QUALITY = 0.8;

/** Milliseconds after a change until the picture is painted again: a page that is killed leaves no later one. */
const PAINT_AFTER = 3_000;

/** Milliseconds within which what a hidden page learns is noted once. */
const NOTE_AFTER = 1_000;

export interface CardKeeperOptions {
  readonly id: RoomId;
  readonly doc: Y.Doc;
  readonly view: BoardView;
  readonly others: ReadableStore<readonly Person[]>;
  /** Messages of others that were not read. */
  readonly unread: ReadableStore<number>;
  /** True once the room has told everything that it has. */
  readonly joined: ReadableStore<boolean>;
}

/** Keeps a room's card true while its page is open; returns the function that ends it. */
export function keepCard(options: CardKeeperOptions): () => void {
  const { id, doc, view, others, unread, joined } = options;
  const opening = PictureStore.open();
  let store: PictureStore | null = null;
  let people: readonly RecentPerson[] = [];
  let changed = false;
  /** The board is another one than in the kept picture. */
  let isStale = true;
  let painting: ReturnType<typeof setTimeout> | undefined;
  let noting: ReturnType<typeof setTimeout> | undefined;

  const isHidden = () => document.visibilityState === "hidden";
  /** Was the room looked at until now? */
  let isLookedAt = !isHidden();

  const paint = () => {
    clearTimeout(painting);
    painting = undefined;
    if (!isStale || store === null) return;
    // Before the room has told what it has, an empty board proves nothing.
    if (shapesOf(doc).size === 0 && !joined.get()) return;
    const light = blobOf(view.picture("light", SIZE, PIXEL_RATIO));
    const dark = blobOf(view.picture("dark", SIZE, PIXEL_RATIO));
    isStale = false;
    if (light !== null && dark !== null) store.keep({ id, light, dark, at: Date.now() });
    else store.forget(id);
  };

  const note = () => {
    clearTimeout(noting);
    noting = undefined;
    const shown = people.length > 0 ? { people: [...people] } : {};
    noteLastSeen(id, {
      ...shown,
      unread: Math.min(MOST_UNREAD, unread.get()),
      changed,
      // A visit ends when nobody looks any more.
      ...(isLookedAt ? { at: Date.now() } : {}),
    });
  };
  const noteSoon = () => {
    noting ??= setTimeout(note, NOTE_AFTER);
  };

  const meet = () => {
    const here = others.get().map(({ name, color }) => ({ name, color }));
    const before = people.filter(({ name }) => !here.some((one) => one.name === name));
    people = [...here, ...before].slice(0, MOST_PEOPLE);
    noteSoon();
  };

  const onUpdate = (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, change: Y.Transaction) => {
    isStale = true;
    painting ??= setTimeout(paint, PAINT_AFTER);
    if (change.local || changed || !isHidden() || !joined.get()) return;
    changed = true;
    noteSoon();
  };

  const leave = () => {
    note();
    isLookedAt = false;
    paint();
  };
  const onVisibility = () => {
    if (isHidden()) return leave();
    isLookedAt = true;
    changed = false;
    noteSoon();
  };

  void opening.then((opened) => {
    store = opened;
    painting ??= setTimeout(paint, PAINT_AFTER);
  });
  doc.on("update", onUpdate);
  const stops = [others.subscribe(meet), unread.subscribe(noteSoon)];
  document.addEventListener("visibilitychange", onVisibility);
  addEventListener("pagehide", leave);
  meet();

  return () => {
    leave();
    clearTimeout(noting);
    for (const stop of stops) stop();
    doc.off("update", onUpdate);
    document.removeEventListener("visibilitychange", onVisibility);
    removeEventListener("pagehide", leave);
    void opening.then((opened) => opened?.close());
  };
}

/** A canvas as a small file, at once; browsers that write no WebP make a JPEG. */
function blobOf(canvas: HTMLCanvasElement | null): Blob | null {
  if (canvas === null) return null;
  const webp = canvas.toDataURL("image/webp", QUALITY);
  const url = webp.startsWith("data:image/webp") ? webp : canvas.toDataURL("image/jpeg", QUALITY);
  const [head = "", data = ""] = url.split(",");
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type: head.replace(/^data:|;.*$/g, "") });
}
