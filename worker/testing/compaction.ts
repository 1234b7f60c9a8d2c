/** Compaction for tests: rooms with a past, whose alarm runs when a test says so. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { COMPACT_QUIET_MS } from "../limits.ts";
import { makeTables } from "../storage/schema.ts";
import type { Person } from "./person.ts";
import type { TestRoom } from "./test-room.ts";

/** Somebody has written in this room before, so that it has its tables. */
export async function hasTables(room: TestRoom): Promise<void> {
  await runInDurableObject(room.stub, (_, { storage }) => makeTables(storage));
}

/** Mina writes a few windows with a deletion among them; the text is then `one three four `. */
export async function seedRoom(room: TestRoom): Promise<Person> {
  const mina = await room.joins("Mina");
  for (const word of ["one ", "two ", "three ", "four "]) {
    mina.types(word);
    const heard = mina.events.length;
    await mina.is("ack", (event) => mina.events.indexOf(event) >= heard);
  }
  mina.doc.getText("text").delete(4, 4);
  await mina.is("ack", ({ n }) => n === 6);
  return mina;
}

/** Makes the room believe that it has been quiet for long enough, then lets its alarm run. */
export async function goesQuiet(room: TestRoom): Promise<void> {
  await evictDurableObject(room.stub);
  await hasTables(room);
  await runInDurableObject(room.stub, async (_, { storage }) => {
    storage.sql.exec(
      "UPDATE due SET at = at - ?, sum = NULL WHERE job = 'compact'",
      COMPACT_QUIET_MS + 1,
    );
    await storage.setAlarm(Date.now() + 60_000);
  });
  await runDurableObjectAlarm(room.stub);
}

/** The one value, named `value`, that a query gives. */
export function one<T extends SqlStorageValue>(storage: DurableObjectStorage, query: string): T {
  return storage.sql.exec<{ value: T }>(query).one().value;
}
