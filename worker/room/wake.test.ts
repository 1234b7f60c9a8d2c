/** Tests of a room that wakes: the waiting frame comes first, and no upkeep is forgotten. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";

function isCompactionPlanned(room: TestRoom): Promise<boolean> {
  return runInDurableObject(
    room.stub,
    (_, { storage }) =>
      storage.sql.exec("SELECT 1 FROM due WHERE job = 'compact'").toArray().length > 0,
  );
}

/** A room of two that sleeps, and whose process ended before the compaction of its log was planned. */
async function sleepsUnplanned(): Promise<{ room: TestRoom } & Record<"mina" | "jonas", Person>> {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  mina.types("a");
  await jonas.has("a");
  await runInDurableObject(room.stub, (_, { storage }) => {
    storage.sql.exec("DELETE FROM due WHERE job = 'compact'");
  });
  await evictDurableObject(room.stub);
  expect(await isCompactionPlanned(room)).toBe(false);
  return { room, mina, jonas };
}

test("R302: a log whose compaction nobody planned is planned when somebody comes", async () => {
  const { room } = await sleepsUnplanned();
  await room.joins("Ada");
  await vi.waitFor(async () => expect(await isCompactionPlanned(room)).toBe(true));
});

test("R302: a frame that wakes the room is passed on, and its log is planned after that", async () => {
  const { room, mina, jonas } = await sleepsUnplanned();
  mina.types("b");
  await jonas.has("ab");
  await vi.waitFor(async () => expect(await isCompactionPlanned(room)).toBe(true));
});
