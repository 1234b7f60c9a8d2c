/** REST answers: JSON errors, bodies and keys, shared by the routes. They decide nothing about a room. */
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import * as v from "valibot";
import type { Env } from "../env.ts";
import type { Visitor } from "../visitors.ts";
import type { RoomStub } from "./reach.ts";

/** The facts that `/api/rooms/:id` has about a request that was let through. */
export type Route = {
  Bindings: Env;
  Variables: {
    /** Calls the room; maybe twice, as `reach` says. */
    readonly ask: <T>(call: (room: RoomStub) => T) => Promise<Awaited<T>>;
    readonly owner: Uint8Array;
    /** The visitor whose limits the request counts against; null when there is none. */
    readonly visitor: Visitor | null;
  };
};

/** Why the owner's wish was not done, as status and words. */
const FAILURES = {
  "not-owner": [403, "This is not the room's owner key."],
  "no-such-link": [404, "The room has no such link."],
  "too-many-links": [409, "The room has as many links as it may. Revoke one first."],
  "in-the-past": [400, "expiresAt must lie in the future, in milliseconds since 1970."],
  "not-empty": [409, "Somebody has drawn or said something here. Import into a new room."],
  "import-running": [409, "Another archive is being imported. Try again in a minute."],
  "imports-off": [403, "This server takes no archives (IMPORTS)."],
  "not-owned": [
    403,
    "The room is nobody's yet. Open it once, and bring the owner key that you are told.",
  ],
  "bad-archive": [400, "This is no archive of a room."],
  "room-full": [507, "The room's storage is full."],
  deleted: [410, "This room was deleted."],
} as const;

/** The room's answer to its owner's request. */
export type RoomAnswer =
  | { readonly ok: true; readonly value: object }
  | { readonly ok: false; readonly error: keyof typeof FAILURES; readonly detail?: string };

/** Hands on the room's answer. */
export function answer(
  c: Context<Route>,
  answered: RoomAnswer,
  status: ContentfulStatusCode = 200,
) {
  return answered.ok ? c.json(answered.value, status) : refuse(c, answered);
}

/** Says why the room did not do it. */
export function refuse(c: Context<Route>, answered: Extract<RoomAnswer, { ok: false }>): Response {
  const [status, message] = FAILURES[answered.error];
  return fail(c, status, answered.error, answered.detail ?? message);
}

/** Makes an error as the REST interface tells it: a word for programs, a sentence for people. */
export function fail(
  c: Context,
  status: ContentfulStatusCode,
  error: string,
  message: string,
): Response {
  return c.json({ error, message }, status);
}

/** Says that this visitor has to wait. */
export function tooFast(c: Context, wait: number, message: string): Response {
  c.header("Retry-After", String(Math.ceil(wait / 1_000)));
  return fail(c, 429, "too-fast", message);
}

/** Reads a JSON body; null when it is no JSON, or not as the schema says. */
export async function readBody<T>(
  c: Context<Route>,
  schema: v.GenericSchema<unknown, T>,
): Promise<T | null> {
  let body: unknown;
  try {
    body = JSON.parse(await c.req.text());
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const result = v.safeParse(schema, body);
  return result.success ? result.output : null;
}
