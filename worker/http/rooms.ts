/** The routes of a room's owner under `/api/rooms/:id`. The room itself decides. */
import { Hono } from "hono";
import * as v from "valibot";
import { keySchema } from "../../shared/access.ts";
import { parseRoomId } from "../../shared/ids.ts";
import { DAMAGED } from "../connection/close-reasons.ts";
import { logError } from "../log.ts";
import { isClosed, isDiskLow } from "../machine.ts";
import { isDamage, isStorageFull } from "../storage/storage-errors.ts";
import { answer, fail, type Route, tooFast } from "./api.ts";
import { archive } from "./archive.ts";
import { sha256 } from "./hash.ts";
import { links } from "./links.ts";
import { isOverloaded, reach } from "./reach.ts";
import { takeOne, visitorOf } from "./visitor.ts";

/**
 * The requests of a room's owner over REST. No other site's page can: there is
 * no CORS, and nothing here is done by a cookie.
 */
export const rooms = new Hono<Route>().basePath("/api/rooms/:id");

/** Seconds after which to come again to a room that has too much to do. */
const OVERLOADED_SECONDS = 5;

/** The methods of each address below a room's, for a client that comes with another one. */
const METHODS: readonly (readonly [RegExp, string])[] = [
  [/^$/, "DELETE"],
  [/^(?:stats|export)$/, "GET, HEAD"],
  [/^import$/, "POST"],
  [/^links$/, "GET, HEAD, POST"],
  [/^links\/[0-9]{1,15}$/, "DELETE"],
  [/^access$/, "PUT"],
];

rooms.use(async (c, next) => {
  c.header("Cache-Control", "no-store");
  const id = parseRoomId(c.req.param("id") ?? "");
  if (id === null) return fail(c, 400, "bad-room", "A room's id is 1 to 64 of A–Z a–z 0–9 - _.");
  const bearer = /^Bearer +(\S+)$/i.exec(c.req.header("Authorization") ?? "")?.[1];
  if (!v.is(keySchema, bearer)) {
    c.header("WWW-Authenticate", 'Bearer realm="the room\'s owner key"');
    return fail(c, 401, "no-key", "Send the room's owner key as Authorization: Bearer <key>.");
  }
  const visitor = visitorOf(c.req.raw, c.env);
  const wait = takeOne(visitor, "connections");
  if (wait > 0) return tooFast(c, wait, "Your network asks faster than it may.");
  c.set("visitor", visitor);
  c.set("owner", await sha256(bearer));
  const { ROOM } = c.env;
  c.set("ask", (call) => reach(ROOM, id, call));
  if (isClosed(c.env, ROOM.idFromName(id).toString())) return fail(c, 503, "damaged", DAMAGED);
  return next();
});

rooms.get("/stats", async (c) => answer(c, await c.var.ask((room) => room.stats(c.var.owner))));

rooms.delete("/", async (c) => answer(c, await c.var.ask((room) => room.delete(c.var.owner))));

rooms.route("/", archive);
rooms.route("/", links);

rooms.all("*", (c) => {
  const path = c.req.path.split("/").slice(4).join("/");
  const allowed = METHODS.find(([address]) => address.test(path))?.[1];
  if (allowed === undefined) {
    return fail(c, 404, "no-such-address", "Nothing answers at this address.");
  }
  c.header("Allow", allowed);
  return fail(c, 405, "no-such-method", `Only ${allowed} is answered here.`);
});

rooms.onError((error, c) => {
  // Thrown in the room's object, from where an error comes with its message.
  if (isStorageFull(error) || isDiskLow()) {
    return fail(c, 507, "room-full", "The room's storage, or the server's disk, is full.");
  }
  logError("request-failed", error, { path: "/api/rooms" });
  if (isOverloaded(error)) {
    c.header("Retry-After", String(OVERLOADED_SECONDS));
    return fail(
      c,
      503,
      "overloaded",
      "The room has more to do than it can. Try again in a moment.",
    );
  }
  if (isDamage(error)) return fail(c, 503, "damaged", DAMAGED);
  return fail(c, 500, "failed", "Stoa failed to answer this. Try again in a moment.");
});
