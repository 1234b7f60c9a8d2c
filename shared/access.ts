/** Access: the bodies of the REST interface for links, and the form of keys. It decides nothing. */
import * as v from "valibot";
import { MAX_LABEL } from "./limits.ts";
import { roleSchema } from "./roles.ts";

/**
 * The bodies of the REST interface, which say who may come into a room and in
 * which role, and the form of the keys. `docs/PROTOCOL.md` has the addresses.
 */

/** Bytes of a key, of the owner or of a link: nobody finds one by guessing. */
export const KEY_BYTES = 24;

/** A key as text: 24 bytes in base64url. */
export const keySchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{32}$/));

/** The roles that a link can give. A room's owner is the holder of the owner key, and nobody by a link. */
export const linkRoleSchema = v.picklist(["editor", "commenter", "viewer"]);
export type LinkRole = v.InferOutput<typeof linkRoleSchema>;

/**
 * The roles that the plain link can give, which is the room's address alone; `none` keeps out
 * everybody without a key.
 */
export const linkAccessSchema = v.picklist([...linkRoleSchema.options, "none"]);
export type LinkAccess = v.InferOutput<typeof linkAccessSchema>;

const time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));

/** `POST /api/rooms/:id/links`: a link to make. */
export const newLinkSchema = v.strictObject({
  role: linkRoleSchema,
  label: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(MAX_LABEL)), ""),
  /** When it stops opening the room, in milliseconds since 1970; null: never. */
  expiresAt: v.optional(v.nullable(time), null),
});
export type NewLink = v.InferOutput<typeof newLinkSchema>;

/** `PUT /api/rooms/:id/access`: the role of the plain link from now on. */
export const newAccessSchema = v.strictObject({ access: linkAccessSchema });

/** A link as it is listed; its key is told only when it is made. */
export interface Link {
  readonly id: number;
  readonly role: LinkRole;
  readonly label: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
}

/**
 * The claims of a JWT in which a site describes one of the people that it signs in; `exp` is in
 * seconds since 1970.
 */
export const claimsSchema = v.object({
  room: v.string(),
  role: roleSchema,
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  name: v.optional(v.pipe(v.string(), v.trim())),
  exp: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e12)),
});
