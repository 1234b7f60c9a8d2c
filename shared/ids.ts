/** Ids: room ids, random tokens, and base64url. They know nothing of what they name. */
import { MAX_ROOM_ID } from "./limits.ts";

/** A room's id as it stands in its address: 1 to 64 of letters, digits, `-` and `_`. */
export type RoomId = string & { readonly __brand: "RoomId" };

const ROOM_ID = new RegExp(`^[A-Za-z0-9_-]{1,${MAX_ROOM_ID}}$`);

/** Reads a room id; `null` when it is none. */
export function parseRoomId(value: string): RoomId | null {
  return ROOM_ID.test(value) ? (value as RoomId) : null;
}

/** Returns a new room's id: 128 random bits as 22 characters, so that nobody finds a room by guessing. */
export function newRoomId(): RoomId {
  return randomToken(16) as RoomId;
}

/** `byteCount` random bytes in base64url, without padding. */
export function randomToken(byteCount: number): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(byteCount)));
}

/** Returns the bytes of base64url text; of text that is none, as many as can be read. */
export function fromBase64Url(text: string): Uint8Array {
  const known = text.replaceAll(/[^A-Za-z0-9_-]/g, "");
  const binary = atob(known.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Bytes in base64url (RFC 4648 §5), without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Reads plain base64 (RFC 4648 §4); null when it is none. */
export function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** Bytes in plain base64. */
export function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  }
  return btoa(pieces.join(""));
}
