/** Chat messages: the schemas of a message, its author and its key. They know nothing of storage. */
import * as v from "valibot";
import { MAX_MESSAGE, MAX_NAME } from "../limits.ts";
import { cleanName, GUEST_NAME } from "../names.ts";

/** A colour as people and their pointers carry it: `#rrggbb`. */
export const colorSchema = v.pipe(v.string(), v.regex(/^#[0-9a-fA-F]{6}$/));

/** A name as its owner gives it, read as it may be shown. */
export const shownNameSchema = v.pipe(
  v.string(),
  v.transform((name) => cleanName(name) ?? GUEST_NAME),
);

/** A message's author, as it was when the message was written. */
export const authorSchema = v.object({
  /** The person's public id in this room. */
  id: v.pipe(v.string(), v.maxLength(64)),
  name: v.pipe(v.string(), v.maxLength(MAX_NAME)),
  color: colorSchema,
  /** Does a token vouch for the name? Only the room says so. */
  verified: v.optional(v.boolean()),
});
export type Author = v.InferOutput<typeof authorSchema>;

/** The id that the author's client gives a message, so that sending it again stores it once. */
export const messageKeySchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/));

/** A message's text: not blank, and not longer than the limit. Control characters but newline and tab are refused. */
export const messageTextSchema = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(MAX_MESSAGE),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  v.regex(/^[^\u0000-\u0008\u000b-\u001f\u007f]*$/),
);

/** One stored message. */
export const messageSchema = v.object({
  /** The room's order: 1, 2, 3 … */
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  key: messageKeySchema,
  /** The server's time, in milliseconds since 1970. */
  at: v.number(),
  by: authorSchema,
  text: v.string(),
});
export type Message = v.InferOutput<typeof messageSchema>;
