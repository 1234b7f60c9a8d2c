/** The routes of the Worker: every address of Stoa on one screen. No rule stands here. */
import { type Context, Hono } from "hono";
import { parseRoomId } from "../shared/ids.ts";
import type { Env } from "./env.ts";
import { fail } from "./http/api.ts";
import { assets } from "./http/assets.ts";
import { boards } from "./http/boards.ts";
import { CROWDED, connect, isUpgrade } from "./http/connect.ts";
import { addCommonHeaders } from "./http/headers.ts";
import { addressedTo } from "./http/host.ts";
import { takeMachineReport } from "./http/machine.ts";
import { metricsPage } from "./http/metrics.ts";
import { file, page } from "./http/pages.ts";
import { rooms } from "./http/rooms.ts";
import { logError } from "./log.ts";
import { isShortOfDescriptors } from "./machine.ts";
import { observe } from "./observe.ts";

/** The door: every address of Stoa, on one screen. */
export const app = new Hono<{ Bindings: Env }>();

app.use(async (c, next) => {
  observe(c.env);
  const addressed = addressedTo(c.req.raw, c.env);
  if (addressed.kind === "malformed") return refuse(c, 400, "bad-request", addressed.reason);
  // These are asked for by programs, by whatever name they have for this machine.
  const isForPrograms = ["/healthz", "/metrics"].includes(c.req.path);
  if (addressed.kind === "foreign" && !isForPrograms) {
    return refuse(c, 403, "unknown-host", addressed.reason);
  }
  await next();
  // An answer that opens a socket cannot be changed, and is no page.
  if (c.res.status !== 101) addCommonHeaders(c.res.headers, new URL(c.req.url));
  return undefined;
});

app.post("/machine", async (c, next) => (await takeMachineReport(c.env, c.req.raw)) ?? next());

app.use(async (c, next) => {
  const isOpen = ["/healthz", "/metrics"].includes(c.req.path) || isUpgrade(c.req.raw);
  if (isOpen || !isShortOfDescriptors()) return next();
  c.header("Retry-After", "10");
  return refuse(c, 503, "crowded", CROWDED);
});

app.route("/", rooms);
app.route("/", assets);

app.all("/api/*", (c) => fail(c, 404, "no-such-address", "Nothing answers at this address."));

app.use(async (c, next) => {
  if (!["GET", "HEAD"].includes(c.req.method)) {
    return c.text("Only GET and HEAD are answered here.", 405, { Allow: "GET, HEAD" });
  }
  return next();
});

app.get("/healthz", (c) => c.text("ok", 200, { "Cache-Control": "no-store" }));

app.get("/metrics", async (c) => (await metricsPage(c.env, c.req.raw)) ?? c.notFound());

app.get("/", (c) => page(c.env, c.req.raw, "index.html"));

app.route("/", boards);

app.get("/room/:id", async (c) => {
  const id = parseRoomId(c.req.param("id"));
  if (isUpgrade(c.req.raw)) {
    if (id === null) return c.text("A room's id is 1 to 64 of letters, digits, - and _.", 400);
    return connect(c.env, id, c.req.raw);
  }
  return page(c.env, c.req.raw, "room.html", { status: id === null ? 404 : 200 });
});

app.get("/embed/:id", (c) => {
  const id = parseRoomId(c.req.param("id"));
  return page(c.env, c.req.raw, "embed.html", {
    status: id === null ? 404 : 200,
    framing: "anybody",
  });
});

app.notFound(async (c) => {
  if (isUpgrade(c.req.raw)) return c.text("There is no socket at this address.", 400);
  const found = await file(c.env, c.req.raw);
  return found ?? page(c.env, c.req.raw, "index.html", { status: 404 });
});

app.onError((error, c) => {
  // Not the whole path: a room's id opens the room.
  logError("request-failed", error, { path: c.req.path.split("/")[1] ?? "" });
  return refuse(c, 500, "failed", "Stoa failed to answer this. Try again in a moment.");
});

/** Refuses in JSON under `/api`, as all of it answers, and in words elsewhere. */
function refuse(
  c: Context,
  status: 400 | 403 | 500 | 503,
  error: string,
  message: string,
): Response {
  return /\/api(?:\/|$)/.test(c.req.path)
    ? fail(c, status, error, message)
    : c.text(message, status);
}
