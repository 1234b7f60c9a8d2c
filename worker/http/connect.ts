import { type RoomId, toBase64Url } from "../../shared/ids.ts";
import { GUEST_PREFIX, SUBPROTOCOL } from "../../shared/wire/frames.ts";
import type { Env } from "../env.ts";
import { GUEST_HEADER, ROOM_HEADER } from "../room/accept.ts";

/** A guest's secret: 32 random bytes in base64url. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** Is this a request for a room's socket rather than for its page? */
export function isUpgrade(request: Request): boolean {
  return request.headers.get("Upgrade")?.toLowerCase() === "websocket";
}

/**
 * Hands a socket to its room, after everything that can be refused without
 * waking the room has been refused. The room gets a request of our own making,
 * so that no header from outside passes for one of ours.
 */
export async function connect(env: Env, id: RoomId, request: Request): Promise<Response> {
  const offered = (request.headers.get("Sec-WebSocket-Protocol") ?? "")
    .split(",")
    .map((protocol) => protocol.trim());
  const headers = new Headers({ Upgrade: "websocket", [ROOM_HEADER]: id });
  if (offered.includes(SUBPROTOCOL)) {
    headers.set("Sec-WebSocket-Protocol", SUBPROTOCOL);
    const guest = offered.find((protocol) => protocol.startsWith(GUEST_PREFIX));
    const secret = guest?.slice(GUEST_PREFIX.length);
    if (secret !== undefined) {
      if (!SECRET.test(secret))
        return new Response("The guest's secret is malformed.", { status: 400 });
      headers.set(GUEST_HEADER, await publicId(secret, id));
    }
  }
  const room = env.ROOM.get(env.ROOM.idFromName(id));
  return room.fetch(new Request("https://room/", { headers }));
}

/**
 * A guest's public id in one room: only who holds the secret can have it, and
 * two rooms cannot tell that it is the same person.
 */
async function publicId(secret: string, id: RoomId): Promise<string> {
  const bytes = new TextEncoder().encode(`${secret}/${id}`);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return toBase64Url(hash.subarray(0, 12));
}
