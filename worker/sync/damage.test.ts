/** Tests of damaged snapshots. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { step1Frame } from "../../shared/wire/frames.ts";
import { goesQuiet, seedRoom } from "../testing/compaction.ts";
import { TestRoom } from "../testing/test-room.ts";

/** The kinds of damage that a snapshot can suffer on a disk. */
const damages: [name: string, statement: string][] = [
  ["has other bytes", "UPDATE chunk SET data = zeroblob(length(data)) WHERE owner = ?"],
  ["is cut short", "UPDATE chunk SET data = substr(data, 1, 9) WHERE owner = ?"],
  ["is gone", "DELETE FROM chunk WHERE owner = ?"],
];

/** Damages the newest snapshots, and lets the room forget what it had in memory. */
async function isDamaged(room: TestRoom, statement: string, howMany: number): Promise<void> {
  await runInDurableObject(room.stub, (_, { storage }) => {
    const snapshots = storage.sql
      .exec<{ owner: number }>("SELECT owner FROM head ORDER BY generation DESC LIMIT ?", howMany)
      .toArray();
    for (const { owner } of snapshots) storage.sql.exec(statement, owner);
  });
  await evictDurableObject(room.stub, { webSockets: "close" });
}

test.each(damages)(
  "R50: when a snapshot %s, the one before it and the logs take its place",
  async (_, statement) => {
    const room = new TestRoom();
    const mina = await seedRoom(room);
    const jonas = await room.joins("Jonas");
    await goesQuiet(room);
    mina.types("five ");
    await jonas.has("one three four five ");
    await goesQuiet(room);
    mina.types("six ");
    await jonas.has("one three four five six ");
    await isDamaged(room, statement, 1);
    const aiko = await room.joins("Aiko");
    expect(aiko.text).toBe("one three four five six ");
    aiko.types("seven ");
    const later = await room.joins("Later");
    await later.has("one three four five six seven ");
    await goesQuiet(room);
    const last = await room.joins("Last");
    expect(last.text).toBe("one three four five six seven ");
  },
);

test("R51: when no snapshot is sound, the room opens to be looked at, says so, and keeps what there is", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  await goesQuiet(room);
  mina.types("five");
  await mina.is("ack", ({ n }) => n === 1);
  await isDamaged(room, "DELETE FROM chunk WHERE owner = ?", 2);
  const rows = async () => (await room.rows("log")).length;
  const before = await rows();
  const jonas = await room.joins("Jonas");
  const hello = await jonas.is("hello");
  expect(hello.room.damaged).toBe(true);
  expect(hello.you.role).toBe("viewer");
  jonas.types("more");
  await jonas.is("refused", ({ code }) => code === "no-access");
  expect(await rows()).toBe(before);
});

test("R51: when it turns out that no snapshot is sound, everybody is sent away and told when they come again", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  await goesQuiet(room);
  await isDamaged(room, "UPDATE chunk SET data = zeroblob(length(data)) WHERE owner = ?", 2);
  await mina.knocks();
  const jonas = await room.hearsKnocking("Jonas", {});
  jonas.sends(step1Frame(new Uint8Array([0])));
  await jonas.isClosedWith(4503);
  await mina.isClosedWith(4503);
  expect(jonas.text).toBe("");
  await jonas.knocks();
  await jonas.is(
    "hello",
    ({ you, room: { damaged } }) => damaged === true && you.role === "viewer",
  );
});
