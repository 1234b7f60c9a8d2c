/** Comments: the schemas of threads, their pins and their comments. They know nothing of storage. */
import * as v from "valibot";
import { messageKeySchema } from "../chat/message.ts";
import { MAX_COORDINATE, MAX_SHAPE_ID } from "../limits.ts";
import { doneSchema, numberSchema, postEntries, timeSchema } from "../posts/post.ts";

const coordinate = v.pipe(v.number(), v.minValue(-MAX_COORDINATE), v.maxValue(MAX_COORDINATE));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** The place of a thread: a point of the board, and perhaps the shape with which it goes. */
export const pinSchema = v.object({
  /** Where it stood on the board when it was written. */
  at: v.tuple([coordinate, coordinate]),
  /** A shape, and the point in its box before it is turned; see *Anchors* in `docs/PROTOCOL.md`. */
  anchor: v.optional(
    v.object({
      shape: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_SHAPE_ID)),
      at: v.tuple([share, share]),
    }),
  ),
});
export type Pin = v.InferOutput<typeof pinSchema>;

/** A thread: its key is that of its first comment. */
export const threadSchema = v.object({
  key: messageKeySchema,
  /** The number of its latest change; a change of a comment is none. */
  change: numberSchema,
  /** When it was begun, and the public id of the person who did. */
  at: timeSchema,
  by: v.string(),
  pin: pinSchema,
  resolved: v.optional(doneSchema),
  /** The thread is gone, and its comments with it. */
  removed: v.optional(v.literal(true)),
});
export type Thread = v.InferOutput<typeof threadSchema>;

/** One comment of a thread. */
export const commentSchema = v.object({ ...postEntries, thread: messageKeySchema });
export type Comment = v.InferOutput<typeof commentSchema>;
