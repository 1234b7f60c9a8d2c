/** The routes of links: a room's links, and the role of its plain link. */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { KEY_BYTES, newAccessSchema, newLinkSchema } from "../../shared/access.ts";
import { randomToken } from "../../shared/ids.ts";
import { MAX_REST_BODY } from "../limits.ts";
import { answer, fail, type Route, readBody } from "./api.ts";
import { sha256 } from "./hash.ts";
import { publicOrigin } from "./host.ts";

/** The links of a room, and the role of its plain link. */
export const links = new Hono<Route>();

const smallBody = bodyLimit({
  maxSize: MAX_REST_BODY,
  onError: (c) => fail(c, 413, "too-large", `A body has at most ${MAX_REST_BODY} bytes.`),
});

links.get("/links", async (c) => answer(c, await c.var.ask((room) => room.listLinks(c.var.owner))));

links.post("/links", smallBody, async (c) => {
  const link = await readBody(c, newLinkSchema);
  if (link === null) return badBody(c, '{"role": "editor" | "commenter" | "viewer"}');
  const key = randomToken(KEY_BYTES);
  const hash = await sha256(key);
  const made = await c.var.ask((room) => room.makeLink(c.var.owner, hash, link));
  if (!made.ok) return answer(c, made);
  const origin = publicOrigin(new URL(c.req.url), c.env);
  const url = `${origin}/room/${c.req.param("id")}#k=${key}`;
  return c.json({ ...made.value, key, url }, 201);
});

links.delete("/links/:link{[0-9]{1,15}}", async (c) => {
  return answer(
    c,
    await c.var.ask((room) => room.revokeLink(c.var.owner, Number(c.req.param("link")))),
  );
});

links.put("/access", smallBody, async (c) => {
  const body = await readBody(c, newAccessSchema);
  if (body === null) return badBody(c, '{"access": "editor" | "commenter" | "viewer" | "none"}');
  const set = await c.var.ask((room) => room.setLinkAccess(c.var.owner, body.access));
  return answer(c, set.ok ? { ok: true, value: { access: set.value } } : set);
});

function badBody(c: Context<Route>, expected: string): Response {
  return fail(
    c,
    400,
    "bad-body",
    `The body must be JSON like ${expected}, as in docs/PROTOCOL.md.`,
  );
}
