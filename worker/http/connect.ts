/** Connections: refuses a WebSocket upgrade, or hands it to its room with checked claims. */
import { KEY_BYTES } from "../../shared/access.ts";
import { type RoomId, randomToken } from "../../shared/ids.ts";
import { CloseCode, mayReconnect } from "../../shared/wire/close-codes.ts";
import { DAMAGED, DISK_LOW, UNREACHABLE } from "../connection/close-reasons.ts";
import type { Env } from "../env.ts";
import { DESCRIPTORS_PER_SOCKET, RECONNECT_MS } from "../limits.ts";
import { logError } from "../log.ts";
import {
  countDescriptors,
  isClosed,
  isDiskLow,
  isShortOfDescriptors,
  reportUnopened,
} from "../machine.ts";
import { reconnects } from "../reconnects.ts";
import { refuseUpgrade } from "../room/accept.ts";
import { type ConnectClaims, claimsHeaders } from "../room/connect-claims.ts";
import { isDamage } from "../storage/storage-errors.ts";
import { countLimited } from "../visitors.ts";
import { hashText, type Offer, publicId, readOffer, refuseOffer } from "./offer.ts";
import { originOf } from "./origin.ts";
import { isOverloaded, reach } from "./reach.ts";
import { checkToken } from "./token.ts";
import { refuseSocket, visitorOf } from "./visitor.ts";

/** The address that a room's object is asked at; it does not read it. */
const ROOM_URL = "https://room/";

/** How the runtime names an error of its own, of which it tells its standard error alone: a file that is no database, say. */
const INTERNAL = /internal error/;

/** The words for a visitor while the server has nearly as many connections as its system allows. */
export const CROWDED = "The server has as many connections as it can bear. Come again later.";

/** Is this a request for a room's socket rather than for its page? */
export function isUpgrade(request: Request): boolean {
  return request.headers.get("Upgrade")?.toLowerCase() === "websocket";
}

/**
 * Hands a socket to its room, after everything that can be refused without
 * waking the room has been refused. The Worker makes the room's request itself,
 * so that no header from outside passes for one of ours. The request holds only
 * the hash of a key.
 */
export async function connect(env: Env, id: RoomId, request: Request): Promise<Response> {
  const offer = readOffer(request, env);
  countDescriptors(DESCRIPTORS_PER_SOCKET);
  if (isShortOfDescriptors()) return refuseUpgrade(offer, CloseCode.Busy, CROWDED);
  const origin = originOf(request, env);
  if (origin === "foreign") return refusal(foreignOrigin(request), 403);
  const hasProof = offer.keys.length > 0 || offer.token !== null;
  if (origin === "unknown" && env.REQUIRE_ORIGIN && !hasProof) {
    return refusal("Without an origin, a key or a token is needed here.", 403);
  }
  const malformed = refuseOffer(offer);
  if (malformed !== null) return refusal(malformed, 400);
  const visitor = visitorOf(request, env);
  const refused = refuseSocket(visitor);
  if (refused !== null) return refuseUpgrade(offer, CloseCode.TooFast, refused);
  const place = visitor === null ? null : await placeOf(id, visitor.id, offer);
  if (place !== null && !(await hasWaited(place))) {
    return refusal("Too many clients come again and again to a room that closed them.", 429, {
      "Retry-After": String(RECONNECT_MS.most / 1_000),
    });
  }
  const checked = offer.token === null ? null : await checkToken(env, id, offer.token);
  if (checked?.kind === "bad") {
    if (place !== null && !mayReconnect(checked.code)) reconnects.closed(place, Date.now());
    return refuseUpgrade(offer, checked.code, checked.reason);
  }
  const claims: ConnectClaims = {
    roomId: id,
    isNative: offer.isNative,
    protocol: offer.protocol,
    userId: await publicId(id, offer.guest, checked?.sub ?? null),
    keys: await Promise.all(offer.keys.map(hashText)),
    owner: offer.owner === null ? null : await ownership(offer.owner),
    token: checked?.token ?? null,
    from: { visitor: visitor?.id ?? null, place },
  };
  const object = env.ROOM.idFromName(id).toString();
  if (isClosed(env, object)) {
    return refuseUpgrade(offer, CloseCode.Busy, DAMAGED);
  }
  try {
    const headers = claimsHeaders(claims);
    return await reach(env.ROOM, id, (room) => room.fetch(new Request(ROOM_URL, { headers })));
  } catch (error) {
    // The room's object could not be made, or ended just now.
    logError("room-unreachable", error, { object });
    if (isOverloaded(error)) return refuseUpgrade(offer, CloseCode.Busy);
    if (isDiskLow()) return refuseUpgrade(offer, CloseCode.Busy, DISK_LOW);
    if (isDamage(error) || INTERNAL.test(String(error))) reportUnopened(object);
    return refuseUpgrade(offer, CloseCode.Busy, isDamage(error) ? DAMAGED : UNREACHABLE);
  }
}

/**
 * Names where a stock client comes to: the room, the visitor, and the keys or
 * token. So one bad link in an office does not delay its neighbours. Clients of
 * ours keep to the close codes, and need no such place.
 */
async function placeOf(id: RoomId, visitor: string, offer: Offer): Promise<string | null> {
  if (offer.isNative) return null;
  const { keys, token } = offer;
  return (await hashText(JSON.stringify([id, visitor, keys, token]))).slice(0, 16);
}

/** Waits as long as a client from this place has to. @returns false when too many wait already. */
async function hasWaited(place: string): Promise<boolean> {
  const now = Date.now();
  const wait = reconnects.wait(place, now);
  if (wait !== 0) countLimited("reconnects", now);
  if (wait !== null && wait > 0) await scheduler.wait(wait);
  return wait !== null;
}

/** Returns the owner key that is shown, if one is, and a new one for a room that is nobody's. */
async function ownership(shown: string): Promise<NonNullable<ConnectClaims["owner"]>> {
  const newKey = randomToken(KEY_BYTES);
  return {
    hash: shown === "new" ? null : await hashText(shown),
    newKey,
    newHash: await hashText(newKey),
  };
}

/**
 * Says which names were compared: behind a proxy that does not pass on `Host`, our own pages look
 * foreign.
 */
function foreignOrigin(request: Request): string {
  const origin = request.headers.get("Origin");
  const { host } = new URL(request.url);
  return `Sockets of ${host} are not opened for pages of ${origin}. A proxy must pass on Host; other sites are listed in ALLOWED_ORIGINS.`;
}

function refusal(reason: string, status: number, headers: HeadersInit = {}): Response {
  return new Response(reason, { status, headers });
}
