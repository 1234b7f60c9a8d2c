/** Presence: the reader of a client's awareness state, field by field. It knows no socket. */
import * as v from "valibot";
import { colorSchema, shownNameSchema } from "./chat/message.ts";
import { MAX_COORDINATE } from "./limits.ts";
import { type Role, roleSchema } from "./roles.ts";

/**
 * One client's presence: the awareness state of y-protocols, by the editors'
 * convention for `user`, with fields of our own beside it. The state of another
 * client is checked field by field: a state with one bad field keeps the rest.
 */
const coordinate = v.pipe(v.number(), v.minValue(-MAX_COORDINATE), v.maxValue(MAX_COORDINATE));
const wholeNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const shapeId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

const userSchema = v.object({
  /** The application's id for the person; before a room said `stoa`, it set this. */
  id: v.optional(v.pipe(v.string(), v.maxLength(64))),
  name: shownNameSchema,
  color: v.fallback(colorSchema, "#6a635a"),
  colorLight: v.optional(v.pipe(v.string(), v.maxLength(32))),
});

/** The room's own facts about a person: nobody else can say them. */
const factsSchema = v.object({
  /** The person's public id in this room. */
  id: v.pipe(v.string(), v.maxLength(64)),
  role: v.optional(roleSchema),
  /** Does a token vouch for `name`? */
  verified: v.fallback(v.boolean(), false),
  name: v.optional(shownNameSchema),
});

/** The id of an item of the document. */
const itemId = v.object({ client: v.pipe(v.number(), v.integer()), clock: wholeNumber });

/** A place in a text, as Yjs writes it: beside an item, or at an end of the type. No name of a root is read: that would make one. */
const positionSchema = v.union([
  v.object({ item: itemId, assoc: v.fallback(v.picklist([-1, 0]), 0) }),
  v.object({ type: itemId, assoc: v.fallback(v.picklist([-1, 0]), 0) }),
]);

/** A place in a text: an index, and the letter that it keeps to. */
const placeSchema = v.object({
  index: wholeNumber,
  position: v.fallback(v.nullable(positionSchema), null),
});

const caretSchema = v.object({
  shape: shapeId,
  ...placeSchema.entries,
  /** The other end of what is selected in the text; null or absent: nothing is. */
  from: v.optional(v.fallback(v.nullable(placeSchema), null)),
});

const presenceSchema = v.object({
  user: v.fallback(v.nullable(userSchema), null),
  stoa: v.fallback(v.nullable(factsSchema), null),
  /** Where the pointer last rested, in board units; null when it is not on the board. While it moves, gestures say where. */
  pointer: v.fallback(v.nullable(v.object({ x: coordinate, y: coordinate })), null),
  /** The ids of the selected shapes. */
  selection: v.fallback(v.pipe(v.array(shapeId), v.maxLength(64)), []),
  /** Where the caret stands while a shape's text is edited: an index into its `Y.Text`, and the letter that it keeps to. */
  caret: v.fallback(v.nullable(caretSchema), null),
  /** The person's activity besides. */
  activity: v.fallback(v.nullable(v.picklist(["typing", "away"])), null),
  /** The public id of the person whose view this client follows. */
  follows: v.fallback(v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(64))), null),
  /** Does the client present the frames of the board? */
  presents: v.fallback(v.boolean(), false),
});

/** A place in a shape's text. */
export type CaretPlace = v.InferOutput<typeof placeSchema>;

/** Where somebody's caret stands. */
export type Caret = v.InferOutput<typeof caretSchema>;

/** Somebody as they are shown: as they call themselves, with what the room knows of them. */
export interface PresenceUser extends Omit<v.InferOutput<typeof userSchema>, "id"> {
  /** The person's public id in this room. */
  readonly id?: string | undefined;
  readonly role?: Role | undefined;
  /** Does a token vouch for the name? */
  readonly verified: boolean;
}

/** One client's presence, read. */
export interface Presence extends Omit<v.InferOutput<typeof presenceSchema>, "user" | "stoa"> {
  readonly user: PresenceUser | null;
}

const NOBODY: Presence = {
  user: null,
  pointer: null,
  selection: [],
  caret: null,
  activity: null,
  follows: null,
  presents: false,
};

/** Reads another client's awareness state. Never fails: a field that cannot be read is left out. */
export function readPresence(state: unknown): Presence {
  const result = v.safeParse(presenceSchema, state);
  if (!result.success) return NOBODY;
  const { user, stoa, ...rest } = result.output;
  if (user === null) return { ...rest, user };
  if (stoa === null) return { ...rest, user: { ...user, verified: false } };
  const { id, role, verified, name = user.name } = stoa;
  return { ...rest, user: { ...user, id, name, verified, ...(role !== undefined && { role }) } };
}
