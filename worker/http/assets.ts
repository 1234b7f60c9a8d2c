/** The routes of a room's images: they check who asks and what came, and hand it to the room. */
import { type Context, Hono } from "hono";
import { ACCESS_HEADER, IMAGE_TYPES, parseAssetId } from "../../shared/assets.ts";
import { parseRoomId, toBase64Url } from "../../shared/ids.ts";
import { MAX_ASSET, MAX_ASSET_SIDE } from "../../shared/limits.ts";
import { isTooManyPixels, readImageHeader } from "../assets/image-header.ts";
import { DAMAGED } from "../connection/close-reasons.ts";
import type { Env } from "../env.ts";
import { MAX_ASSETS, MAX_ASSETS_BYTES, PERSON_ASSETS } from "../limits.ts";
import { logError } from "../log.ts";
import { isClosed, isDiskLow } from "../machine.ts";
import type { AssetError } from "../room/assets.ts";
import type { RequestClaims } from "../room/connect-claims.ts";
import { isDamage, isStorageFull } from "../storage/storage-errors.ts";
import type { Visitor } from "../visitors.ts";
import { fail, tooFast } from "./api.ts";
import { withBody } from "./incoming-image.ts";
import { hashText, publicId, readAccess, refuseOffer } from "./offer.ts";
import { isOverloaded, type RoomStub, reach } from "./reach.ts";
import { isFromElsewhere, isWithoutOrigin } from "./request-origin.ts";
import { checkToken } from "./token.ts";
import { takeOne, visitorOf } from "./visitor.ts";

type Route = {
  Bindings: Env;
  Variables: {
    readonly claims: RequestClaims;
    readonly visitor: Visitor | null;
    readonly ask: <T>(call: (room: RoomStub) => T) => Promise<Awaited<T>>;
  };
};
type Asked = Context<Route>;

/** A room's images: `POST` stores one, `GET` shows one. */
export const assets = new Hono<Route>().basePath("/room/:id/assets");

const MiB = 1024 * 1024;

/** Seconds after which to come again while the server, or the room, has too much to do. */
const BUSY_SECONDS = 5;

/** Status and words of each refusal of the room. */
const FAILURES: Readonly<
  Record<AssetError, readonly [400 | 403 | 404 | 410 | 413 | 429 | 503 | 507, string]>
> = {
  deleted: [410, "This room was deleted."],
  "no-access": [403, "This link does not allow that in this room."],
  "import-running": [503, "An archive is being put into this room. Try again in a minute."],
  "too-large": [413, `An image has at most ${MAX_ASSET / MiB} MiB.`],
  "too-many-rooms": [429, "Your network has made as many new rooms as it may."],
  "too-many-images": [
    429,
    `A person brings at most ${PERSON_ASSETS.count} images and ${PERSON_ASSETS.bytes / MiB} MiB a day into a room.`,
  ],
  "images-full": [
    507,
    `A room holds at most ${MAX_ASSETS} images and ${MAX_ASSETS_BYTES / MiB} MiB of them.`,
  ],
  "room-full": [507, "The room's storage, or the server's disk, is full."],
  "no-such-image": [404, "The room has no such image."],
};

/** Headers of an image: it runs nothing, is shown nowhere else, and never changes. */
const IMAGE_HEADERS = {
  "Content-Security-Policy": "default-src 'none'; sandbox",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "private, max-age=31536000, immutable",
  // Another person at this browser has other keys.
  Vary: ACCESS_HEADER,
};

/** A page in a sandboxed frame has no origin of its own: a browser gives it only answers that name `null`. */
assets.use(async (c, next) => {
  const isSandboxed = c.req.header("Origin") === "null";
  if (isSandboxed && c.req.method === "OPTIONS") c.res = new Response(null, { status: 204 });
  else await next();
  c.res.headers.append("Vary", "Origin");
  if (!isSandboxed) return;
  // No cookie opens a room: such a page shows what the socket asks for, too.
  c.res.headers.set("Access-Control-Allow-Origin", "null");
  c.res.headers.set("Access-Control-Allow-Methods", "GET, HEAD, POST");
  c.res.headers.set("Access-Control-Allow-Headers", `${ACCESS_HEADER}, Content-Type`);
  c.res.headers.set("Access-Control-Max-Age", "600");
});

