/** The text frames of comments: the acts of clients, and what the room tells of them. They know no socket. */
import * as v from "valibot";
import {
  colorSchema,
  messageKeySchema,
  messageTextSchema,
  shownNameSchema,
} from "../chat/message.ts";
import { mentionsSchema, postReactionSchema } from "../posts/post.ts";
import { commentSchema, pinSchema, threadSchema } from "./comment.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The fields of every act. `key` makes a resend exactly once, and names the act in its receipt. */
const act = {
  key: messageKeySchema,
  by: v.object({ name: shownNameSchema, color: colorSchema }),
} as const;

const written = { text: messageTextSchema, mentions: v.optional(mentionsSchema) } as const;

/** The acts of a person on comments. */
export const commentActs = [
  /** Begin a thread. Its key, and that of its first comment, is the act's. */
  v.object({ ...act, type: v.literal("comment.start"), pin: pinSchema, ...written }),
  /** Write a comment in a thread. Its key is the act's. */
  v.object({ ...act, type: v.literal("comment.reply"), thread: messageKeySchema, ...written }),
  /** Give a comment another text. */
  v.object({ ...act, type: v.literal("comment.edit"), of: messageKeySchema, ...written }),
  /** Take a comment's text away. */
  v.object({ ...act, type: v.literal("comment.delete"), of: messageKeySchema }),
  /** React to a comment, or take that back. */
  v.object({
    ...act,
    type: v.literal("comment.react"),
    of: messageKeySchema,
    name: postReactionSchema,
    on: v.boolean(),
  }),
  /** Resolve a thread, or open it again. */
  v.object({
    ...act,
    type: v.literal("comment.resolve"),
    thread: messageKeySchema,
    resolved: v.boolean(),
  }),
  /** Move a thread's pin. */
  v.object({
    ...act,
    type: v.literal("comment.pin"),
    thread: messageKeySchema,
    pin: pinSchema,
  }),
  /** Delete a thread with all its comments. */
  v.object({ ...act, type: v.literal("comment.remove"), thread: messageKeySchema }),
] as const;
export type CommentAct = v.InferOutput<(typeof commentActs)[number]>;

/** Ask for all changes after this number; 0: for everything. */
export const commentListSchema = v.object({ type: v.literal("comment.list"), since: count });

/** The room's frames about comments. */
export const commentNewsSchema = v.variant("type", [
  /** Threads and comments as they are now: the answer to `comment.list`, or (without `since`) news. */
  v.object({
    type: v.literal("comment.changes"),
    threads: v.array(threadSchema),
    comments: v.array(commentSchema),
    /** The number of the change up to which this tells. */
    at: count,
    /** The number that was asked for. */
    since: v.optional(count),
    /** There are later changes to ask for. */
    more: v.optional(v.boolean()),
    /** The client begins anew: this tells everything. */
    anew: v.optional(v.boolean()),
  }),
  /** The act with this key is stored. */
  v.object({ type: v.literal("comment.done"), key: messageKeySchema }),
]);
export type CommentNews = v.InferOutput<typeof commentNewsSchema>;

/** Reads a frame about comments; `null` when it is none, or of a later version. */
export function parseCommentNews(text: string): CommentNews | null {
  try {
    const result = v.safeParse(commentNewsSchema, JSON.parse(text));
    return result.success ? result.output : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
