/** Tests of compaction in a room. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { DocumentStore } from "../storage/document-store.ts";
import { goesQuiet, seedRoom } from "../testing/compaction.ts";
import { TestRoom } from "../testing/test-room.ts";
import { finish } from "../yjs/work.ts";
import { compact } from "./compact.ts";
import { StoredDocument } from "./stored-document.ts";

interface Counts {
  generation: number;
  /** Rows of the present log. */
  log: number;
  snapshots: number;
}

async function counts(room: TestRoom): Promise<Counts> {
  const [generation, log, heads] = await Promise.all([
    room.meta("generation"),
    room.rows("log"),
    room.rows("head"),
  ]);
  return { generation: Number(generation), log: log.length, snapshots: heads.length };
}

test("R12: a quiet room turns its log into a snapshot, and who joins has the same content", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  await goesQuiet(room);
  expect(await counts(room)).toEqual({ generation: 2, log: 0, snapshots: 1 });
  const jonas = await room.joins("Jonas");
  expect(jonas.text).toBe("one three four ");
  jonas.types("five");
  await mina.has("one three four five");
});

test("R12: a compaction keeps the snapshot before it and the log between; the next one lets them go", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  const jonas = await room.joins("Jonas");
  const kept = async () => ({
    snapshots: (await room.rows("head")).map(({ generation }) => generation).sort(),
    logs: (await room.tables()).filter((name) => name.startsWith("log_")),
  });
  await goesQuiet(room);
  expect(await kept()).toEqual({ snapshots: [2], logs: ["log_2"] });
  mina.types("five ");
  await jonas.has("one three four five ");
  await goesQuiet(room);
  expect(await kept()).toEqual({ snapshots: [2, 3], logs: ["log_2", "log_3"] });
  mina.types("six ");
  await jonas.has("one three four five six ");
  await goesQuiet(room);
  expect(await kept()).toEqual({ snapshots: [3, 4], logs: ["log_3", "log_4"] });
  const aiko = await room.joins("Aiko");
  expect(aiko.text).toBe("one three four five six ");
});

test("R12: an edit that is written while a compaction runs is kept", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  const jonas = await room.joins("Jonas");
  for (let round = 0; round < 10; round++) {
    const quiet = goesQuiet(room);
    for (let edit = 0; edit < 20; edit++) {
      mina.types("x");
      await new Promise((resolve) => setTimeout(resolve));
    }
    await quiet;
  }
  const text = `one three four ${"x".repeat(200)}`;
  await jonas.has(text);
  await runDurableObjectAlarm(room.stub);
  const aiko = await room.joins("Aiko");
  expect(aiko.text).toBe(text);
});

/** Statements are divided among so many tests, each of which takes seconds on a busy machine. */
const PARTS = 4;

test.each(Array.from({ length: PARTS }, (_, part) => part + 1))(
  "R12: a compaction that is aborted at any statement loses nothing (part %i)",
  async (part) => {
    let aborted = 0;
    for (let at = part; at < 100; at += PARTS) {
      const room = new TestRoom();
      await seedRoom(room);
      const crashed = await runInDurableObject(room.stub, (_, state) => crashAt(state, at)).then(
        () => false,
        () => true,
      );
      const jonas = await room.joins("Jonas");
      expect(jonas.text, `aborted at statement ${at}`).toBe("one three four ");
      expect(await counts(room), `aborted at statement ${at}`).toEqual(
        crashed ? { generation: 1, log: 5, snapshots: 0 } : { generation: 2, log: 0, snapshots: 1 },
      );
      if (!crashed) break;
      aborted++;
    }
    expect(aborted).toBeGreaterThan(10 / PARTS);
  },
);

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
  const store = new DocumentStore(storage);
  await compact(store, new Map([[1, new StoredDocument(store, 1)]]), "collect", (work) =>
    Promise.resolve(finish(work)),
  );
  await state.storage.sync();
}
