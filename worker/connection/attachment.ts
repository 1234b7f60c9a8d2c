/** The attachment: the state of one socket that outlives the room's sleep, and how it is read back. */
import * as v from "valibot";
import { roleSchema } from "../../shared/roles.ts";
import { fromSchema } from "./origin.ts";

/** The state by which awareness marks a client that is no longer there. */
export const GONE = "null";

/** One client's presence as its socket's attachment keeps it through sleep. */
const presenceEntrySchema = v.object({
  /** The Yjs client id, bound to the socket that first published it. */
  clientId: v.number(),
  /** The awareness clock of the state. */
  clock: v.number(),
  /** The state as JSON. */
  state: v.string(),
  /** When it was published, in milliseconds since 1970. */
  at: v.optional(v.number(), 0),
});
export type PresenceEntry = v.InferOutput<typeof presenceEntrySchema>;

/** The rights of a socket, and their reason. */
const grantSchema = v.object({
  role: roleSchema,
  /** By the plain link, the owner key, a link with a key, or a signed token. */
  by: v.picklist(["plain", "owner", "link", "token"]),
  /** The link's id, should it be revoked. */
  link: v.nullable(v.number()),
  /** When the link or the token ends, in milliseconds since 1970. */
  expiresAt: v.nullable(v.number()),
  /** The name that a token vouches for. */
  name: v.nullable(v.string()),
});
export type Grant = v.InferOutput<typeof grantSchema>;

const attachmentSchema = v.object({
  /** Ours speaks `stoa.v1`; stock is any y-websocket client. */
  kind: v.picklist(["ours", "stock"]),
  /** The person's public id in this room. */
  userId: v.string(),
  from: v.optional(fromSchema, { visitor: null, place: null }),
  grant: grantSchema,
  presence: v.nullable(presenceEntrySchema),
  /** When it last did something, was asked whether it lives, and last showed it: milliseconds since 1970. */
  actedAt: v.number(),
  /** Frames for it are held in memory, which does not outlive sleep. */
  isHeld: v.boolean(),
  askedAt: v.number(),
  answeredAt: v.number(),
});
export type Attachment = v.InferOutput<typeof attachmentSchema>;

/**
 * Reads the attachment of a socket that slept; `null` when it is not one of ours. A room that wakes reads one for each
 * socket, before anything else. So the form that this version writes is recognized without the schema, which takes
 * three times as long in code that is not compiled yet.
 */
export function readAttachment(socket: WebSocket): Attachment | null {
  const stored: unknown = socket.deserializeAttachment();
  if (isAttachment(stored)) return stored;
  const attachment = v.safeParse(attachmentSchema, stored);
  return attachment.success ? attachment.output : null;
}

const ROLES: ReadonlySet<unknown> = new Set(roleSchema.options);
const WAYS: ReadonlySet<unknown> = new Set(grantSchema.entries.by.options);

function isAttachment(stored: unknown): stored is Attachment {
  if (!isObject(stored)) return false;
  const { kind, userId, from, grant, presence, actedAt, isHeld, askedAt, answeredAt } = stored;
  return (
    (kind === "ours" || kind === "stock") &&
    typeof userId === "string" &&
    isObject(from) &&
    isTextOrNull(from["visitor"]) &&
    isTextOrNull(from["place"]) &&
    isGrant(grant) &&
    (presence === null || isPresence(presence)) &&
    isNumber(actedAt) &&
    typeof isHeld === "boolean" &&
    isNumber(askedAt) &&
    isNumber(answeredAt)
  );
}

function isGrant(stored: unknown): stored is Grant {
  if (!isObject(stored)) return false;
  const { role, by, link, expiresAt, name } = stored;
  return (
    ROLES.has(role) &&
    WAYS.has(by) &&
    (link === null || isNumber(link)) &&
    (expiresAt === null || isNumber(expiresAt)) &&
    isTextOrNull(name)
  );
}

function isPresence(stored: unknown): stored is PresenceEntry {
  if (!isObject(stored)) return false;
  const { clientId, clock, state, at } = stored;
  return isNumber(clientId) && isNumber(clock) && typeof state === "string" && isNumber(at);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** As valibot has it, `NaN` is none. */
function isNumber(value: unknown): value is number {
  return typeof value === "number" && !Number.isNaN(value);
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === "string";
}
