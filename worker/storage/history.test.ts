/** Tests of a room's history and its budget. */
import { runInDurableObject } from "cloudflare:test";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { goesQuiet, seedRoom } from "../testing/compaction.ts";
import { TestRoom } from "../testing/test-room.ts";
import { History } from "./history.ts";
import { decodeSegment, encodeSegment, type LoggedEntry } from "./history-segment.ts";

/** The text of a client that has played these entries. */
function played(entries: readonly LoggedEntry[]): string {
  const doc = new Y.Doc();
  for (const { data } of entries) Y.applyUpdate(doc, data);
  return doc.getText("text").toString();
}

async function past(storage: DurableObjectStorage): Promise<LoggedEntry[]> {
  const history = new History(storage);
  const entries = await Promise.all(
    history.segments().map((segment) => history.entriesOf(segment)),
  );
  return entries.flat();
}

test("R52: the past is kept step by step, with when and by whom", async () => {
  const room = new TestRoom();
  const before = Date.now();
  const mina = await seedRoom(room);
  const { you } = await mina.is("hello");
  await goesQuiet(room);
  const entries = await runInDurableObject(room.stub, (_, { storage }) => past(storage));
  const texts = entries.map((_, step) => played(entries.slice(0, step + 1)));
  expect(texts).toEqual([
    "one ",
    "one two ",
    "one two three ",
    "one two three four ",
    "one three four ",
  ]);
  for (const { who, fromAt, toAt } of entries) {
    expect(who).toEqual([you.id]);
    expect(fromAt).toBeGreaterThanOrEqual(before - 1000);
    expect(toAt).toBeGreaterThanOrEqual(fromAt);
  }
});

test("R53: a past that is over its budget keeps its outcome, its newest part step by step", async () => {
  const room = new TestRoom();
  const mina = await seedRoom(room);
  const jonas = await room.joins("Jonas");
  let text = "one three four ";
  for (let day = 0; day < 4; day++) {
    await goesQuiet(room);
    for (const word of ["a", "b", "c"]) {
      mina.types(word);
      text += word;
      await jonas.has(text);
    }
  }
  await goesQuiet(room);
  const { before, after, entries } = await runInDurableObject(room.stub, async (_, { storage }) => {
    const history = new History(storage);
    const sizes = history.segments().map(({ bytes }) => bytes);
    const newest = sizes.at(-1) ?? 0;
    await history.thin(newest * 3);
    return { before: sizes, after: history.segments(), entries: await past(storage) };
  });
  expect(before.length).toBe(5);
  expect(after.length).toBeLessThan(5);
  expect(after.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(
    (before.at(-1) ?? 0) * 3,
  );
  expect(after[0]?.entries).toBe(1);
  expect(after.at(-1)?.entries).toBe(3);
  expect(played(entries)).toBe(text);
});

test("R52: a segment comes back as it was written", async () => {
  const entry = fc.record({
    doc: fc.nat(5),
    fromAt: fc.nat(2 ** 40),
    who: fc.array(fc.stringMatching(/^[\w-]{1,22}$/), { minLength: 1, maxLength: 3 }),
    data: fc.uint8Array({ maxLength: 100 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 20 }), async (drafts) => {
      const entries = drafts.map((draft) => ({ ...draft, toAt: draft.fromAt + 7 }));
      expect(await decodeSegment(await encodeSegment(entries))).toEqual(entries);
    }),
  );
});
