/** The rooms that this browser was in, and what the front page shows of each. The server knows nothing of the list. */
import * as v from "valibot";
import { colorSchema } from "../../shared/chat/message.ts";
import { parseRoomId, type RoomId } from "../../shared/ids.ts";
import { MAX_TITLE } from "../../shared/limits.ts";
import { cleanName } from "../../shared/names.ts";
import { browserStorage, type KeptValues } from "../ui/storage.ts";

const RECENTS_KEY = "stoa.rooms";

/** Rooms that are remembered; the one not visited for longest is forgotten first. */
const MOST_ROOMS = 24;

/** People who are remembered of a visit. */
export const MOST_PEOPLE = 4;

/** More unread messages than this are not told apart. */
export const MOST_UNREAD = 99;

const roomIdSchema = v.pipe(
  v.string(),
  v.check((id) => parseRoomId(id) !== null),
  v.transform((id) => id as RoomId),
);

const personSchema = v.object({
  name: v.pipe(
    v.string(),
    v.transform((name) => cleanName(name) ?? ""),
    v.minLength(1),
  ),
  color: colorSchema,
});

/** Somebody who was in a room with me. */
export type RecentPerson = v.InferOutput<typeof personSchema>;

/** The part of a visit that is known when it ends; one that cannot be read counts as none. */
const lastSeenEntries = {
  /** The others of the last visit, those who came last first. */
  people: v.fallback(
    v.optional(v.pipe(v.array(personSchema), v.maxLength(MOST_PEOPLE))),
    undefined,
  ),
  /** Messages of others that came and were not read. */
  unread: v.fallback(
    v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_UNREAD))),
    undefined,
  ),
  /** Somebody changed the board while I was not looking. */
  changed: v.fallback(v.optional(v.boolean()), undefined),
};

/** How a visit was when it ended. */
export type LastSeen = v.InferOutput<v.ObjectSchema<typeof lastSeenEntries, undefined>>;

const recentSchema = v.object({
  id: roomIdSchema,
  title: v.pipe(v.string(), v.maxLength(MAX_TITLE)),
  /** The last visit, in milliseconds since 1970. */
  at: v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15)),
  /** The key of the link that led there; none for the plain one. */
  key: v.optional(v.string()),
  ...lastSeenEntries,
});

/** A room that this browser was in. */
export type RecentRoom = v.InferOutput<typeof recentSchema>;

/** An entry that cannot be read is left out; the rest stays. */
const recentsSchema = v.pipe(
  v.array(v.fallback(v.nullable(recentSchema), null)),
  v.transform((rooms) => rooms.filter((room) => room !== null)),
);

/** The rooms that this browser was in, the last visited first. */
export function recentRooms(kept: KeptValues = browserStorage): RecentRoom[] {
  const rooms = kept.read(RECENTS_KEY, recentsSchema) ?? [];
  const newest = new Map<RoomId, RecentRoom>();
  for (const room of rooms.toSorted((a, b) => b.at - a.at)) {
    if (!newest.has(room.id)) newest.set(room.id, room);
  }
  return [...newest.values()].slice(0, MOST_ROOMS);
}

/** Notes a visit; an empty title does not replace one that is known. */
export function rememberRoom(visit: RecentRoom, kept: KeptValues = browserStorage): void {
  const rooms = recentRooms(kept);
  const known = rooms.find((room) => room.id === visit.id);
  const title = visit.title || (known?.title ?? "");
  const { people, unread, changed } = known ?? {};
  const others = rooms.filter((room) => room.id !== visit.id);
  const room = { people, unread, changed, ...visit, title };
  kept.write(RECENTS_KEY, [room, ...others].slice(0, MOST_ROOMS));
}

/** Notes how a visit is, or was when it ended. A room that was taken from the list stays away. */
export function noteLastSeen(
  id: RoomId,
  seen: LastSeen & { readonly at?: number },
  kept: KeptValues = browserStorage,
): void {
  const rooms = recentRooms(kept);
  if (!rooms.some((room) => room.id === id)) return;
  kept.write(
    RECENTS_KEY,
    rooms.map((room) => (room.id === id ? { ...room, ...seen } : room)),
  );
}

/** Calls `listener` when another tab changes the list. */
export function onRecentRooms(listener: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key === RECENTS_KEY || key === null) listener();
  };
  addEventListener("storage", onStorage);
  return () => removeEventListener("storage", onStorage);
}

/** Takes a room from the list. The room itself stays. */
export function forgetRoom(id: RoomId, kept: KeptValues = browserStorage): void {
  kept.write(
    RECENTS_KEY,
    recentRooms(kept).filter((room) => room.id !== id),
  );
}
