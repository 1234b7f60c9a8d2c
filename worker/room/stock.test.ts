/** Tests of stock y-websocket clients in a room. */
import * as decoding from "lib0/decoding";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { MAX_DOCUMENT_FRAME } from "../../shared/limits.ts";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { MessageType, SyncType } from "../../shared/wire/frames.ts";
import { GenericClient } from "../testing/generic-client.ts";
import { TestRoom } from "../testing/test-room.ts";

/** Reads one y-protocols message as a stock client does, and says how many bytes are left. */
function bytesAfterFirstMessage(frame: Uint8Array): number {
  const decoder = decoding.createDecoder(frame);
  if (decoding.readVarUint(decoder) === MessageType.Sync) decoding.readVarUint(decoder);
  decoding.readVarUint8Array(decoder);
  return decoder.arr.length - decoder.pos;
}

test("R15: a stock client works together with ours", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const stock = await room.joinsByGenericClient("Stock");
  stock.types("from stock ");
  await mina.has("from stock ");
  mina.types("from ours");
  await stock.has("from stock from ours");
  await mina.sees("Mina", "Stock");
});

test("R15: a stock client gets one message in each frame, and no text", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const stock = await room.joinsByGenericClient("Stock");
  for (let edit = 0; edit < 30; edit++) mina.types("x");
  mina.sendsEvent({ type: "room.rename", title: "Spring workshop" });
  await stock.has("x".repeat(30));
  expect(stock.frames.length).toBeGreaterThan(2);
  for (const { bytes } of stock.frames) expect(bytesAfterFirstMessage(bytes)).toBe(0);
  expect(stock.events).toEqual([]);
});

test("R15: a stock client gets its own updates and its own presence back, so that it knows the room is there", async () => {
  const room = new TestRoom();
  const stock = await room.joinsByGenericClient("Stock");
  const count = (kind: string) => stock.frames.filter((frame) => frame.kind === kind).length;
  const updates = count("update");
  stock.types("echo");
  await vi.waitFor(() => expect(count("update")).toBe(updates + 1));
  const presence = count("awareness");
  stock.says();
  await vi.waitFor(() => expect(count("awareness")).toBe(presence + 1));
});

test("R15: our own client gets no echo of its own updates and presence", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  mina.frames.length = 0;
  mina.types("hello");
  mina.says({ pointer: { x: 1, y: 1 } });
  await jonas.has("hello");
  jonas.types(" back");
  await mina.has("hello back");
  const updates = mina.frames.filter(({ kind }) => kind === "update");
  expect(updates.length).toBe(1);
  expect(mina.frames.filter(({ kind }) => kind === "awareness")).toEqual([]);
});

test("R15: the sync type of what joins is one that stock clients know", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  mina.types("hello");
  const stock = await room.joinsByGenericClient("Stock");
  const types = stock.frames
    .filter(({ bytes }) => bytes[0] === MessageType.Sync)
    .map(({ bytes }) => bytes[1]);
  expect(types).toEqual([SyncType.Step1, SyncType.Update, SyncType.Step2]);
});

test("R72: a stock client that brings more than a room takes is closed once, and does not come back with it", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  mina.types("safe");
  await mina.is("ack", ({ n }) => n === 2);
  const doc = new Y.Doc();
  doc.getArray("parts").push([new Uint8Array(MAX_DOCUMENT_FRAME)]);
  const closes: unknown[] = [];
  const stock = new GenericClient(room, "Stock", doc);
  stock.provider.on("connection-close", (event) => closes.push(event?.code));
  const closed = new Promise((resolve) => stock.provider.once("closed", resolve));
  expect(await closed).toMatchObject({ code: CloseCode.TooLarge });
  expect(closes).toEqual([CloseCode.TooLarge]);
  expect(stock.provider.shouldConnect).toBe(false);
  const jonas = await room.joins("Jonas");
  expect(jonas.text).toBe("safe");
  expect(jonas.doc.getArray("parts").length).toBe(0);
  stock.leaves();
});
