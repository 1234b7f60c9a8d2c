/** Tests of a room's images: who may store and see them, what is taken, and what the answers say. */
import { expect, test } from "vitest";
import { ACCESS_HEADER, type StoredImage } from "../../shared/assets.ts";
import { randomToken } from "../../shared/ids.ts";
import { MAX_ASSET } from "../../shared/limits.ts";
import { gifOf, jpegOf, pngOf, webpOf } from "../../testkit/images.ts";
import { INCOMING_ASSETS, MAX_ASSETS_BYTES, PERSON_ASSETS } from "../limits.ts";
import { Owner } from "../testing/owners.ts";
import { ask } from "../testing/room-socket.ts";
import { TestRoom } from "../testing/test-room.ts";
import { IncomingMemory, withBody } from "./incoming-image.ts";

const RED = pngOf(4, 3);

interface Asking {
  readonly access?: string;
  readonly headers?: Record<string, string>;
  readonly body?: BodyInit;
}

function store(room: TestRoom, { access = "", headers = {}, body = RED }: Asking = {}) {
  return ask(`/room/${room.id}/assets`, {
    method: "POST",
    headers: { [ACCESS_HEADER]: access, ...headers },
    body,
  });
}

function see(room: TestRoom, id: string, { access = "", headers = {} }: Asking = {}) {
  const all = { [ACCESS_HEADER]: access, ...headers };
  return ask(`/room/${room.id}/assets/${id}`, { headers: all });
}

async function stored(room: TestRoom, asking: Asking = {}): Promise<StoredImage> {
  const response = await store(room, asking);
  expect(response.status).toBe(201);
  return response.json();
}

async function refused(response: Response): Promise<[number, string]> {
  const { error, message } = await response.json<{ error: string; message: string }>();
  expect(message).toMatch(/^[A-Z].*\.$/);
  return [response.status, error];
}

test.each([
  ["image/png", RED],
  ["image/jpeg", jpegOf(4, 3)],
  ["image/webp", webpOf(4, 3)],
  ["image/gif", gifOf(4, 3)],
])(
  "R260: an image (%s) is stored by what it is, and comes back byte by byte",
  async (type, body) => {
    const room = new TestRoom();
    const image = await stored(room, { body, headers: { "Content-Type": "text/html" } });
    expect(image).toMatchObject({ type, width: 4, height: 3, bytes: body.byteLength });
    const response = await see(room, image.id);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(body);
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      "content-type": type,
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=31536000, immutable",
      vary: `${ACCESS_HEADER}, Origin`,
      "cross-origin-resource-policy": "same-origin",
      "x-robots-tag": "noindex, nofollow",
    });
    expect(headers["content-disposition"]).toMatch(
      /^inline; filename="[\w-]{43}\.(png|jpg|webp|gif)"$/,
    );
  },
);

test("R260: the same image, by whomever it is brought, is stored once", async () => {
  const room = new TestRoom();
  const first = await stored(room, { access: `guest.${randomToken(32)}` });
  const again = await stored(room, { access: `guest.${randomToken(32)}` });
  expect(again.id).toBe(first.id);
  expect(await room.rows("asset")).toHaveLength(1);
  expect(await room.rows("chunk")).toHaveLength(1);
});

test("R260: a large image lies in rows of at most 1 MiB, and is read whole", async () => {
  const room = new TestRoom();
  const body = new Uint8Array(2.5 * 1024 * 1024);
  body.set(jpegOf(900, 900));
  const { id } = await stored(room, { body });
  expect((await room.rows("chunk")).length).toBeGreaterThan(2);
  expect(new Uint8Array(await (await see(room, id)).arrayBuffer())).toEqual(body);
});

