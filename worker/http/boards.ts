/** The addresses of a room's board as it is now: a picture, its shapes, or an outline. The room decides who may read. */
import { type Context, Hono } from "hono";
import { ACCESS_HEADER, parseAssetId } from "../../shared/assets.ts";
import { parseRoomId, toBase64 } from "../../shared/ids.ts";
import { DAMAGED } from "../connection/close-reasons.ts";
import type { Env } from "../env.ts";
import { DRAWN_AT_ONCE, MAX_DRAWN_DOCUMENT, MAX_DRAWN_IMAGES } from "../limits.ts";
import { logError } from "../log.ts";
import { isClosed } from "../machine.ts";
import type { BoardError } from "../room/board-reader.ts";
import type { RequestClaims } from "../room/connect-claims.ts";
import { isDamage } from "../storage/storage-errors.ts";
import { fail, tooFast } from "./api.ts";
import { hashText, publicId, readAccess, refuseOffer } from "./offer.ts";
import { isOverloaded, reach } from "./reach.ts";
import { isFromElsewhere, isWithoutOrigin } from "./request-origin.ts";
import { checkToken } from "./token.ts";
import { takeOne, visitorOf } from "./visitor.ts";

type Asked = Context<{ Bindings: Env }>;

/** The forms of a board, by the ending of its address. */
const TYPES = {
  svg: "image/svg+xml; charset=utf-8",
  json: "application/json; charset=utf-8",
  md: "text/markdown; charset=utf-8",
} as const;
type Ending = keyof typeof TYPES;

/** The version of what is made of a board: another one is another answer to the same state. */
const FORM = 1;

/** Seconds after which to come again while the server draws other boards. */
const BUSY_SECONDS = 2;

/** Status and words of each refusal of the room. */
const FAILURES: Readonly<Record<BoardError, readonly [403 | 410 | 413 | 503, string]>> = {
  deleted: [410, "This room was deleted."],
  "no-access": [403, "This link does not allow that in this room."],
  "import-running": [503, "An archive is being put into this room. Try again in a minute."],
  "board-too-large": [
    413,
    `Boards of more than ${MAX_DRAWN_DOCUMENT / (1024 * 1024)} MiB are not drawn here. Export them from the page.`,
  ],
};

/** Headers of every form: it runs nothing, loads nothing, and is asked for anew. */
const HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "private, no-cache",
  Vary: `${ACCESS_HEADER}, Authorization`,
};

/** Boards that are being drawn in this process. */
let drawing = 0;

/** `GET /room/:id.svg`, `.json` and `.md`. */
export const boards = new Hono<{ Bindings: Env }>();

boards.get("/room/:file{[A-Za-z0-9_-]+\\.(?:svg|json|md)}", async (c) => {
  c.header("Cache-Control", "no-store");
  const [name = "", ending = "svg"] = c.req.param("file").split(".");
  const id = parseRoomId(name);
  if (id === null) return fail(c, 400, "bad-room", "A room's id is 1 to 64 of A–Z a–z 0–9 - _.");
  if (isFromElsewhere(c)) {
    return fail(c, 403, "foreign-origin", "Boards are not for pages of other sites.");
  }
  const visitor = visitorOf(c.req.raw, c.env);
  const wait = takeOne(visitor, "connections");
  if (wait > 0) return tooFast(c, wait, "Your network asks faster than it may.");
  const claims = await claimsOf(c, id, visitor?.id ?? null);
  if (claims instanceof Response) return claims;
  const { ROOM } = c.env;
  if (isClosed(c.env, ROOM.idFromName(id).toString())) return fail(c, 503, "damaged", DAMAGED);
  if (drawing >= DRAWN_AT_ONCE) {
    c.header("Retry-After", String(BUSY_SECONDS));
    return fail(
      c,
      503,
      "crowded",
      "The server draws other boards just now. Try again in a moment.",
    );
  }
  drawing += 1;
  try {
    return await answer(c, claims, ending as Ending);
  } finally {
    drawing -= 1;
  }
});

