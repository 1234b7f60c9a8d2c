/** Connections: refuses a WebSocket upgrade, or hands it to its room with checked claims. */
import { KEY_BYTES } from "../../shared/access.ts";
import { type RoomId, randomToken, toBase64Url } from "../../shared/ids.ts";
import { CloseCode, mayReconnect } from "../../shared/wire/close-codes.ts";
import {
  GUEST_PREFIX,
  KEY_PREFIX,
  OWNER_PREFIX,
  SUBPROTOCOL,
  TOKEN_PREFIX,
} from "../../shared/wire/frames.ts";
import { DAMAGED, DISK_LOW, UNREACHABLE } from "../connection/close-reasons.ts";
import type { Env } from "../env.ts";
import { DESCRIPTORS_PER_SOCKET, MAX_OFFERED_KEYS, RECONNECT_MS } from "../limits.ts";
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
import { sha256 } from "./hash.ts";
import { originOf } from "./origin.ts";
import { isOverloaded, reach } from "./reach.ts";
import { checkToken } from "./token.ts";
import { refuseSocket, visitorOf } from "./visitor.ts";

/** The address that a room's object is asked at; it does not read it. */
const ROOM_URL = "https://room/";

/** A guest's secret: 32 random bytes in base64url. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

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
  if (offer.guest !== null && !SECRET.test(offer.guest)) {
    return refusal("The guest's secret is malformed.", 400);
  }
  if (offer.keys.length > MAX_OFFERED_KEYS) return refusal("These are too many keys.", 400);
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

/** The proofs of identity and role that a client offers, in subprotocols or in the address. */
interface Offer {
  readonly isNative: boolean;
  readonly protocol: string | null;
  readonly guest: string | null;
  readonly keys: readonly string[];
  readonly owner: string | null;
  readonly token: string | null;
}

/** Subprotocols that bring a secret; the answer had better choose another one. */
const SECRETS = [GUEST_PREFIX, OWNER_PREFIX, KEY_PREFIX, TOKEN_PREFIX];

/** The characters of a subprotocol (a `token` of RFC 9110). */
const TOKEN_CHARACTERS = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

function readOffer(request: Request, env: Env): Offer {
  const offered = (request.headers.get("Sec-WebSocket-Protocol") ?? "")
    .split(",")
    .map((protocol) => protocol.trim());
  const after = (prefix: string): string[] =>
    offered
      .filter((protocol) => protocol.startsWith(prefix))
      .map((protocol) => protocol.slice(prefix.length));
  const isNative = offered.includes(SUBPROTOCOL);
  const { searchParams } = new URL(request.url);
  return {
    isNative,
    protocol: choose(offered),
    guest: isNative ? (after(GUEST_PREFIX)[0] ?? null) : null,
    keys: [...after(KEY_PREFIX), ...searchParams.getAll("key")],
    owner: isNative ? (after(OWNER_PREFIX)[0] ?? null) : null,
    // Where no tokens are signed, `?token=` is another program's, which means something else by it.
    token: after(TOKEN_PREFIX)[0] ?? (env.AUTH_SECRET ? searchParams.get("token") : null),
  };
}

/** Ours where it is offered, else the first that is no secret, else the first. */
function choose(offered: readonly string[]): string | null {
  if (offered.includes(SUBPROTOCOL)) return SUBPROTOCOL;
  const sound = offered.filter((protocol) => TOKEN_CHARACTERS.test(protocol));
  const isSecret = (protocol: string) => SECRETS.some((prefix) => protocol.startsWith(prefix));
  return sound.find((protocol) => !isSecret(protocol)) ?? sound[0] ?? null;
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
 * A person's public id in one room. Only the holder of the secret, or a person
 * whom a site has signed in, can have it. Two rooms cannot tell that it is the
 * same person. A `:` is in no secret, so the two kinds never meet.
 */
async function publicId(id: RoomId, secret: string | null, sub: string | null): Promise<string> {
  if (secret === null && sub === null) return randomToken(9);
  const hash = await sha256(sub === null ? `${secret}/${id}` : `sub:${sub}/${id}`);
  return toBase64Url(hash.subarray(0, 12));
}

async function hashText(text: string): Promise<string> {
  return toBase64Url(await sha256(text));
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