test.each([
  ["editor", 201, 200],
  ["commenter", 403, 200],
  ["viewer", 403, 200],
] as const)(
  "R262: by a link for a %s, storing answers %i and seeing %i",
  async (role, storing, seeing) => {
    const room = new TestRoom();
    const owner = await Owner.of(room);
    const { id } = await stored(room, { access: `owner.${owner.key}` });
    await owner.opensPlainLinkFor("none");
    const { key } = await owner.makesLink(role);
    const access = `key.${key}`;
    expect((await store(room, { access, body: pngOf(5, 5) })).status).toBe(storing);
    expect((await see(room, id, { access })).status).toBe(seeing);
    // The plain link alone opens nothing now, and neither does a key of another room.
    const other = await Owner.of(new TestRoom());
    for (const strange of ["", `owner.${other.key}`, `key.${randomToken(24)}`, "owner.new"]) {
      expect(await refused(await see(room, id, { access: strange }))).toEqual([403, "no-access"]);
      expect(await refused(await store(room, { access: strange }))).toEqual([403, "no-access"]);
    }
  },
);

test("R262: a revoked link, a bad token and a room that is closed to the plain link show nothing", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const { id } = await stored(room);
  const link = await owner.makesLink("viewer");
  await owner.revokes(link);
  expect((await see(room, id, { access: `key.${link.key}` })).status).toBe(403);
  expect((await see(room, id, { access: "token.a.b.c" })).status).toBe(403);
  expect((await see(room, id)).status).toBe(200);
  expect(await refused(await see(room, id, { access: "guest.short" }))).toEqual([
    400,
    "bad-access",
  ]);
});

test("R262: pages of other sites neither store nor see images", async () => {
  const room = new TestRoom();
  const { id } = await stored(room);
  const headers = { Origin: "https://evil.example" };
  expect(await refused(await store(room, { headers }))).toEqual([403, "foreign-origin"]);
  expect(await refused(await see(room, id, { headers }))).toEqual([403, "foreign-origin"]);
  const image = { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image" };
  expect(await refused(await see(room, id, { headers: image }))).toEqual([403, "foreign-origin"]);
  const own = { Origin: "https://stoa.test" };
  expect((await store(room, { headers: own })).status).toBe(201);
});

test("R314: a page in a sandboxed frame stores and sees images with what opens the room, and other pages read no answer", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const { id } = await stored(room, { access: `owner.${owner.key}` });
  await owner.opensPlainLinkFor("none");
  const { key } = await owner.makesLink("editor");
  const headers = { Origin: "null", "Sec-Fetch-Site": "cross-site" };
  const asked = {
    ...headers,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "stoa-access",
  };
  const address = `/room/${room.id}/assets`;
  const preflight = await ask(address, { method: "OPTIONS", headers: asked });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("Access-Control-Allow-Headers")).toContain(ACCESS_HEADER);
  expect(preflight.headers.get("Access-Control-Allow-Methods")).toContain("POST");

  const access = `key.${key}`;
  const shown = await see(room, id, { access, headers });
  expect(new Uint8Array(await shown.arrayBuffer())).toEqual(RED);
  expect(shown.headers.get("Access-Control-Allow-Origin")).toBe("null");
  expect(shown.headers.get("Access-Control-Allow-Credentials")).toBe(null);
  expect(shown.headers.get("Vary")).toBe(`${ACCESS_HEADER}, Origin`);
  expect((await store(room, { access, headers, body: pngOf(7, 7) })).status).toBe(201);

  // The frame can read why it gets nothing, and gets nothing without a key.
  const closed = await see(room, id, { headers });
  expect(closed.headers.get("Access-Control-Allow-Origin")).toBe("null");
  expect(await refused(closed)).toEqual([403, "no-access"]);
  for (const origin of ["https://evil.example", "https://friend.example", "https://stoa.test"]) {
    const response = await see(room, id, { access, headers: { Origin: origin } });
    expect(response.headers.get("Access-Control-Allow-Origin"), origin).toBe(null);
    const before = await ask(address, { method: "OPTIONS", headers: { ...asked, Origin: origin } });
    expect(before.status, origin).toBe(405);
  }
});

