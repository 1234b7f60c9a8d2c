import { parseRoomId, type RoomId } from "../../shared/ids.ts";

/** The room that somebody meant by the text that they typed or pasted into the home page's field. */
export type RoomLink =
  | { readonly kind: "room"; readonly id: RoomId; readonly key?: string }
  /** A room of another server, or another page altogether. */
  | { readonly kind: "elsewhere"; readonly host: string }
  | { readonly kind: "unreadable" };

/** The folders of the addresses that lead into a room. */
const ROOM_PATH = /^\/(?:room|embed)\/([^/]+)\/?$/;

/** Reads a whole link (with or without `https://`), a path, or a bare id. `host` is this server's. */
export function readRoomLink(typed: string, host: string): RoomLink {
  const text = typed.trim();
  const bare = parseRoomId(text);
  if (bare !== null) return { kind: "room", id: bare };
  const url = readAddress(text, host);
  if (url === null) return { kind: "unreadable" };
  if (url.host !== host) return { kind: "elsewhere", host: url.host };
  const id = parseRoomId(ROOM_PATH.exec(url.pathname)?.[1] ?? "");
  if (id === null) return { kind: "unreadable" };
  const key = keyOfLink(url.hash);
  return { kind: "room", id, ...(key !== null && { key }) };
}

/** The room that an address of this server stands for; `null` when it is none. */
export function roomOfPath(path: string): RoomId | null {
  return parseRoomId(ROOM_PATH.exec(path)?.[1] ?? "");
}

/**
 * The key in a link's fragment (`#k=…`); null when there is none. Characters that cannot be part of
 * a key are left out.
 */
export function keyOfLink(fragment: string): string | null {
  const key = new URLSearchParams(fragment.replace(/^#/, "")).get("k");
  return key?.replaceAll(/[^A-Za-z0-9_-]/g, "") || null;
}

/** The address of a room on this server, by the link with this key. */
export function roomPath(id: RoomId, linkKey: string | null | undefined): string {
  return linkKey ? `/room/${id}#k=${linkKey}` : `/room/${id}`;
}

function readAddress(text: string, host: string): URL | null {
  if (/\s/.test(text)) return null;
  if (text.startsWith("/")) return URL.parse(text, `https://${host}`);
  if (/^[a-z]+:\/\//i.test(text)) {
    return /^https?:/i.test(text) ? URL.parse(text) : null;
  }
  return text.includes("/") ? URL.parse(`https://${text}`) : null;
}