assets.use(async (c, next) => {
  c.header("Cache-Control", "no-store");
  const allowed = c.req.path.endsWith("/assets") ? "POST" : "GET, HEAD";
  if (!allowed.split(", ").includes(c.req.method)) {
    c.header("Allow", allowed);
    return fail(c, 405, "no-such-method", `Only ${allowed} is answered here.`);
  }
  const id = parseRoomId(c.req.param("id") ?? "");
  if (id === null) return fail(c, 400, "bad-room", "A room's id is 1 to 64 of A–Z a–z 0–9 - _.");
  if (isFromElsewhere(c)) {
    return fail(c, 403, "foreign-origin", "Images are not for pages of other sites.");
  }
  const visitor = visitorOf(c.req.raw, c.env);
  const wait = takeOne(visitor, c.req.method === "POST" ? "connections" : "images");
  if (wait > 0) return tooFast(c, wait, "Your network asks faster than it may.");
  const shown = readAccess(c.req.raw);
  const malformed = refuseOffer(shown);
  if (malformed !== null) return fail(c, 400, "bad-access", malformed);
  if (
    isWithoutOrigin(c) &&
    shown.keys.length === 0 &&
    shown.token === null &&
    shown.owner === null
  ) {
    return fail(c, 403, "no-access", "Without an origin, a key or a token is needed here.");
  }
  const checked = shown.token === null ? null : await checkToken(c.env, id, shown.token);
  if (checked?.kind === "bad") return fail(c, 403, "no-access", checked.reason);
  c.set("visitor", visitor);
  c.set("claims", {
    roomId: id,
    userId: await publicId(id, shown.guest, checked?.sub ?? null),
    keys: await Promise.all(shown.keys.map(hashText)),
    owner: shown.owner === null ? null : await hashText(shown.owner),
    token: checked?.token ?? null,
    from: { visitor: visitor?.id ?? null, place: null },
  });
  const { ROOM } = c.env;
  c.set("ask", (call) => reach(ROOM, id, call));
  if (isClosed(c.env, ROOM.idFromName(id).toString())) return fail(c, 503, "damaged", DAMAGED);
  return next();
});

assets.post("/", async (c) => {
  const { body } = c.req.raw;
  if (body === null) return fail(c, 400, "no-body", "Send the image as the request's body.");
  const said = Number(c.req.header("Content-Length") ?? 0);
  const may = await c.var.ask((room) => room.mayStoreAsset(c.var.claims, said));
  if (!may.ok) return refuse(c, may.error);
  const from = c.var.visitor?.id ?? "";
  const result = await withBody(body, { most: MAX_ASSET, visitor: from }, (bytes) =>
    store(c, bytes),
  );
  if (result === "too-large") return refuse(c, "too-large");
  if (result === "too-slow") return fail(c, 408, "too-slow", "The image came too slowly.");
  if (result === "crowded") return busy(c, "crowded", "The server receives many images just now.");
  return result;
});

async function store(c: Asked, bytes: Uint8Array): Promise<Response> {
  const wait = takeOne(c.var.visitor, "bytes", bytes.byteLength);
  if (wait > 0) return tooFast(c, wait, "Your network sends more than it may.");
  const header = readImageHeader(bytes);
  if (header === null) {
    return fail(c, 415, "no-image", "This is no PNG, JPEG, WebP or GIF, or not all of it.");
  }
  if (isTooManyPixels(header)) {
    return fail(c, 413, "too-many-pixels", `An image has at most ${MAX_ASSET_SIDE} pixels a side.`);
  }
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const id = parseAssetId(toBase64Url(hash));
  if (id === null) throw new Error("got a hash that is no id of an image");
  const stored = await c.var.ask((room) => room.storeAsset(c.var.claims, id, header, bytes));
  return stored.ok ? c.json(stored.value, 201) : refuse(c, stored.error);
}

assets.get("/:asset", async (c) => {
  const id = parseAssetId(c.req.param("asset"));
  if (id === null) return refuse(c, "no-such-image");
  const read = await c.var.ask((room) => room.readAsset(c.var.claims, id));
  if (!read.ok) return refuse(c, read.error);
  const { type, data } = read.value;
  return new Response(data as Uint8Array<ArrayBuffer>, {
    headers: {
      ...IMAGE_HEADERS,
      "Content-Type": type,
      "Content-Disposition": `inline; filename="${id}.${IMAGE_TYPES[type]}"`,
    },
  });
});

assets.all("*", (c) => fail(c, 404, "no-such-address", "Nothing answers at this address."));

assets.onError((error, c) => {
  // Thrown in the room's object, from where an error comes with its message.
  if (isStorageFull(error) || isDiskLow()) return refuse(c, "room-full");
  logError("request-failed", error, { path: "/room/assets" });
  if (isOverloaded(error)) {
    return busy(c, "overloaded", "The room has more to do than it can. Try again in a moment.");
  }
  if (isDamage(error)) return fail(c, 503, "damaged", DAMAGED);
  return fail(c, 500, "failed", "Stoa failed to answer this. Try again in a moment.");
});

function refuse(c: Asked, error: AssetError): Response {
  const [status, message] = FAILURES[error];
  return fail(c, status, error, message);
}

function busy(c: Asked, error: string, message: string): Response {
  c.header("Retry-After", String(BUSY_SECONDS));
  return fail(c, 503, error, message);
}
