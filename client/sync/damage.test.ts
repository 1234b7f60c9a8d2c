import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { addShape, shapesOf } from "../../shared/board/document.ts";
import { updateFrame } from "../../shared/wire/frames.ts";
import type { Room } from "./room.ts";
import { opensRoom, RoomEnd, standIn } from "./test-room-end.ts";

/**
 * An update after which Yjs (13.6) never again calls an observer or emits an
 * update. A keyed item longer than 1 is split, and then its map is deleted.
 */
const POISON = bytesOf(
  "030201002701067368617065730474797065062100010002787901020200880101027f7b7fe1ccf385ebc8a0c5" +
    "02010101046e756c6c0603004902010267317601086175746f4c6f6164788701000188030102787b7fe1ccf385" +
    "ebc8a02400010001610161490304026732760102676379a60200095f5f70726f746f5f5f027b7d010303050100" +
    "010601",
);

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

let room: Room;

async function opens(): Promise<void> {
  room = await opensRoom();
}

function draws(id: string, doc = room.doc.get()): void {
  const place = { xy: [1, 2], size: [30, 40], z: "a0", by: "me", at: 5 } as const;
  doc.transact(() =>
    addShape(doc, {
      ...place,
      id,
      type: "note",
      stroke: "yellow",
      width: "m",
      text: `words of ${id}`,
      font: "hand",
      align: "start",
    }),
  );
}

const shapes = (): string[] => [...shapesOf(room.doc.get()).keys()].sort();

beforeEach(() => {
  vi.useFakeTimers();
  standIn();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  room.destroy();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("R150: a page whose copy breaks says so, never Saved, and loads the room anew", async () => {
  const stored = new Y.Doc();
  draws("stored", stored);
  RoomEnd.knocked = (end) => end.admits(stored);
  await opens();
  RoomEnd.newest.says({ type: "ack", n: 1 });
  const damaged = room.doc.get();
  RoomEnd.newest.says(updateFrame(POISON));
  expect(room.connection.get()).toMatchObject({ kind: "damaged", isFinal: false });
  RoomEnd.newest.says({ type: "ack", n: 1 });
  expect(room.connection.get().kind).toBe("damaged");

  await vi.advanceTimersByTimeAsync(5_000);
  RoomEnd.newest.says({ type: "ack", n: 1 });
  expect(room.connection.get()).toEqual({ kind: "open", unsaved: 0 });
  expect(room.doc.get()).not.toBe(damaged);
  expect(shapes()).toEqual(["stored"]);
  draws("later");
  expect(room.connection.get()).toEqual({ kind: "open", unsaved: 1 });
  for (const update of RoomEnd.newest.brought) Y.applyUpdate(stored, update);
  expect([...shapesOf(stored).keys()].sort()).toEqual(["later", "stored"]);
});

test("R151: a shape that a damaged copy held and the room lacks is offered, and put back as a change of mine", async () => {
  const stored = new Y.Doc();
  RoomEnd.knocked = (end) => end.admits(stored);
  await opens();
  draws("saved");
  for (const update of RoomEnd.newest.brought) Y.applyUpdate(stored, update);
  RoomEnd.newest.says({ type: "ack", n: 2 });
  draws("lost one");
  draws("lost two");
  RoomEnd.newest.says(updateFrame(POISON));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(shapes()).toEqual(["saved"]);
  const offer = room.repair.get();
  if (offer.kind !== "rebuilt") throw new Error(`The page offers nothing: ${offer.kind}`);
  expect(offer.shapes.map(({ id }) => id).sort()).toEqual(["lost one", "lost two"]);

  room.putBack();
  expect(shapes()).toEqual(["lost one", "lost two", "saved"]);
  expect(room.connection.get()).toEqual({ kind: "open", unsaved: 1 });
  for (const update of RoomEnd.newest.brought) Y.applyUpdate(stored, update);
  expect(shapesOf(stored).get("lost two")?.get("text")?.toString()).toBe("words of lost two");
  expect(room.repair.get().kind).toBe("none");
});

test("R152: a room that breaks its copy twice is not loaded for ever; the page shows it and changes nothing", async () => {
  const stored = new Y.Doc();
  draws("stored", stored);
  RoomEnd.knocked = (end) => {
    end.admits(stored);
    end.says(updateFrame(POISON));
  };
  await opens();
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(RoomEnd.all.length).toBeLessThanOrEqual(3);
  expect(room.connection.get()).toMatchObject({ kind: "damaged", isFinal: true });
  expect(room.repair.get().kind).toBe("hopeless");
  expect(shapes()).toContain("stored");
  // The chat goes on.
  const heard: string[] = [];
  room.events.subscribe((event) => void heard.push(event.type));
  RoomEnd.newest.says({ type: "tick", n: 7 });
  expect(heard).toEqual(["tick"]);
});

test("R153: a change of mine of which the document never tells is noticed within a second", async () => {
  await opens();
  RoomEnd.newest.says({ type: "ack", n: 1 });
  const doc = room.doc.get();
  // Something else brings the poison: no frame fails, and the page is told nothing.
  expect(() => Y.applyUpdate(doc, POISON, "an extension")).toThrow();
  expect(room.connection.get()).toEqual({ kind: "open", unsaved: 0 });
  draws("unheard");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(room.doc.get()).not.toBe(doc);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(room.repair.get()).toMatchObject({ kind: "rebuilt", shapes: [{ id: "unheard" }] });
});

test("R153: a page that is busy or idle raises no alarm", async () => {
  await opens();
  const doc = room.doc.get();
  for (let change = 0; change < 200; change++) {
    draws(`shape ${change}`);
    await vi.advanceTimersByTimeAsync(37);
  }
  await vi.advanceTimersByTimeAsync(60_000);
  expect(room.doc.get()).toBe(doc);
  expect(room.repair.get().kind).toBe("none");
});

test("R150: an observer that throws while a frame is applied damages the page's copy, too", async () => {
  await opens();
  const doc = room.doc.get();
  shapesOf(doc).observe(() => {
    throw new Error("cannot draw this");
  });
  const stored = new Y.Doc();
  draws("theirs", stored);
  RoomEnd.newest.says(updateFrame(Y.encodeStateAsUpdate(stored)));
  expect(room.connection.get().kind).toBe("damaged");
  RoomEnd.knocked = (end) => end.admits(stored);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(shapes()).toEqual(["theirs"]);
});
