/** Text frames of clients: the schemas of the events that a native client sends. A page needs their types alone. */
import * as v from "valibot";
import {
  colorSchema,
  messageKeySchema,
  messageTextSchema,
  shownNameSchema,
} from "../chat/message.ts";
import { commentActs, commentListSchema } from "../comments/events.ts";
import { MAX_MESSAGE_PAGE } from "../limits.ts";
import { parseBy, positionSchema, titleSchema } from "./events.ts";
import { gatherSchema } from "./gather.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The events that a client may send. */
export const clientEventSchema = v.variant("type", [
  /** Write a message. `key` makes a resend exactly once. */
  v.object({
    type: v.literal("chat.send"),
    key: messageKeySchema,
    text: messageTextSchema,
    by: v.object({ name: shownNameSchema, color: colorSchema }),
  }),
  /** Ask for the messages before `before` (a `seq`), or the newest ones. */
  v.object({
    type: v.literal("chat.page"),
    before: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_MESSAGE_PAGE)),
  }),
  /** Give the room a title. */
  v.object({ type: v.literal("room.rename"), title: titleSchema }),
  /** I have everything up to this position: answer my step 1, which comes next, from there. */
  v.object({ type: v.literal("resume"), at: positionSchema }),
  /** I have read everything that came before the room's `tick` with this number. */
  v.object({ type: v.literal("tick"), n: count }),
  gatherSchema,
  ...commentActs,
  commentListSchema,
]);
export type ClientEvent = v.InferOutput<typeof clientEventSchema>;

/** Reads a client's text frame; `null` when it is no JSON or no event that we know. */
export function parseClientEvent(text: string): ClientEvent | null {
  return parseBy(clientEventSchema, text);
}
