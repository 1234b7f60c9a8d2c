/** Tests of one hostile frame at a time. */
import { evictDurableObject } from "cloudflare:test";
import * as encoding from "lib0/encoding";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { MAX_DOCUMENT_FRAME, MAX_LASER_POINTS } from "../../shared/limits.ts";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import {
  awarenessFrame,
  gestureFrame,
  pointerFrame,
  step1Frame,
  updateFrame,
} from "../../shared/wire/frames.ts";
import { laserFrame } from "../../shared/wire/laser-frame.ts";
import { circle, nested } from "../../testkit/hostile-frames.ts";
import { MAX_OTHER_FRAME, MAX_SOCKETS } from "../limits.ts";
import { TestRoom } from "../testing/test-room.ts";

function awareness(clientId: number, clock: number, state: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, clientId);
  encoding.writeVarUint(encoder, clock);
  encoding.writeVarString(encoder, state);
  return awarenessFrame(encoding.toUint8Array(encoder));
}

function varUints(...numbers: number[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of numbers) encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}

const hostile: [name: string, frame: Uint8Array | string, code: number][] = [
  ["an empty frame", new Uint8Array(), CloseCode.BadData],
  ["a frame of an unknown type", new Uint8Array([99, 1, 2, 3]), CloseCode.BadData],
  ["an auth frame, which only a server sends", new Uint8Array([2, 0]), CloseCode.BadData],
  ["a sync frame of an unknown type", new Uint8Array([0, 7, 1, 0]), CloseCode.BadData],
  ["a frame that ends early", updateFrame(new Uint8Array(50)).subarray(0, 20), CloseCode.BadData],
  [
    "a frame with bytes left over",
    new Uint8Array([...updateFrame(new Uint8Array([0, 0])), 7]),
    CloseCode.BadData,
  ],
  ["a state vector that is noise", step1Frame(new Uint8Array([200, 200])), CloseCode.BadData],
  ["presence with a clock out of bounds", awareness(1, 2 ** 50, "{}"), CloseCode.BadData],
  [
    "presence of more people than a room holds",
    awarenessFrame(varUints(MAX_SOCKETS + 1)),
    CloseCode.BadData,
  ],
  ["a gesture that is too large", gestureFrame(new Uint8Array(20_000)), CloseCode.BadData],
  [
    "a pointer that carries more than a place",
    new Uint8Array([...pointerFrame([1, 2]), 0]),
    CloseCode.BadData,
  ],
  ["a laser that points nowhere", new Uint8Array([66, 1]), CloseCode.BadData],
  [
    "a laser of too many places",
    laserFrame({
      begins: true,
      places: Array.from({ length: MAX_LASER_POINTS + 1 }, () => [1, 2] as const),
    }),
    CloseCode.BadData,
  ],
  ["a gesture over 64 KiB", gestureFrame(new Uint8Array(MAX_OTHER_FRAME)), CloseCode.TooLarge],
  ["a text frame over 64 KiB", `"${"x".repeat(MAX_OTHER_FRAME)}"`, CloseCode.TooLarge],
  [
    "a document frame over 16 MiB",
    updateFrame(new Uint8Array(MAX_DOCUMENT_FRAME)),
    CloseCode.TooLarge,
  ],
];

test.each(hostile)(
  "R16: %s closes its sender's socket and costs nobody else anything",
  async (_, frame, code) => {
    const room = new TestRoom();
    const mina = await room.joins("Mina");
    mina.types("safe");
    const doc = new Y.Doc();
    doc.clientID = 1;
    const mallory = await room.joins("Mallory", doc);
    mallory.sends(frame);
    await mallory.isClosedWith(code);
    await mina.sees("Mina");
    mina.types(" and sound");
    const jonas = await room.joins("Jonas");
    await jonas.has("safe and sound");
  },
);

test("R16: a text frame from a stock client closes its socket", async () => {
  const room = new TestRoom();
  const stock = await room.joinsByGenericClient("Stock");
  stock.sends('{"type":"chat.page","limit":10}');
  await stock.isClosedWith(CloseCode.BadData);
});

