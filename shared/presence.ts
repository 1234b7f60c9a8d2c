import * as v from "valibot";
import { colorSchema } from "./chat/message.ts";
import { MAX_COORDINATE, MAX_NAME } from "./limits.ts";

/**
 * One client's presence: the awareness state of y-protocols, by the editors'
 * convention for `user`, with fields of our own beside it. What comes from
 * others is checked field by field: a state with one bad field keeps the rest.
 */
const coordinate = v.pipe(v.number(), v.minValue(-MAX_COORDINATE), v.maxValue(MAX_COORDINATE));
const shapeId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

export const userSchema = v.object({
  /** The person's public id in this room; the server sets it. */
  id: v.optional(v.pipe(v.string(), v.maxLength(64))),
  name: v.pipe(
    v.string(),
    v.transform((name) => name.trim().slice(0, MAX_NAME)),
    v.minLength(1),
  ),
  color: v.fallback(colorSchema, "#6a635a"),
  colorLight: v.optional(v.pipe(v.string(), v.maxLength(32))),
});

export const presenceSchema = v.object({
  user: v.fallback(v.nullable(userSchema), null),
  /** Where the pointer last rested, in board units; null when it is not on the board. While it moves, gestures say where. */
  pointer: v.fallback(v.nullable(v.object({ x: coordinate, y: coordinate })), null),
  /** The ids of the selected shapes. */
  selection: v.fallback(v.pipe(v.array(shapeId), v.maxLength(64)), []),
  /** Where the caret stands while a shape's text is edited: an index into its `Y.Text`. */
  caret: v.fallback(
    v.nullable(v.object({ shape: shapeId, index: v.pipe(v.number(), v.integer(), v.minValue(0)) })),
    null,
  ),
  /** What the person is doing besides. */
  activity: v.fallback(v.nullable(v.picklist(["typing", "away"])), null),
});
export type Presence = v.InferOutput<typeof presenceSchema>;
export type PresenceUser = v.InferOutput<typeof userSchema>;

const NOBODY: Presence = { user: null, pointer: null, selection: [], caret: null, activity: null };

/** Reads another client's awareness state. Never fails: what cannot be read is left out. */
export function readPresence(state: unknown): Presence {
  const result = v.safeParse(presenceSchema, state);
  return result.success ? result.output : NOBODY;
}
