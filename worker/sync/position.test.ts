/** Tests of positions, by which a client resumes. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { MAX_ROW_BLOB } from "../limits.ts";
import { goesQuiet, hasTables, seedRoom } from "../testing/compaction.ts";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";

/** The document frames of an answer: how many updates, and the bytes of everything. */
function answer({ frames }: Person): { updates: number; bytes: number } {
  const own = frames.filter(({ kind }) => kind === "update" || kind === "step2");
  return {
    updates: own.filter(({ kind }) => kind === "update").length,
    bytes: own.reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
  };
}

/** A step 2 that says nothing: `00 01 02 00 00`. */
const NOTHING_NEW = { updates: 0, bytes: 5 };

/** Waits until the room has told where the person is. */
async function learns(person: Person): Promise<string> {
  const { at } = await person.is("position", (event) => event.at === person.position);
  return at;
}

test("R76: a client that comes back to an unchanged document gets nothing, also when there were deletions", async () => {
  const room = new TestRoom();
  await seedRoom(room);
  const jonas = await room.joins("Jonas");
  await learns(jonas);
  jonas.leaves();
  await jonas.comesBack();
  expect(answer(jonas)).toEqual(NOTHING_NEW);
  jonas.leaves();
  await evictDurableObject(room.stub);
  await jonas.comesBack();
  expect(answer(jonas)).toEqual(NOTHING_NEW);
  expect(jonas.text).toBe("one three four ");
});

test("R76: a client that comes back gets what came after the position that was told, also a deletion alone", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  const jonas = await room.joins("Jonas");
  await learns(jonas);
  jonas.leaves();
  mina.doc.getText("text").delete(0, 4);
  await mina.is("ack", ({ n }) => n === 7);
  await jonas.comesBack();
  expect(jonas.text).toBe("three four ");
  expect(answer(jonas).updates).toBe(1);
});

test("R76: a position outlives compaction, and everybody who is here is told the new one", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  const jonas = await room.joins("Jonas");
  await goesQuiet(room);
  mina.types("five ");
  await jonas.has("one three four five ");
  const before = await learns(jonas);
  jonas.leaves();
  mina.types("six ");
  await mina.is("ack", ({ n }) => n === 2);
  await goesQuiet(room);
  await expect.poll(() => mina.position).not.toBe(before);
  await jonas.comesBack(before);
  expect(jonas.text).toBe("one three four five six ");
  expect(answer(jonas).updates).toBe(2);
  mina.leaves();
  await mina.comesBack();
  expect(answer(mina)).toEqual(NOTHING_NEW);
});

test("R76: when what came after a position is no longer kept, the state vector answers", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  const jonas = await room.joins("Jonas");
  await learns(jonas);
  jonas.leaves();
  mina.types("five ");
  await mina.is("ack", ({ n }) => n === 7);
  await goesQuiet(room);
  await jonas.comesBack();
  expect(jonas.text).toBe("one three four five ");
});

test("R77: a position of another room, or of the same room before a backup was put back, is ignored", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  const stranger = await seedRoom(new TestRoom());
  const guest = await blank(room, await learns(stranger));
  expect(guest.text).toBe("one three four ");
  const jonas = await room.joins("Jonas");
  const old = await learns(jonas);
  jonas.leaves();
  mina.leaves();
  // The backup lacks the newest row; its number is given again, to another edit.
  await runInDurableObject(room.stub, (_, { storage }) => {
    storage.sql.exec("DELETE FROM log_1 WHERE seq = (SELECT max(seq) FROM log_1)");
  });
  await evictDurableObject(room.stub, { webSockets: "close" });
  const aiko = await room.joins("Aiko");
  expect(aiko.text).toBe("one two three four ");
  aiko.types("new ");
  await aiko.is("ack", ({ n }) => n === 2);
  const numberOf = (position: string | null) => position?.split(".")[1];
  aiko.leaves();
  await aiko.connects();
  await expect.poll(() => numberOf(aiko.position)).toBe(numberOf(old));
  await jonas.comesBack(old);
  await jonas.has("one three four new ");
});

