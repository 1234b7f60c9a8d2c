/** Tests of damage that a room meets in a timer, a microtask, or its alarm. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { step1Frame } from "../../shared/wire/frames.ts";
import { goesQuiet, one, seedRoom } from "../testing/compaction.ts";
import { breakDisk } from "../testing/disk.ts";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";

afterEach(() => void vi.useRealTimers());

/** Everybody is told that the room is damaged, and may look when they come again. */
async function isTold(people: readonly Person[]): Promise<void> {
  for (const person of people) {
    await person.isClosedWith(4503);
    expect(person.closedBecause).toMatch(/is damaged/);
    await person.knocks();
    const { you } = await person.is("hello", ({ room }) => room.damaged === true);
    expect(you.role).toBe("viewer");
  }
}

test("R134: when an edit cannot be written because a page is damaged, everybody is told, and may look", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  const jonas = await room.joins("Jonas");
  await room.breaksDisk("a damaged page", "log");
  mina.types("lost");
  await isTold([mina, jonas]);
});

test("R134: an edit whose window is closed by a timer and cannot be written is told alike", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  const jonas = await room.joins("Jonas");
  const edits = await runInDurableObject(room.stub, (_, { storage }) =>
    one<number>(storage, "SELECT max(seq) AS value FROM log_1"),
  );
  await breakDisk(room, "a damaged page", ["log"], `WHEN NEW.seq > ${edits + 1}`);
  // The first edit is written at once and the second one by a timer.
  mina.types("shown ");
  mina.types("lost");
  await jonas.has("one three four shown ");
  await isTold([mina, jonas]);
});

test("R134: damage that the alarm meets is told to who is here", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  await room.breaksDisk("a damaged page", "head");
  await goesQuiet(room);
  await isTold([mina]);
});

test("R134: an alarm that cannot read its own jobs tells who is here", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  await runInDurableObject(room.stub, (_, { storage }) => {
    storage.sql.exec("ALTER TABLE due RENAME TO sound_due");
    storage.sql.exec(
      "CREATE VIEW due AS SELECT job, json_extract('{}', 'SQLITE_CORRUPT') AS at, failures, sum FROM sound_due",
    );
  });
  await runDurableObjectAlarm(room.stub);
  await isTold([mina]);
});

test("R134: a question that is answered by a timer, of a document that is not whole, is answered with words", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  await goesQuiet(room);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(mina.doc));
  const jonas = await room.joinsByGenericClient("Jonas", doc);
  // As many questions as are answered at once, by somebody who has everything: the next one waits.
  for (let question = 0; question < 60; question++) {
    jonas.sends(step1Frame(Y.encodeStateVector(jonas.doc)));
  }
  const answers = () => jonas.frames.filter(({ kind }) => kind === "step2").length;
  await vi.waitFor(() => expect(answers()).toBeGreaterThanOrEqual(60));
  await runInDurableObject(room.stub, (_, { storage }) => {
    storage.sql.exec("UPDATE chunk SET data = zeroblob(length(data))");
  });
  jonas.sends(step1Frame(new Uint8Array([0])));
  await mina.isClosedWith(4503);
  expect(mina.closedBecause).toMatch(/is damaged/);
});
