import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { COMPACT_QUIET_MS } from "../../shared/limits.ts";
import { type Person, TestRoom } from "../testing/people.ts";
import { compact } from "./compact.ts";
import { DocumentStore } from "./store.ts";

/** Writes a few windows with deletions among them. */
async function isUsed(room: TestRoom): Promise<Person> {
  const mina = await room.joins("Mina");
  for (const word of ["one ", "two ", "three ", "four "]) {
    mina.types(word);
    const frames = mina.events.length;
    await mina.is("ack", (event) => mina.events.indexOf(event) >= frames);
  }
  mina.doc.getText("text").delete(4, 4);
  await mina.is("ack", ({ n }) => n === 6);
  return mina;
}

/** Makes the room believe that it has been quiet for long enough, then lets its alarm run. */
async function goesQuiet(room: TestRoom): Promise<void> {
  await evictDurableObject(room.stub);
  await runInDurableObject(room.stub, async (_, { storage }) => {
    storage.sql.exec("UPDATE due SET at = at - ? WHERE job = 'compact'", COMPACT_QUIET_MS + 1);
    await storage.setAlarm(Date.now() + 60_000);
  });
  await runDurableObjectAlarm(room.stub);
}

function counts(room: TestRoom): Promise<{ generation: number; log: number; head: number | null }> {
  return runInDurableObject(room.stub, (_, { storage }) => {
    const one = <T extends Record<string, SqlStorageValue>>(query: string) =>
      storage.sql.exec<T>(query).one();
    const generation = one<{ value: number }>(
      "SELECT value FROM meta WHERE key = 'generation'",
    ).value;
    const log = one<{ rows: number }>(`SELECT count(*) AS rows FROM log_${generation}`).rows;
    const { head } = one<{ head: number | null }>("SELECT head FROM doc WHERE id = 1");
    return { generation, log, head };
  });
}

test("R12: a quiet room turns its log into a head, and who joins has the same content", async () => {
  const room = new TestRoom();
  const mina = await isUsed(room);
  await goesQuiet(room);
  expect(await counts(room)).toEqual({ generation: 2, log: 0, head: 1 });
  const jonas = await room.joins("Jonas");
  expect(jonas.text).toBe("one three four ");
  jonas.types("five");
  await mina.has("one three four five");
});

test("R12: a second compaction keeps the head before it, a third lets that go", async () => {
  const room = new TestRoom();
  const mina = await isUsed(room);
  const owners = () =>
    runInDurableObject(room.stub, (_, { storage }) =>
      storage.sql
        .exec<{ owner: number }>("SELECT DISTINCT owner FROM chunk ORDER BY owner")
        .toArray()
        .map(({ owner }) => owner),
    );
  await goesQuiet(room);
  expect(await owners()).toEqual([1]);
  mina.types("five ");
  const jonas = await room.joins("Jonas");
  await jonas.has("one three four five ");
  await goesQuiet(room);
  expect(await owners()).toEqual([1, 2]);
  mina.types("six ");
  await jonas.has("one three four five six ");
  await goesQuiet(room);
  expect(await owners()).toEqual([2, 3]);
  const aiko = await room.joins("Aiko");
  expect(aiko.text).toBe("one three four five six ");
});

test("R12: a compaction that is aborted at any statement loses nothing", async () => {
  let aborted = 0;
  for (let at = 1; at < 100; at++) {
    const room = new TestRoom();
    await isUsed(room);
    const crashed = await runInDurableObject(room.stub, (_, state) => crashAt(state, at)).then(
      () => false,
      () => true,
    );
    const jonas = await room.joins("Jonas");
    expect(jonas.text, `aborted at statement ${at}`).toBe("one three four ");
    const after = await counts(room);
    expect(after, `aborted at statement ${at}`).toEqual(
      crashed ? { generation: 1, log: 5, head: null } : { generation: 2, log: 0, head: 1 },
    );
    if (!crashed) break;
    aborted++;
  }
  expect(aborted).toBeGreaterThan(5);
});

/** Compacts, and aborts the object at the given statement. */
async function crashAt(state: DurableObjectState, statement: number): Promise<void> {
  let count = 0;
  const sql = new Proxy(state.storage.sql, {
    get: (target, key) => {
      if (key !== "exec") return Reflect.get(target, key, target);
      return (...args: Parameters<SqlStorage["exec"]>) => {
        count++;
        if (count === statement) state.abort("The power fails here.");
        return target.exec(...args);
      };
    },
  });
  const storage = new Proxy(state.storage, {
    get: (target, key) => {
      if (key === "sql") return sql;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  compact(new DocumentStore(storage));
  await state.storage.sync();
}
