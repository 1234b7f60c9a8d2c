/** Tests of the setting `IMPORTS`. */
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";

import type { Env } from "../env.ts";
import { bytesOf } from "../testing/archives.ts";
import { seedRoom } from "../testing/compaction.ts";
import { Owner } from "../testing/owners.ts";
import { TestRoom } from "../testing/test-room.ts";
import { rooms } from "./rooms.ts";

let sound: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  await seedRoom(room);
  sound = await bytesOf(await owner.asks("GET", "/export"));
});

/** Brings the archive to a server with this setting. */
async function bringsTo(imports: string | undefined, room: TestRoom, key: string) {
  const request = new Request(`https://stoa.test/api/rooms/${room.id}/import`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}` },
    body: sound,
  });
  const settings = { ...(env as unknown as Env), IMPORTS: imports ?? null };
  const response = await rooms.fetch(request, settings);
  return { status: response.status, body: await response.json() };
}

const A_KEY = "k".repeat(32);

test.each([undefined, "owners"])(
  "R144: with IMPORTS %s, an archive comes into a room by its owner's key alone",
  async (setting) => {
    const room = new TestRoom();
    expect(await bringsTo(setting, room, A_KEY)).toMatchObject({
      status: 403,
      body: { error: "not-owned" },
    });
    expect(await room.tables()).toEqual([]);
    const owner = await Owner.of(room);
    expect(await bringsTo(setting, room, A_KEY)).toMatchObject({
      status: 403,
      body: { error: "not-owner" },
    });
    expect((await bringsTo(setting, room, owner.key)).status).toBe(201);
    expect((await room.joins("Jonas")).text).toBe("one three four ");
  },
);

test.each(["off", "a word that is none"])(
  "R144: with IMPORTS %s, nobody imports",
  async (setting) => {
    const room = new TestRoom();
    const owner = await Owner.of(room);
    expect(await bringsTo(setting, room, owner.key)).toMatchObject({
      status: 403,
      body: { error: "imports-off" },
    });
  },
);