test.each([
  ["SVG", new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>"), 415, "no-image"],
  ["nothing", new Uint8Array(), 415, "no-image"],
  ["a pixel bomb", gifOf(60_000, 60_000), 413, "too-many-pixels"],
  ["too many bytes", new Uint8Array(MAX_ASSET + 1), 413, "too-large"],
] as const)(
  "R261: %s is refused in words, and nothing is stored",
  async (_, body, status, error) => {
    const room = new TestRoom();
    expect(await refused(await store(room, { body }))).toEqual([status, error]);
    expect(await room.tables()).not.toContain("asset");
  },
);

test("R261: an image whose length is not said is cut off at the limit, and one that stops coming is given up", async () => {
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024)),
  });
  const use = () => Promise.reject(new Error("It never came whole."));
  expect(await withBody(endless, { most: MAX_ASSET, visitor: "x" }, use)).toBe("too-large");
  const silent = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) });
  expect(await withBody(silent, { most: MAX_ASSET, visitor: "x", stallMs: 1 }, use)).toBe(
    "too-slow",
  );
});

test("R261: many images at once take no more memory than there is for them, and give it back", () => {
  const memory = new IncomingMemory();
  const { visitor, together } = INCOMING_ASSETS;
  expect(memory.take("x", visitor)).toBe(true);
  expect(memory.take("x", 1)).toBe(false);
  expect(memory.take("y", together - visitor)).toBe(true);
  expect(memory.take("z", 1)).toBe(false);
  memory.give("x", visitor);
  expect([memory.take("z", 1), memory.take("x", visitor - 1)]).toEqual([true, true]);
});

test("R263: a room takes images up to its limit, and each person up to theirs a day", async () => {
  const room = new TestRoom();
  const access = `guest.${randomToken(32)}`;
  const { bytes } = await stored(room, { access });
  const [{ by_id: me } = {}] = await room.rows("asset");
  const grown = (more: number, by: string) =>
    `INSERT INTO asset SELECT '${"x".repeat(43)}', blob, type, width, height, ${more}, bytes_sum, '${by}', ${Date.now()}, 0 FROM asset LIMIT 1`;
  await room.changesStored(grown(PERSON_ASSETS.bytes - bytes, String(me)));
  expect(await refused(await store(room, { access, body: pngOf(6, 6) }))).toEqual([
    429,
    "too-many-images",
  ]);
  // Somebody else may bring more.
  await stored(room, { body: pngOf(6, 6) });
  await room.changesStored(`UPDATE asset SET at = 1 WHERE id = '${"x".repeat(43)}'`);
  await stored(room, { access, body: pngOf(7, 7) });
  await room.changesStored(`UPDATE asset SET bytes = ${MAX_ASSETS_BYTES} WHERE at = 1`);
  expect(await refused(await store(room, { body: pngOf(8, 8) }))).toEqual([507, "images-full"]);
});

test("R263: on a full disk an image is refused in words, and the others are seen", async () => {
  const room = new TestRoom();
  const { id } = await stored(room);
  await room.breaksDisk("full", "asset");
  expect(await refused(await store(room, { body: pngOf(6, 6) }))).toEqual([507, "room-full"]);
  expect(await room.rows("chunk")).toHaveLength(1);
  await room.mendsDisk();
  await stored(room, { body: pngOf(6, 6) });
  expect((await see(room, id)).status).toBe(200);
});

test.each([
  ["row", "UPDATE asset SET type = 'image/gif'"],
  ["bytes", "UPDATE chunk SET data = zeroblob(length(data))"],
])(
  "R142: an image whose %s has changed is not shown, and is whole again when somebody brings it",
  async (_, change) => {
    const room = new TestRoom();
    const { id } = await stored(room);
    await room.changesStored(change);
    expect(await refused(await see(room, id))).toEqual([404, "no-such-image"]);
    await stored(room);
    expect(new Uint8Array(await (await see(room, id)).arrayBuffer())).toEqual(RED);
  },
);

test("R264: a deleted room shows no image and takes none", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const { id } = await stored(room);
  await (await owner.asks("DELETE", "")).text();
  expect(await refused(await see(room, id))).toEqual([410, "deleted"]);
  expect(await refused(await store(room))).toEqual([410, "deleted"]);
  expect(await room.tables()).toEqual(["due", "meta"]);
});

test("R260: an id that is none, or of no image here, is a 404", async () => {
  const room = new TestRoom();
  await stored(room);
  for (const id of ["x", "x".repeat(43), "%00"]) {
    expect((await see(room, id)).status).toBe(404);
  }
});
