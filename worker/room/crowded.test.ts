/** Tests of edits at a place where so many have written at once that readers could not bear more yet. */
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import type { Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";

/** A document in which one client has put so many items at the front of a list, one by one. */
function inFront(clientID: number, count: number): Y.Doc {
  const doc = Object.assign(new Y.Doc(), { clientID });
  for (let index = 0; index < count; index++) doc.getArray("list").unshift([index]);
  return doc;
}

const length = ({ doc }: Person): number => doc.getArray("list").length;

/** A room in which three people have put many items to one place, without seeing those of the others, and somebody who reads. */
async function crowdedRoom(): Promise<{ room: TestRoom; mina: Person; aiko: Person }> {
  const room = new TestRoom();
  const mina = await room.joins("Mina", inFront(5, 1_000));
  await mina.is("ack", ({ n }) => n === 1);
  for (const [name, clientID, count] of [
    ["Jonas", 9, 1_000],
    ["Lina", 7, 100],
  ] as const) {
    const person = await room.joins(name, inFront(clientID, count));
    await person.is("ack", ({ n }) => n === 1);
  }
  const aiko = await room.joins("Aiko");
  expect(length(aiko)).toBe(2_100);
  return { room, mina, aiko };
}

/** Writes so much elsewhere that the document can bear more at that place. */
function pays({ doc }: Person): void {
  doc.transact(() => {
    for (let index = 0; index < 3_000; index++) doc.getMap("map").set(`key ${index}`, index);
  });
}

test("R155: a stock client's edits at a crowded place wait, close nobody, and are taken once others have paid", async () => {
  const { room, mina, aiko } = await crowdedRoom();
  const stock = await room.joinsByGenericClient("Stock", inFront(8, 400));
  await vi.waitFor(() => expect(stock.denials).toHaveLength(1), { timeout: 5_000 });
  // Its later edits depend on the edit that waits, and wait with it.
  stock.types("later");
  expect(length(aiko)).toBe(2_100);
  pays(mina);
  await vi.waitFor(() => expect(length(aiko)).toBe(2_500), { timeout: 15_000 });
  await aiko.has("later");
  expect(stock.closedWith).toBe(null);
  expect(stock.denials).toHaveLength(1);
  expect(await room.quarantined()).toEqual([]);
});

test("R155: a client of ours is told so with the frame's number, and acknowledged once they are taken", async () => {
  const { room, mina, aiko } = await crowdedRoom();
  const ours = await room.joins("Ours", inFront(8, 400));
  await ours.is("refused", ({ code, n }) => code === "crowded" && n === 1);
  expect(ours.events.filter(({ type }) => type === "ack")).toEqual([]);
  pays(mina);
  await vi.waitFor(() => expect(length(aiko)).toBe(2_500), { timeout: 15_000 });
  await ours.is("ack", ({ n }) => n === 1);
  expect(ours.closedWith).toBe(null);
  expect(await room.quarantined()).toEqual([]);
});