boards.onError((error, c) => {
  logError("request-failed", error, { path: "/room" });
  if (isOverloaded(error)) {
    c.header("Retry-After", String(BUSY_SECONDS));
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

async function answer(c: Asked, claims: RequestClaims, ending: Ending): Promise<Response> {
  const { ROOM } = c.env;
  const asked = c.req.header("If-None-Match") ?? "";
  const known = new RegExp(`"${FORM}\\.([A-Za-z0-9_.-]+)"`).exec(asked)?.[1] ?? null;
  const read = await reach(ROOM, claims.roomId, (room) => room.readBoard(claims, known));
  if (!read.ok) {
    const [status, message] = FAILURES[read.error];
    return fail(c, status, read.error, message);
  }
  const { state, updates } = read.value;
  const headers = new Headers(HEADERS);
  if (state !== null) headers.set("ETag", `"${FORM}.${state}"`);
  if (updates === null) return new Response(null, { status: 304, headers });
  // Most servers draw no board: the code comes with the first one.
  const { makeForm } = await import("./board-forms.ts");
  const made = await makeForm(updates, ending, {
    room: claims.roomId,
    frame: c.req.query("frame") ?? null,
    theme: c.req.query("theme") === "dark" ? "dark" : "light",
    imagesOf: (wanted) => imagesOf(c, claims, wanted),
  });
  if (made === null) return fail(c, 404, "no-such-frame", "The board has no such frame.");
  headers.set("Content-Type", TYPES[ending]);
  headers.set("Content-Disposition", `inline; filename="stoa-${claims.roomId}.${ending}"`);
  return new Response(made, { headers });
}

/** Returns images as `data:` addresses, so that the picture names nothing of another place. */
async function imagesOf(
  c: Asked,
  claims: RequestClaims,
  wanted: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const images = new Map<string, string>();
  let bytes = 0;
  for (const name of wanted) {
    const asset = parseAssetId(name);
    if (asset === null || bytes >= MAX_DRAWN_IMAGES) continue;
    const read = await reach(c.env.ROOM, claims.roomId, (room) => room.readAsset(claims, asset));
    if (!read.ok) continue;
    const { type, data } = read.value;
    bytes += data.length;
    if (bytes <= MAX_DRAWN_IMAGES) images.set(name, `data:${type};base64,${toBase64(data)}`);
  }
  return images;
}

/** Reads what the request shows: in `Stoa-Access`, as a bearer key, or in the address as a socket's. */
async function claimsOf(
  c: Asked,
  id: RequestClaims["roomId"] & Parameters<typeof publicId>[0],
  visitor: string | null,
): Promise<RequestClaims | Response> {
  const shown = readAccess(c.req.raw);
  const bearer = /^Bearer +(\S+)$/i.exec(c.req.header("Authorization") ?? "")?.[1];
  const keys = [
    ...shown.keys,
    ...(c.req.queries("key") ?? []),
    ...(bearer === undefined ? [] : [bearer]),
  ];
  const malformed = refuseOffer({ guest: shown.guest, keys });
  if (malformed !== null) return fail(c, 400, "bad-access", malformed);
  const token = shown.token ?? (c.env.AUTH_SECRET ? (c.req.query("token") ?? null) : null);
  const isBare = keys.length === 0 && token === null && shown.owner === null;
  if (isBare && isWithoutOrigin(c)) {
    return fail(c, 403, "no-access", "Without an origin, a key or a token is needed here.");
  }
  const checked = token === null ? null : await checkToken(c.env, id, token);
  if (checked?.kind === "bad") return fail(c, 403, "no-access", checked.reason);
  return {
    roomId: id,
    userId: await publicId(id, shown.guest, checked?.sub ?? null),
    keys: await Promise.all(keys.map(hashText)),
    owner: shown.owner === null ? null : await hashText(shown.owner),
    token: checked?.token ?? null,
    from: { visitor, place: null },
  };
}
