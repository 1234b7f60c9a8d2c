/** Close codes: their numbers, and whether a client may come back after one. */

/**
 * Why a room closes a socket. The band decides what the client does. On
 * 4400–4499 it does not come back. On 4500–4599, and on every code that is not
 * ours, such as 1006, it comes back with jitter.
 */
export const CloseCode = {
  /** The frame was malformed or of an unknown type. */
  BadData: 4400,
  /** The link was revoked or has expired. */
  LinkRevoked: 4401,
  /** No access to this room. */
  NoAccess: 4403,
  /** The room was deleted. */
  RoomDeleted: 4404,
  /** The frame was larger than the limit. */
  TooLarge: 4413,
  /** The room is busy or restarting. */
  Busy: 4503,
  /** The client reads more slowly than the room writes, or did not answer when it was asked whether it lives. */
  TooSlow: 4513,
  /** The client sends more than it may. */
  TooFast: 4529,
} as const;
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];

/** May a client come back after this close code? */
export function mayReconnect(code: number): boolean {
  return code < 4400 || code > 4499;
}
