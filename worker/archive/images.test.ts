/** Tests of images in archives and buckets. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ACCESS_HEADER, type StoredImage } from "../../shared/assets.ts";
import type { RoomStats } from "../../shared/stats.ts";
import { jpegOf, pngOf } from "../../testkit/images.ts";
import { type AssetBucket, AssetStore } from "../assets/asset-store.ts";
import { findAsset } from "../storage/asset-rows.ts";
import { brings, bytesOf, type Files, pack, unpack } from "../testing/archives.ts";
import { goesQuiet, seedRoom } from "../testing/compaction.ts";
import { Owner } from "../testing/owners.ts";
import { ask } from "../testing/room-socket.ts";
import { TestRoom } from "../testing/test-room.ts";

const RED = pngOf(4, 3);

async function bringsImage(room: TestRoom, body: Uint8Array<ArrayBuffer>): Promise<StoredImage> {
  const response = await ask(`/room/${room.id}/assets`, { method: "POST", body });
  expect(response.status).toBe(201);
  return response.json();
}

async function sees(room: TestRoom, id: string): Promise<Uint8Array> {
  return bytesOf(await ask(`/room/${room.id}/assets/${id}`, { headers: { [ACCESS_HEADER]: "" } }));
}

async function roomWithImages() {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  await seedRoom(room);
  const image = await bringsImage(room, RED);
  await bringsImage(room, jpegOf(9, 9));
  const files = await unpack(await bytesOf(await owner.asks("GET", "/export")));
  return { room, owner, image, files };
}

const text = (files: Files, path: string) => new TextDecoder().decode(files.get(path));
const toFile = (value: string) => new Uint8Array(new TextEncoder().encode(value));

test("R264: an archive holds the images, and an import makes them the copy's", async () => {
  const { image, files } = await roomWithImages();
  expect(files.get(`images/${image.id}.png`)).toEqual(RED);
  expect(JSON.parse(text(files, "room.json"))).toMatchObject({ version: 2 });
  const copy = new TestRoom();
  const { status, body, key } = await brings(copy, await pack(files));
  expect(status).toBe(201);
  expect((body as RoomStats).images.count).toBe(2);
  expect(await sees(copy, image.id)).toEqual(RED);
  const response = await ask(`/api/rooms/${copy.id}/export`, {
    headers: { Authorization: `Bearer ${key}` },
  });
  const again = await unpack(await bytesOf(response));
  expect(text(again, "images.jsonl")).toBe(text(files, "images.jsonl"));
});

test("R264: an archive without images is one that earlier versions read", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  await seedRoom(room);
  const files = await unpack(await bytesOf(await owner.asks("GET", "/export")));
  expect(JSON.parse(text(files, "room.json"))).toMatchObject({ version: 1 });
  expect([...files.keys()].filter((path) => path.startsWith("images"))).toEqual([]);
});

test("R264: an image that was damaged is named in the archive, and the others are taken", async () => {
  const { room, owner, image } = await roomWithImages();
  await room.changesStored(`UPDATE asset SET bytes_sum = 1, sum = 1 WHERE id <> '${image.id}'`);
  const files = await unpack(await bytesOf(await owner.asks("GET", "/export")));
  const copy = new TestRoom();
  expect((await brings(copy, await pack(files))).status).toBe(201);
  expect(await sees(copy, image.id)).toEqual(RED);
});

test.each([
  ["an image that is another", (files: Files, path: string) => files.set(path, pngOf(5, 5))],
  ["a page instead of an image", (files: Files, path: string) => files.set(path, toFile("<p>"))],
  ["an image that no list names", (files: Files) => files.set("images.jsonl", toFile(""))],
  [
    "a list that names one twice",
    (files: Files) => files.set("images.jsonl", toFile(text(files, "images.jsonl").repeat(2))),
  ],
  ["an image that is missing", (files: Files, path: string) => files.delete(path)],
  [
    "an image of another name",
    (files: Files, path: string) => {
      files.set(path.replace(/.{43}\.png/, `${"x".repeat(43)}.png`), RED);
      files.set(
        "images.jsonl",
        toFile(text(files, "images.jsonl").replaceAll(/"[\w-]{43}"/g, `"${"x".repeat(43)}"`)),
      );
    },
  ],
] as const)("R264: an archive with %s is refused, and the room stays empty", async (_, change) => {
  const { image, files } = await roomWithImages();
  change(files, `images/${image.id}.png`);
  const copy = new TestRoom();
  expect(await brings(copy, await pack(files))).toMatchObject({
    status: 400,
    body: { error: "bad-archive" },
  });
  expect((await ask(`/room/${copy.id}/assets/${image.id}`)).status).toBe(404);
});

test("R264: a room in which somebody has brought an image takes no archive", async () => {
  const { files } = await roomWithImages();
  const room = new TestRoom();
  await bringsImage(room, RED);
  expect((await brings(room, await pack(files))).status).toBe(409);
});

test("R264: compactions keep the images, and a room of the version before gets the table", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  await room.changesStored(
    "DROP TABLE asset",
    "DROP TABLE thread",
    "DROP TABLE comment",
    "UPDATE meta SET value = 12, sum = NULL WHERE key = 'schema'",
  );
  const { id } = await bringsImage(room, RED);
  await goesQuiet(room);
  const jonas = await room.joins("Jonas");
  jonas.types("five ");
  await goesQuiet(room);
  expect(await sees(room, id)).toEqual(RED);
  expect(mina.text).not.toBe("");
});

test("R265: with a bucket, images lie there, are seen from there, and go with the room", async () => {
  const { TEST_BUCKET } = env as unknown as { TEST_BUCKET: AssetBucket };
  const room = new TestRoom();
  const { id } = await bringsImage(room, jpegOf(9, 9));
  await runInDurableObject(room.stub, async (_, { storage }) => {
    const store = new AssetStore(storage, TEST_BUCKET, room.id);
    const before = findAsset(storage, id);
    if (before === null) throw new Error("The image is not there.");
    const asset = { ...before, id: "b".repeat(43) as typeof id, type: "image/png" as const };
    expect(await store.put(asset, RED, () => true)).toBe(true);
    expect(storage.sql.exec("SELECT 1 FROM chunk").toArray()).toHaveLength(1);
    // Both are read: the one from before the bucket was bound, and the new one.
    expect((await store.find(asset.id))?.data).toEqual(RED);
    expect((await store.find(id))?.data).toEqual(jpegOf(9, 9));
    // One that comes for a room that was deleted meanwhile leaves nothing behind.
    expect(await store.put({ ...asset, id: "c".repeat(43) as typeof id }, RED, () => false)).toBe(
      false,
    );
    await store.removeFromBucket();
    expect((await TEST_BUCKET.list({ prefix: room.id })).objects).toEqual([]);
    expect(await store.find(asset.id)).toBe(null);
  });
});

describe("in a Worker with a bucket", () => {
  const bindings = env as unknown as { IMAGES?: AssetBucket; TEST_BUCKET: AssetBucket };
  const bucket = bindings.TEST_BUCKET;
  const keysOf = async (room: TestRoom) =>
    (await bucket.list({ prefix: `${room.stub.id.toString()}/` })).objects.map(({ key }) => key);

  // A room asks for its bucket when its object begins.
  beforeAll(() => {
    bindings.IMAGES = bucket;
  });
  afterAll(() => {
    delete bindings.IMAGES;
  });

  test("R265: a room keeps its images there, its archive holds their bytes, and they go with the room", async () => {
    const room = new TestRoom();
    const owner = await Owner.of(room);
    await seedRoom(room);
    const { id } = await bringsImage(room, RED);
    expect(await keysOf(room)).toEqual([`${room.stub.id.toString()}/${id}`]);
    expect((await room.rows("asset"))[0]).toMatchObject({ id, blob: null });
    expect(await sees(room, id)).toEqual(RED);

    const archive = await bytesOf(await owner.asks("GET", "/export"));
    expect((await unpack(archive)).get(`images/${id}.png`)).toEqual(RED);
    const copy = new TestRoom();
    expect((await brings(copy, archive)).status).toBe(201);
    expect(await sees(copy, id)).toEqual(RED);
    // An import goes into the tables of its room, in one step with all else.
    expect(await keysOf(copy)).toEqual([]);

    expect((await owner.asks("DELETE", "")).ok).toBe(true);
    await expect.poll(() => keysOf(room)).toEqual([]);
    expect(await sees(copy, id)).toEqual(RED);
  });
});
