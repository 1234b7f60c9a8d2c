import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import * as v from "valibot";
import { KEY_BYTES, keySchema, newAccessSchema, newLinkSchema } from "../../shared/access.ts";
import { parseRoomId, randomToken } from "../../shared/ids.ts";
import { MAX_REST_BODY } from "../../shared/limits.ts";
import type { Env } from "../env.ts";
import { logError } from "../log.ts";
import { sha256 } from "./hash.ts";

/** What `/api/rooms/:id` knows of a request once it has been let through. */
type Variables = { readonly room: ReturnType<typeof roomOf>; readonly owner: Uint8Array };
type Route = { Bindings: Env; Variables: Variables };

/**
 * What the owner of a room can do with it over REST. No other site's page can:
 * there is no CORS, and nothing here is done by a cookie.
 */
export const rooms = new Hono<Route>().basePath("/api/rooms/:id");

rooms.use(async (c, next) => {
  c.header("Cache-Control", "no-store");
  const id = parseRoomId(c.req.param("id") ?? "");
  if (id === null) return fail(c, 400, "bad-room", "A room's id is 1 to 64 of A–Z a–z 0–9 - _.");
  const bearer = /^Bearer +(\S+)$/i.exec(c.req.header("Authorization") ?? "")?.[1];
  if (!v.is(keySchema, bearer)) {
    c.header("WWW-Authenticate", 'Bearer realm="the room\'s owner key"');
    return fail(c, 401, "no-key", "Send the room's owner key as Authorization: Bearer <key>.");
  }
  c.set("owner", await sha256(bearer));
  c.set("room", roomOf(c.env, id));
  return next();
});

rooms.use(
  bodyLimit({
    maxSize: MAX_REST_BODY,
    onError: (c) => fail(c, 413, "too-large", `A body has at most ${MAX_REST_BODY} bytes.`),
  }),
);

rooms.get("/links", async (c) => answer(c, await c.var.room.listLinks(c.var.owner)));

rooms.post("/links", async (c) => {
  const link = await readBody(c, newLinkSchema);
  if (link === null) return badBody(c, '{"role": "editor" | "commenter" | "viewer"}');
  const key = randomToken(KEY_BYTES);
  const made = await c.var.room.makeLink(c.var.owner, await sha256(key), link);
  if (!made.ok) return answer(c, made);
  const url = new URL(`/room/${c.req.param("id")}#k=${key}`, c.req.url).href;
  return c.json({ ...made.value, key, url }, 201);
});

rooms.delete("/links/:link{[0-9]{1,15}}", async (c) => {
  return answer(c, await c.var.room.revokeLink(c.var.owner, Number(c.req.param("link"))));
});

rooms.put("/access", async (c) => {
  const body = await readBody(c, newAccessSchema);
  if (body === null) return badBody(c, '{"access": "editor" | "commenter" | "viewer" | "none"}');
  const set = await c.var.room.setLinkAccess(c.var.owner, body.access);
  return answer(c, set.ok ? { ok: true, value: { access: set.value } } : set);
});

rooms.all("*", (c) => fail(c, 404, "no-such-address", "Nothing answers this method here."));

rooms.onError((error, c) => {
  logError("request-failed", error, { path: "/api/rooms" });
  return fail(c, 500, "failed", "Stoa failed to answer this. Try again in a moment.");
});

/** Why the owner's wish was not done, as status and words. */
const FAILURES = {
  "not-owner": [403, "This is not the room's owner key."],
  "no-such-link": [404, "The room has no such link."],
  "too-many-links": [409, "The room has as many links as it may. Revoke one first."],
  "in-the-past": [400, "expiresAt must lie in the future, in milliseconds since 1970."],
} as const;

type Answer =
  | { readonly ok: true; readonly value: object }
  | { readonly ok: false; readonly error: keyof typeof FAILURES };

function answer(c: Context<Route>, answered: Answer): Response {
  if (answered.ok) return c.json(answered.value);
  const [status, message] = FAILURES[answered.error];
  return fail(c, status, answered.error, message);
}

function badBody(c: Context<Route>, expected: string): Response {
  return fail(
    c,
    400,
    "bad-body",
    `The body must be JSON like ${expected}, as in docs/PROTOCOL.md.`,
  );
}

function fail(c: Context, status: ContentfulStatusCode, error: string, message: string): Response {
  return c.json({ error, message }, status);
}

function roomOf(env: Env, id: string) {
  return env.ROOM.get(env.ROOM.idFromName(id));
}

/** Reads a JSON body; null when it is no JSON, or not as the schema says. */
async function readBody<T>(
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
