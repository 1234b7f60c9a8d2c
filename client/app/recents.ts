import * as v from "valibot";
import { parseRoomId, type RoomId } from "../../shared/ids.ts";
import { MAX_TITLE } from "../../shared/limits.ts";
import { browserStorage, type KeptValues } from "../ui/storage.ts";

const RECENTS_KEY = "stoa.rooms";

/** Rooms that are remembered; the one not visited for longest is forgotten first. */
const MOST_ROOMS = 24;

const roomIdSchema = v.pipe(
  v.string(),
  v.check((id) => parseRoomId(id) !== null),
  v.transform((id) => id as RoomId),
);

const recentSchema = v.object({
  id: roomIdSchema,
  title: v.pipe(v.string(), v.maxLength(MAX_TITLE)),
  /** The last visit, in milliseconds since 1970. */
  at: v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15)),
  /** The key of the link that led there; none for the plain one. */
  key: v.optional(v.string()),
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
  const title = visit.title || (rooms.find((room) => room.id === visit.id)?.title ?? "");
  const others = rooms.filter((room) => room.id !== visit.id);
  kept.write(RECENTS_KEY, [{ ...visit, title }, ...others].slice(0, MOST_ROOMS));
}

/** Takes a room from the list. The room itself stays. */
export function forgetRoom(id: RoomId, kept: KeptValues = browserStorage): void {
  kept.write(
    RECENTS_KEY,
    recentRooms(kept).filter((room) => room.id !== id),
  );
}
