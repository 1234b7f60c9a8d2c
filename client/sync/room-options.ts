/** The options of a room that is opened, and the secrets that they bring. */
import type { RoomId } from "../../shared/ids.ts";
import type { Role } from "../../shared/roles.ts";
import { GUEST_PREFIX } from "../../shared/wire/frames.ts";

export interface OpenRoomOptions {
  readonly id: RoomId;
  /** Proves that I am the same person as last time; random, kept by the browser. */
  readonly guestSecret: string;
  /**
   * The secrets that open the room besides its address: subprotocols such as `key.…`, asked for at
   * each connection.
   */
  readonly credentials?: () => readonly string[];
  /** The secrets that open another room, as far as this browser has them: its images may be copied here. */
  readonly keysOf?: (id: RoomId) => readonly string[];
  /** My role until the room has told it; an editor's rights by default. */
  readonly role?: Role;
  /** Where the server is: `ws://host` or `wss://host`. */
  readonly server: string;
  /** Keep a copy in this browser. False where storage is denied. */
  readonly offlineCopy: boolean;
}

/** The secrets that this browser shows to a room: mine, and those that open it. They may come to be known later. */
export function secretsOf(options: OpenRoomOptions, room: RoomId): string[] {
  const opening = room === options.id ? options.credentials?.() : options.keysOf?.(room);
  return [`${GUEST_PREFIX}${options.guestSecret}`, ...(opening ?? [])];
}