test.each([
  ["gesture", gestureFrame(new Uint8Array([1]))],
  ["pointer", pointerFrame([1, 2])],
  ["laser", laserFrame({ begins: true, places: [[1, 2]] })],
])("R16: a %s from a stock client closes its socket", async (_, frame) => {
  const room = new TestRoom();
  const stock = await room.joinsByGenericClient("Stock");
  stock.sends(frame);
  await stock.isClosedWith(CloseCode.BadData);
});

test.each(["no JSON", "[]", "null", '{"type":"nothing.known"}', '{"type":"__proto__"}'])(
  "R16: the text frame %s is refused and the socket stays",
  async (text) => {
    const room = new TestRoom();
    const mina = await room.joins("Mina");
    mina.sends(text);
    await mina.is("refused", ({ code }) => code === "bad-event");
    expect(mina.closedWith).toBe(null);
  },
);

test("R33: a struct that begins with what was collected is cut, so that no reader throws at it", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  await mina.is("ack", ({ n }) => n === 1);
  const doc = Object.assign(new Y.Doc(), { clientID: 7 });
  doc.getMap("shapes").set("one", new Y.Map([["text", new Y.Text("abc")]]));
  doc.getMap("shapes").delete("one");
  mina.sends(updateFrame(Y.encodeStateAsUpdate(doc)));
  await mina.is("ack", ({ n }) => n === 2);
  // Six letters of client 7 from clock 2, of which 2 to 4 are known and collected.
  const straddling = varUints(
    1,
    1,
    7,
    2,
    4,
    1,
    1,
    120,
    6,
    ...new TextEncoder().encode("abcdef"),
    0,
  );
  expect(() => Y.applyUpdate(doc, straddling)).toThrow();
  mina.sends(updateFrame(straddling));
  await mina.is("ack", ({ n }) => n === 3);
  mina.types("after");
  await jonas.has("after");
  expect(Y.getState(jonas.doc.store, 7)).toBe(8);
  const anna = await room.joins("Anna");
  expect(anna.text).toBe("after");
});

test("R33: types that nest by thousands are refused, in one update or one by one, because readers lose what comes with their end", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const updates = nested(3_000);
  const reader = new Y.Doc();
  Y.applyUpdate(reader, Y.mergeUpdates(updates));
  expect(() => Y.applyUpdate(reader, varUints(0, 1, 7, 1, 0, 1))).toThrow();
  const mallory = await room.joins("Mallory");
  await mallory.is("ack", ({ n }) => n === 1);
  mallory.sends(updateFrame(Y.mergeUpdates(updates)));
  await mallory.is("refused", ({ code }) => code === "bad-update");
  const patient = await room.joins("Patient");
  await patient.is("ack", ({ n }) => n === 1);
  for (const update of updates.slice(0, 101)) patient.sends(updateFrame(update));
  await patient.is("refused", ({ code, n }) => code === "bad-update" && n === 102);
  mina.types("sound");
  await patient.has("sound");
  expect(Y.getState(mina.doc.store, 7)).toBe(100);
});

test("R33: how types nest is known after the room slept, too", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  await mina.is("ack", ({ n }) => n === 1);
  const updates = nested(101);
  mina.sends(updateFrame(Y.mergeUpdates(updates.slice(0, 100))));
  await mina.is("ack", ({ n }) => n === 2);
  await evictDurableObject(room.stub);
  const jonas = await room.joins("Jonas");
  await jonas.is("ack", ({ n }) => n === 1);
  jonas.sends(updateFrame(updates[100] ?? new Uint8Array()));
  await jonas.is("refused", ({ code }) => code === "bad-update");
  expect(Y.getState(jonas.doc.store, 7)).toBe(100);
});

test("R33: edits that wait for one another in a circle are never stored, so that the room can still be compacted", async () => {
  const room = new TestRoom();
  const mallory = await room.joins("Mallory");
  await mallory.is("ack", ({ n }) => n === 1);
  mallory.sends(updateFrame(circle(9, 8)));
  mallory.types("after");
  const jonas = await room.joins("Jonas");
  await jonas.has("after");
  expect(jonas.doc.store.pendingStructs).toBe(null);
});
