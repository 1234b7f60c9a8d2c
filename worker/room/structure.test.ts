/** Tests of updates that no Yjs client writes, sent into a room. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { step2Frame, updateFrame } from "../../shared/wire/frames.ts";
import { type Forged, forged, POISON } from "../../testkit/forged-updates.ts";
import { goesQuiet, one } from "../testing/compaction.ts";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";

/** The same made in three: a map, with two values in one item under a key of it. */
const POISON_IN_THREE = [
  forged([
    { id: [8, 0], parent: "shapes", key: "s", type: 1 },
    { id: [8, 1], parent: [8, 0], key: "k", text: "xy" },
  ]),
  forged([], [[8, 2, 1]]),
  forged([], [[8, 0, 1]]),
];

/** Items that each claim the place before the last, as if their client had seen nothing of those between. */
function slow(client: number, count: number): Forged[] {
  const letters: Forged[] = [{ id: [client, 0], parent: "slow" }];
  for (let clock = 1; clock < count; clock++) {
    letters.push({ id: [client, clock], left: [client, 0], right: clock < 2 ? null : [client, 1] });
  }
  return letters;
}

/** Mina and Jonas, who are at work, and Mallory, whose frames are counted. */
async function atWork() {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  mina.types("Hello");
  await jonas.has("Hello");
  const mallory = await room.joins("Mallory");
  await mallory.is("ack", ({ n }) => n === 1);
  return { room, mina, jonas, mallory };
}

/** Mina's next word reaches Jonas, and his document calls its observers. */
async function goOn(mina: Person, jonas: Person, word: string): Promise<void> {
  const heard: string[] = [];
  jonas.doc.getText("text").observe(() => heard.push(jonas.text));
  mina.types(word);
  await jonas.has(mina.text);
  expect(heard.length).toBeGreaterThan(0);
}

test("R100: after the poison, a document never again hears of a change", () => {
  const doc = new Y.Doc();
  for (const update of POISON_IN_THREE.slice(0, 2)) Y.applyUpdate(doc, update);
  expect(() => Y.applyUpdate(doc, POISON_IN_THREE[2] ?? new Uint8Array())).toThrow();
  let heard = 0;
  doc.getText("text").observe(() => {
    heard += 1;
  });
  doc.getText("text").insert(0, "a");
  expect(heard).toBe(0);
  expect(() => Y.applyUpdate(new Y.Doc(), POISON)).toThrow();
});

test.each([
  ["in one update", POISON],
  ["made in three", POISON_IN_THREE[0] ?? new Uint8Array()],
])(
  "R100: the poison %s is refused with its number and kept, and nobody else is disturbed",
  async (_, poison) => {
    const { room, mina, jonas, mallory } = await atWork();
    mallory.sends(updateFrame(poison));
    await mallory.is("refused", ({ code, n }) => code === "bad-update" && n === 2);
    await goOn(mina, jonas, ", world");
    await evictDurableObject(room.stub);
    await goOn(mina, jonas, "!");
    const again = await room.joins("Mallory again");
    await again.is("ack", ({ n }) => n === 1);
    again.sends(updateFrame(poison));
    await again.is("refused", ({ code }) => code === "bad-update");
    await goesQuiet(room);
    const late = await room.joins("Late");
    await late.has("Hello, world!");
    late.sends(step2Frame(poison));
    await late.is("refused", ({ code }) => code === "bad-update");
    await goOn(mina, jonas, " Still here.");
    await runInDurableObject(room.stub, (_room, { storage }) => {
      expect(one(storage, "SELECT count(*) AS value FROM quarantine")).toBe(3);
    });
  },
);

test("R100: a stock client that sends the poison is closed, and at the third strike anybody is", async () => {
  const { room, mina, jonas, mallory } = await atWork();
  const stock = await room.joinsByGenericClient("Stock");
  stock.sends(updateFrame(POISON));
  await stock.isClosedWith(CloseCode.BadData);
  for (let strike = 0; strike < 3; strike++) mallory.sends(updateFrame(POISON));
  await mallory.isClosedWith(CloseCode.BadData);
  await goOn(mina, jonas, ", world");
});

test("R101: a letter between a note and what was in a list that is gone is refused, so that nobody reads otherwise than others", async () => {
  const { room, mina, jonas, mallory } = await atWork();
  const list = forged([
    { id: [8, 0], parent: "lists", key: "l", type: 0 },
    { id: [8, 1], parent: [8, 0] },
  ]);
  mallory.sends(updateFrame(list));
  mallory.sends(updateFrame(forged([], [[8, 0, 1]])));
  await mallory.is("ack", ({ n }) => n === 3);
  const letter = forged([
    { id: [9, 0], left: [mina.doc.clientID, 4], right: [8, 1], text: "! world" },
  ]);
  mallory.sends(updateFrame(letter));
  await mallory.is("refused", ({ code, n }) => code === "bad-update" && n === 4);
  await goOn(mina, jonas, ", world");
  // The same once the list has been collected, and the room has slept.
  await goesQuiet(room);
  await evictDurableObject(room.stub);
  const again = await room.joins("Mallory again");
  await again.is("ack", ({ n }) => n === 1);
  again.sends(updateFrame(letter));
  await again.is("refused", ({ code }) => code === "bad-update");
  expect((await room.joins("Late")).text).toBe("Hello, world");
});

test("R101: an edit that was written offline into a list that is deleted meanwhile, and collected, is taken", async () => {
  const { room, mina, jonas } = await atWork();
  const list = new Y.Array<string>();
  jonas.doc.getMap("lists").set("l", list);
  list.push(["a", "c"]);
  await jonas.is("ack", ({ n }) => n === 3);
  const offline = new Y.Doc();
  Y.applyUpdate(offline, Y.encodeStateAsUpdate(jonas.doc));
  (offline.getMap("lists").get("l") as Y.Array<string>).insert(1, ["b"]);
  jonas.doc.getMap("lists").delete("l");
  await jonas.is("ack", ({ n }) => n === 4);
  await goesQuiet(room);
  const back = await room.joins("Jonas, back", offline);
  await back.is("ack", ({ n }) => n === 1);
  await goOn(mina, jonas, ", world");
  await back.has("Hello, world");
  expect(back.events.filter(({ type }) => type === "refused")).toEqual([]);
});

test("R102: edits that each claim the place before the last are refused, in one update or one by one", async () => {
  const { room, mina, jonas, mallory } = await atWork();
  const items = slow(8, 3_000);
  mallory.sends(updateFrame(forged(items)));
  await mallory.is("refused", ({ code, n }) => code === "bad-update" && n === 2);
  const patient = await room.joins("Patient");
  await patient.is("ack", ({ n }) => n === 1);
  for (const item of items.slice(0, 4)) patient.sends(updateFrame(forged([item])));
  await patient.is("refused", ({ code, n }) => code === "bad-update" && n === 5);
  await goOn(mina, jonas, ", world");
});
