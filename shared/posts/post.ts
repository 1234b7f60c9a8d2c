/** Posts: the schemas of a person's words that can be edited, deleted and reacted to. They know neither chat nor board. */
import * as v from "valibot";
import { REACTIONS } from "../board/reaction-names.ts";
import { authorSchema, messageKeySchema, shownNameSchema } from "../chat/message.ts";
import { MAX_MENTIONS, MAX_NAME } from "../limits.ts";

/** A time in milliseconds since 1970. */
export const timeSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));

/** A number of the room's order, or of its changes: 1, 2, 3 … It leaves room for those that follow. */
export const numberSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 40));

/** A person's public id in a room. */
export const personIdSchema = v.pipe(v.string(), v.regex(/^[^\s\p{Cc}]{1,64}$/u));

/** The reactions that a post may have. The vote of the board is none of them. */
export const POST_REACTIONS = REACTIONS.filter((name) => name !== "dot");
export const postReactionSchema = v.picklist(POST_REACTIONS);
export type PostReaction = v.InferOutput<typeof postReactionSchema>;

/** The people whom a text names by `@` and their name, as it stands there. */
export const mentionsSchema = v.pipe(
  v.array(v.object({ id: personIdSchema, name: shownNameSchema })),
  v.maxLength(MAX_MENTIONS),
);
export type Mention = v.InferOutput<typeof mentionsSchema>[number];

/** A person who did something to a post, and when. */
export const doneSchema = v.object({
  at: timeSchema,
  by: v.object({ id: personIdSchema, name: v.pipe(v.string(), v.maxLength(MAX_NAME)) }),
});
export type Done = v.InferOutput<typeof doneSchema>;

/** The fields of every post. */
export const postEntries = {
  /** The id that the author's client gave it. */
  key: messageKeySchema,
  /** The room's order. */
  seq: numberSchema,
  /** The number of its latest change. */
  change: numberSchema,
  /** When it was written, by the room's clock. */
  at: timeSchema,
  by: authorSchema,
  /** Empty once it is deleted. */
  text: v.string(),
  /** When the author changed the text last. */
  editedAt: v.optional(timeSchema),
  deleted: v.optional(doneSchema),
  mentions: v.optional(mentionsSchema),
  /** The public ids of those who reacted so. */
  reactions: v.optional(v.partial(v.object(reactionEntries()))),
} as const;

const postSchema = v.object(postEntries);
export type Post = v.InferOutput<typeof postSchema>;

function reactionEntries() {
  const people = v.array(personIdSchema);
  return Object.fromEntries(POST_REACTIONS.map((name) => [name, people])) as Record<
    PostReaction,
    typeof people
  >;
}
