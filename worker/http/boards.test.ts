/** Tests of the board over REST: who may read it, what comes, and when nothing does. */
import { expect, test, vi } from "vitest";
import { ACCESS_HEADER } from "../../shared/assets.ts";
import { addShape, shapesOf } from "../../shared/board/document.ts";
import { putInto } from "../../shared/board/place-edits.ts";
import { readBoardFile } from "../../shared/board/board-file.ts";
import { Relations } from "../../shared/board/relations.ts";
import type * as Y from "yjs";
import { KEY_PREFIX } from "../../shared/wire/frames.ts";
import { pngOf } from "../../testkit/images.ts";
import { MAX_DRAWN_DOCUMENT } from "../limits.ts";
import { Owner } from "../testing/owners.ts";
import type { Person } from "../testing/person.ts";
import { ask } from "../testing/room-socket.ts";
import { TestRoom } from "../testing/test-room.ts";

const BASE = { angle: 0, z: "a0", stroke: "ink", width: "m", by: "mina", at: 1 } as const;
const WORDS = { font: "hand", align: "middle", dash: "solid", fill: "blue" } as const;

/** Draws two boxes with an arrow between them, one of the boxes in a frame. */
async function draw(room: TestRoom, person: Person): Promise<void> {
  const { doc } = person;
  doc.transact(() => {
    addShape(doc, {
      ...BASE,
      id: "plan",
      type: "frame",
      xy: [0, 0],
      size: [300, 200],
      name: "Plan <b>",
    });
    addShape(doc, {
      ...{ ...BASE, ...WORDS, id: "one", type: "rectangle", xy: [20, 20], size: [160, 90] },
      text: "</text><script>alert(1)</script>",
    });
    addShape(doc, {
      ...{ ...BASE, ...WORDS, id: "two", type: "ellipse", xy: [500, 20], size: [160, 90] },
      text: "Second",
    });
    shapesOf(doc).get("two")?.set("z", "a1");
    putInto(new Relations(doc), ["one"], "plan");
  });
  await vi.waitFor(async () => expect(shapesOf(await stored(room)).has("two")).toBe(true));
}

/** The document of a client that comes now. */
async function stored(room: TestRoom): Promise<Y.Doc> {
  const observer = await room.joins("Observer");
  observer.leaves();
  return observer.doc;
}

const get = (room: TestRoom, ending: string, headers: Record<string, string> = {}) =>
  ask(`/room/${room.id}.${ending}`, { headers });

test("R335: the board comes as a picture that runs nothing, as its shapes, and as an outline", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  await draw(room, mina);
  const picture = await get(room, "svg");
  const svg = await picture.text();
  expect(svg).toMatch(/^<svg .*Second<\/text>.*<\/svg>$/s);
  expect(svg).not.toMatch(/<script|<b>|href|onload|@import/);
  expect(Object.fromEntries(picture.headers)).toMatchObject({
    "content-type": "image/svg+xml; charset=utf-8",
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringMatching(/^default-src 'none'.*sandbox$/),
    "cache-control": "private, no-cache",
  });
  const file = readBoardFile(await (await get(room, "json")).text());
  expect(file).toMatchObject({ room: room.id, leftOut: 0 });
  const outline = await (await get(room, "md")).text();
  expect(outline).toContain("## Plan &lt;b\\>");
  expect(outline).toContain("- ellipse: Second");
});

test("R335: one frame comes alone, and a frame that is not there is none", async () => {
  const room = new TestRoom();
  await draw(room, await room.joins("Mina"));
  const svg = await (await get(room, "svg?frame=plan")).text();
  expect(svg).toContain('viewBox="0 0 300 200"');
  expect(svg).not.toContain("Second");
  const { shapes } = await (await get(room, "json?frame=plan")).json<{ shapes: object }>();
  expect(Object.keys(shapes).sort()).toEqual(["one", "plan"]);
  const none = await get(room, "svg?frame=two");
  expect(none.status).toBe(404);
  expect(await none.json()).toMatchObject({ error: "no-such-frame" });
});

test("R335: a known state is answered with 304 until somebody draws", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  await draw(room, mina);
  const first = await get(room, "md");
  await first.text();
  const known = { "If-None-Match": first.headers.get("ETag") ?? "" };
  const again = await get(room, "md", known);
  expect([again.status, await again.text()]).toEqual([304, ""]);
  mina.doc.transact(() => shapesOf(mina.doc).delete("two"));
  await vi.waitFor(async () => expect(shapesOf(await stored(room)).has("two")).toBe(false));
  const later = await get(room, "md", known);
  expect(later.status).toBe(200);
  expect(await later.text()).not.toContain("Second");
});

test("R335: a closed room shows its board to keys that may read it, and to nobody else", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  await draw(room, owner.person);
  const link = await owner.makesLink("viewer");
  await owner.opensPlainLinkFor("none");
  const statusOf = async (response: Promise<Response>) => {
    const { status, body } = await response;
    await body?.cancel();
    return status;
  };
  expect(await statusOf(get(room, "svg"))).toBe(403);
  expect(await statusOf(get(room, "svg?key=another"))).toBe(403);
  expect(await statusOf(get(room, `svg?key=${link.key}`))).toBe(200);
  expect(await statusOf(get(room, "json", { [ACCESS_HEADER]: KEY_PREFIX + link.key }))).toBe(200);
  expect(await statusOf(get(room, "md", { Authorization: `Bearer ${owner.key}` }))).toBe(200);
  await owner.revokes(link);
  expect(await statusOf(get(room, `svg?key=${link.key}`))).toBe(403);
  const elsewhere = get(room, "svg", {
    Origin: "https://evil.example",
    Authorization: `Bearer ${owner.key}`,
  });
  expect(await statusOf(elsewhere)).toBe(403);
});

test("R335: a picture brings the images of the room with it", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const answer = await ask(`/room/${room.id}/assets`, { method: "POST", body: pngOf(4, 3) });
  const { id: asset } = await answer.json<{ id: never }>();
  mina.doc.transact(() =>
    addShape(mina.doc, {
      ...{ ...BASE, id: "image", type: "image", xy: [0, 0], size: [40, 30] },
      ...{ asset, natural: [4, 3], alt: "a dot" },
    } as Parameters<typeof addShape>[1]),
  );
  await vi.waitFor(async () => expect(shapesOf(await stored(room)).has("image")).toBe(true));
  expect(await (await get(room, "svg")).text()).toContain('<image href="data:image/png;base64,');
});

test("R335: a room in which nothing was drawn is an empty picture, and too large a board is refused", async () => {
  const room = new TestRoom();
  expect(await (await get(room, "svg")).text()).toMatch(/^<svg /);
  expect(await (await get(room, "md")).text()).toBe("# Board\n");
  const mina = await room.joins("Mina");
  mina.doc.getMap("of a later version").set("much", "x".repeat(MAX_DRAWN_DOCUMENT + 1));
  await vi.waitFor(async () => {
    const refused = await get(room, "svg");
    expect([refused.status, await refused.text()]).toMatchObject([
      413,
      expect.stringContaining("board-too-large"),
    ]);
  });
});
