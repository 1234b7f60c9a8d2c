/** Connect claims: what the Worker has checked about a client, as a header for its room. */
import * as v from "valibot";
import { roleSchema } from "../../shared/roles.ts";
import { fromSchema } from "../connection/origin.ts";

/** The header by which the Worker tells the room which client connects. It never comes from outside. */
const ENTRY_HEADER = "stoa-entry";

/**
 * The claims of a client that connects, as far as the Worker could check them without the room.
 * Keys come as SHA-256 in base64url.
 */
const entrySchema = v.object({
  roomId: v.string(),
  isNative: v.boolean(),
  /** The subprotocol that is chosen of those that were offered; null when none was. */
  protocol: v.nullable(v.string()),
  /** The person's public id in this room. */
  userId: v.string(),
  /** Keys of links (a stock client's may be the owner key). */
  keys: v.array(v.string()),
  /** A claim to own the room: the key, and a new one should the room be nobody's yet. */
  owner: v.nullable(
    v.object({ hash: v.nullable(v.string()), newKey: v.string(), newHash: v.string() }),
  ),
  /** The claims of a signed token; the signature has been checked. */
  token: v.nullable(
    v.object({ role: roleSchema, name: v.nullable(v.string()), expiresAt: v.number() }),
  ),
  from: fromSchema,
});
export type ConnectClaims = v.InferOutput<typeof entrySchema>;

/** The claims of a request that opens no socket. */
export interface RequestClaims extends Pick<ConnectClaims, "userId" | "keys" | "token" | "from"> {
  readonly roomId: string;
  /** SHA-256 of the owner key in base64url; null when none is shown. */
  readonly owner: string | null;
}

/** Makes the headers that bring an entry to its room. Header values are bytes, names are not: hence the encoding. */
export function claimsHeaders(claims: ConnectClaims): Headers {
  return new Headers({
    Upgrade: "websocket",
    [ENTRY_HEADER]: encodeURIComponent(JSON.stringify(claims)),
  });
}

/**
 * Reads the headers of `claimsHeaders`.
 *
 * @throws when it did not.
 */
export function readClaims(request: Request): ConnectClaims {
  return v.parse(
    entrySchema,
    JSON.parse(decodeURIComponent(request.headers.get(ENTRY_HEADER) ?? "")),
  );
}
