/** Text frames: the schemas of the events between a room and native clients. They know no socket. */
import * as v from "valibot";
import { keySchema } from "../access.ts";
import { messageSchema } from "../chat/message.ts";
import type { CommentNews } from "../comments/events.ts";
import { MAX_TITLE } from "../limits.ts";
import { cleanLine } from "../names.ts";
import { roleSchema } from "../roles.ts";
import type { Gathering } from "./gather.ts";

/**
 * The text frames between a room and its own clients (`stoa.v1`): one JSON
 * object each, told apart by `type`. The types are inferred from the schemas,
 * so the two cannot drift. A frame that is not here does not exist.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A room's title: one visible line, at most 80 characters; empty means untitled. */
export const titleSchema = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(MAX_TITLE),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  v.regex(/^[^\u0000-\u001f\u007f]*$/),
  v.transform((title) => cleanLine(title, MAX_TITLE)),
);

/** A place in the room's edits, which only the room can read. */
export const positionSchema = v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/));

/** Why something that a client sent was not taken. */
export const refusalSchema = v.picklist([
  /** A text frame that is not in the schema, or a key that another message has. */
  "bad-event",
  /** An update that does not decode, or that breaks a limit which no honest client meets. */
  "bad-update",
  /** An edit at a place where so many have written at once that readers could not bear more yet: it is asked for again. */
  "crowded",
  /** Edits in the name of a Yjs client that is somebody else's, who is here. */
  "not-yours",
  /** A presence state that is too long, or no JSON object: the state before it stays. */
  "bad-presence",
  "no-access",
  "too-large",
  /** Later, more slowly: `retryAfter` says when. */
  "too-fast",
  /** Taken, but for edits that wait for others which neither the room nor the client has. */
  "incomplete",
  /** The document may not grow; a deletion makes room again. */
  "document-full",
  /** The room's storage is full: it can be read, and not changed. */
  "room-full",
  /** The room's chat has as many messages as it may; the board goes on. */
  "chat-full",
  /** The room has as many comments, threads or reactions as it may; the board and the chat go on. */
  "comments-full",
  /** The thread or the comment is not there, or no longer. */
  "no-comment",
]);
export type Refusal = v.InferOutput<typeof refusalSchema>;

/** The events that the room may send, except those about comments and gatherings, which later parts of a page read. */
const roomEventSchema = v.variant("type", [
  /** The first frame on every socket of ours. */
  v.object({
    type: v.literal("hello"),
    you: v.object({ id: v.string(), role: roleSchema }),
    /** Proves from now on that the room is mine; told once, to the client that is its owner from now on. */
    ownerKey: v.optional(keySchema),
    room: v.object({
      id: v.string(),
      title: v.string(),
      createdAt: v.number(),
      /** Part of the stored content is damaged: the room can be looked at, not changed. */
      damaged: v.optional(v.boolean()),
      /** About how many bytes a whole answer to step 1 has, when they take their time on a slow line. */
      bytes: v.optional(count),
    }),
    /** The server's clock, in milliseconds since 1970. */
    now: v.number(),
    /** How many milliseconds to leave between two presence or gesture frames. */
    presenceInterval: v.number(),
  }),
  /** The first `n` document frames (sync step 2, update) of this socket are durable. */
  v.object({ type: v.literal("ack"), n: count }),
  /** Document frame number `n` of this socket, or the event with `key`, was not taken. */
  v.object({
    type: v.literal("refused"),
    code: refusalSchema,
    n: v.optional(count),
    key: v.optional(v.string()),
    /** Milliseconds after which it may be tried again. */
    retryAfter: v.optional(count),
  }),
  /** A client that has had the answer to step 1 has everything up to here. */
  v.object({ type: v.literal("position"), at: positionSchema }),
  /** The document has grown large: its bytes, and how many it may have. */
  v.object({ type: v.literal("document.large"), bytes: count, limit: count }),
  /** A new message; also the receipt for its author, who knows it by its `key`. */
  v.object({ type: v.literal("chat.message"), message: messageSchema }),
  /** The answer to `chat.page`, oldest first. `more`: there are earlier ones. */
  v.object({
    type: v.literal("chat.page"),
    before: v.optional(count),
    messages: v.array(messageSchema),
    more: v.boolean(),
  }),
  /** The client's role in this room has changed. */
  v.object({ type: v.literal("role"), role: roleSchema }),
  /** The room has a new title. */
  v.object({ type: v.literal("room.title"), title: v.string() }),
  /** The crowd has grown or shrunk: a new `presenceInterval`. */
  v.object({ type: v.literal("pace"), presenceInterval: v.number() }),
  /** Have you read what came before this? Answered at once, with the same. */
  v.object({ type: v.literal("tick"), n: count }),
]);
export type RoomEvent = v.InferOutput<typeof roomEventSchema> | CommentNews | Gathering;

/**
 * Reads a room's text frame; `null` when it is no JSON, of a later version, or one that
 * `parseCommentNews` or `parseGathering` reads.
 */
export function parseRoomEvent(text: string): RoomEvent | null {
  return parseBy(roomEventSchema, text);
}

/** Reads a text frame by a schema; `null` when it is no JSON, or not as the schema says. */
export function parseBy<T>(
  schema: v.BaseSchema<unknown, T, v.BaseIssue<unknown>>,
  text: string,
): T | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const result = v.safeParse(schema, json);
  return result.success ? result.output : null;
}