test("R77: no position can make a room fail, or answer with less than all", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  await goesQuiet(room);
  mina.types("five ");
  await mina.is("ack", ({ n }) => n === 1);
  const jonas = await room.joins("Jonas");
  const [mark = "", seq = "", time = ""] = (await learns(jonas)).split(".");
  const positions = [
    `${mark}.${2 ** 53}.${time}`,
    `${mark}.9007199254740991.${time}`,
    `${mark}.-1.${time}`,
    `${mark}.${Number(seq) + 1}.${time}`,
    `${mark}.${Number(seq) - 1}.${time}`,
    `${mark}.0.0`,
    `${mark}.0.`,
    `${mark}..`,
    mark,
    `${mark}.1e3.${time}`,
    `${mark}.${seq}.${Number(time) + 1}`,
    `.${seq}.${time}`,
    "-",
    "x".repeat(64),
  ];
  for (const position of positions) {
    const fresh = await blank(room, position);
    expect(fresh.text, position).toBe("one three four five ");
  }
  const late = await room.joins("Late");
  late.sendsEvent({ type: "resume", at: "x".repeat(65) });
  await late.is("refused", ({ code }) => code === "bad-event");
});

test("R76: a position never lies within an update that is stored in parts", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const big = mina.doc.getMap("big");
  big.set("first", new Uint8Array(3 * MAX_ROW_BLOB));
  await mina.is("ack", ({ n }) => n === 2);
  await expect.poll(() => room.meta("generation"), { timeout: 10_000 }).toBe(2);
  big.set("second", new Uint8Array(1.5 * MAX_ROW_BLOB));
  await mina.is("ack", ({ n }) => n === 3);
  const row = (await room.rows("log")).find(({ part, parts }) => part === 0 && parts === 2);
  const first = `${await room.meta("incarnation")}.${row?.["seq"]}.${row?.["to_at"]}`;
  const jonas = await blank(room, first);
  expect(jonas.doc.getMap("big").get("first")).toHaveLength(3 * MAX_ROW_BLOB);
  expect(jonas.doc.getMap("big").get("second")).toHaveLength(1.5 * MAX_ROW_BLOB);
  jonas.leaves();
  await jonas.comesBack();
  expect(answer(jonas)).toEqual(NOTHING_NEW);
});

/** Somebody who has nothing and offers a position all the same. */
function blank(room: TestRoom, position: string): Promise<Person> {
  return room.joinsFrom("Blank", new Y.Doc(), position);
}

/** The data that a browser may have kept: a document, and the position that was told with it. */
interface Copy {
  readonly document: Uint8Array;
  readonly position: string;
}

type Step = "write" | "delete" | "compact" | "sleep" | "forget" | "keep";

test.each([1, 2])(
  "R78: whatever was written, compacted and forgotten since, who comes back with any copy has what everybody has (part %i)",
  async () => {
    const steps = fc.array(
      fc.constantFrom<Step>("write", "write", "delete", "compact", "sleep", "forget", "keep"),
      { minLength: 4, maxLength: 14 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const room = new TestRoom();
        await hasTables(room);
        const mina = await room.joins("Mina");
        const copies: Copy[] = [];
        for (const [number, step] of plan.entries())
          await does(room, mina, { step, number, copies });
        for (const { document, position } of copies) {
          const doc = new Y.Doc();
          Y.applyUpdate(doc, document);
          const jonas = await room.joinsFrom("Jonas", doc, position);
          await jonas.has(mina.text);
          await expect
            .poll(() => Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(mina.doc)))
            .toBe(true);
          jonas.leaves();
        }
      }),
      { numRuns: 13 },
    );
  },
);

async function does(
  room: TestRoom,
  mina: Person,
  { step, number, copies }: { step: Step; number: number; copies: Copy[] },
): Promise<void> {
  // Only what is awake can be sent to sleep.
  await runInDurableObject(room.stub, () => undefined);
  switch (step) {
    case "write":
      mina.types(`${number} `);
      break;
    case "delete":
      mina.doc.getText("text").delete(0, Math.min(2, mina.text.length));
      break;
    case "compact":
      await goesQuiet(room);
      break;
    case "sleep":
      await evictDurableObject(room.stub);
      break;
    case "forget":
      await hasTables(room);
      await room.rings("forget-previous");
      break;
    case "keep": {
      const jonas = await room.joins("Jonas");
      copies.push({
        document: Y.encodeStateAsUpdate(jonas.doc),
        position: await learns(jonas),
      });
      jonas.leaves();
      break;
    }
  }
}
