/** The origin of a request that opens no socket: is it a page of another site? It knows no room. */
import type { Context } from "hono";
import type { Env } from "../env.ts";
import { originOf } from "./origin.ts";

/** Any request of the Worker. */
type Asked = Pick<Context<{ Bindings: Env }>, "req" | "env">;

/** Is the request from a page of another site? A browser tells it by one of two headers. */
export function isFromElsewhere(c: Asked): boolean {
  if (originOf(c.req.raw, c.env) === "foreign") return true;
  const site = c.req.header("Sec-Fetch-Site");
  return c.req.header("Origin") === undefined && (site === "cross-site" || site === "same-site");
}

/** Does the server ask for an origin, and is there none? A browser sends none with a `GET` of our own page. */
export function isWithoutOrigin(c: Asked): boolean {
  if (!c.env.REQUIRE_ORIGIN || originOf(c.req.raw, c.env) !== "unknown") return false;
  return c.req.header("Sec-Fetch-Site") !== "same-origin";
}
