/** Offers: the secret, keys and token that a client shows, in subprotocols or in a header. They open nothing by themselves. */
import { ACCESS_HEADER } from "../../shared/assets.ts";
import { type RoomId, randomToken, toBase64Url } from "../../shared/ids.ts";
import {
  GUEST_PREFIX,
  KEY_PREFIX,
  OWNER_PREFIX,
  SUBPROTOCOL,
  TOKEN_PREFIX,
} from "../../shared/wire/frames.ts";
import type { Env } from "../env.ts";
import { MAX_OFFERED_KEYS } from "../limits.ts";
import { sha256 } from "./hash.ts";

/** A guest's secret: 32 random bytes in base64url. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** The proofs of identity and role that a client offers, in subprotocols or in the address. */
export interface Offer {
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

/** Reads what a client offers that opens a socket. */
export function readOffer(request: Request, env: Env): Offer {
  const { offered, after } = readList(request.headers.get("Sec-WebSocket-Protocol"));
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

/** Reads what a client shows with a request that opens no socket: the same words, in `Stoa-Access`. */
export function readAccess(request: Request): Omit<Offer, "isNative" | "protocol"> {
  const { after } = readList(request.headers.get(ACCESS_HEADER));
  const owner = after(OWNER_PREFIX)[0] ?? null;
  return {
    guest: after(GUEST_PREFIX)[0] ?? null,
    keys: after(KEY_PREFIX),
    // A request makes nobody an owner.
    owner: owner === "new" ? null : owner,
    token: after(TOKEN_PREFIX)[0] ?? null,
  };
}

/** Why an offer is malformed, in words; null when it is not. */
export function refuseOffer({ guest, keys }: Pick<Offer, "guest" | "keys">): string | null {
  if (guest !== null && !SECRET.test(guest)) return "The guest's secret is malformed.";
  return keys.length > MAX_OFFERED_KEYS ? "These are too many keys." : null;
}

function readList(header: string | null) {
  const offered = (header ?? "").split(",").map((word) => word.trim());
  const after = (prefix: string): string[] =>
    offered.filter((word) => word.startsWith(prefix)).map((word) => word.slice(prefix.length));
  return { offered, after };
}

/**
 * A person's public id in one room. Only the holder of the secret, or a person
 * whom a site has signed in, can have it. Two rooms cannot tell that it is the
 * same person. A `:` is in no secret, so the two kinds never meet.
 */
export async function publicId(
  id: RoomId,
  secret: string | null,
  sub: string | null,
): Promise<string> {
  if (secret === null && sub === null) return randomToken(9);
  const hash = await sha256(sub === null ? `${secret}/${id}` : `sub:${sub}/${id}`);
  return toBase64Url(hash.subarray(0, 12));
}

/** SHA-256 of a text, in base64url. */
export async function hashText(text: string): Promise<string> {
  return toBase64Url(await sha256(text));
}
