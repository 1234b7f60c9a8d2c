/** All text frames of a room, for programs that read every one of them at once. */
import { parseCommentNews } from "../comments/events.ts";
import { parseRoomEvent, type RoomEvent } from "./events.ts";
import { parseGathering } from "./gather.ts";

/** Reads any text frame of a room; `null` when it is no JSON or of a later version. */
export function parseAnyRoomEvent(text: string): RoomEvent | null {
  return parseRoomEvent(text) ?? parseCommentNews(text) ?? parseGathering(text);
}
