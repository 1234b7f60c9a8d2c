/** A presence state: checked, and marked with the room's facts about its person. It is sent elsewhere. */

import { cleanName, GUEST_NAME } from "../../shared/names.ts";
import { GONE } from "../connection/attachment.ts";
import type { Session } from "../connection/session.ts";
import { MAX_PRESENCE_STATE } from "../limits.ts";

/** Characters that the room may add to a state: the person's id, role, and a name that a token vouches for. */
const MAX_FACTS = 256;

/** Characters of a state with the room's facts. JSON that is written anew can be several times as long (`1e20`). */
export const MAX_STORED_STATE = MAX_PRESENCE_STATE + MAX_FACTS;

/** The room's facts about a person, as the field `stoa` of their presence state tells them. */
export interface RoomFacts {
  readonly id: string;
  readonly role: string;
  /** Does a token vouch for `name`? */
  readonly verified: boolean;
  readonly name?: string;
}

/**
 * Gives a state its field `stoa`. Everything else stays as the client says it,
 * except in a state of a native client. There the room cleans `user.name` and
 * sets `user.id`, by which readers of version 1 identified the person.
 *
 * @returns null when the state is too long, or no JSON object and not `null`.
 */
export function markState(state: string, session: Session): string | null {
  if (state.length > MAX_PRESENCE_STATE) return null;
  const parsed = parse(state);
  if (parsed === null) return GONE;
  if (typeof parsed !== "object" || Array.isArray(parsed)) return null;
  const fields = parsed as Record<string, unknown>;
  const marked = session.isNative
    ? JSON.stringify({ ...withCleanUser(fields, session), stoa: factsOf(session) })
    : appended(state, fields, session);
  return marked.length > MAX_STORED_STATE ? null : marked;
}

function factsOf({ userId, grant }: Session): RoomFacts {
  const { role, name } = grant;
  return { id: userId, role, verified: name !== null, ...(name !== null && { name }) };
}

/** As text, so that an application's own fields are passed on letter by letter. */
function appended(state: string, fields: Record<string, unknown>, session: Session): string {
  if (Object.hasOwn(fields, "stoa")) {
    return JSON.stringify({ ...fields, stoa: factsOf(session) });
  }
  const before = state.slice(0, state.lastIndexOf("}"));
  const comma = Object.keys(fields).length > 0 ? "," : "";
  return `${before}${comma}"stoa":${JSON.stringify(factsOf(session))}}`;
}

function withCleanUser(
  fields: Record<string, unknown>,
  { userId, grant }: Session,
): Record<string, unknown> {
  const { user } = fields;
  if (typeof user !== "object" || user === null || Array.isArray(user)) return fields;
  const { name } = user as { name?: unknown };
  const shown = typeof name === "string" ? (cleanName(name) ?? GUEST_NAME) : name;
  return { ...fields, user: { ...user, id: userId, name: grant.name ?? shown } };
}

/** @returns undefined when it is no JSON. */
function parse(state: string): unknown {
  try {
    return JSON.parse(state);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
