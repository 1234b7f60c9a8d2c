import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { awarenessFrame, step1Frame, step2Frame } from "../../shared/wire/frames.ts";
import type { Room } from "./room.ts";
import { opensRoom, RoomEnd, standIn } from "./test-room-end.ts";

const HOUR = 60 * 60_000;
const NOTHING = new Uint8Array([0, 0]);

let room: Room;

async function opens(): Promise<void> {
  room = await opensRoom();
}

function types(text: string): void {
  room.doc.get().getText("text").insert(0, text);
}

beforeEach(() => {
  vi.useFakeTimers();
  standIn();
});
afterEach(() => {
  room.destroy();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("R90: a hand's gesture is sent while somebody else is here, and to nobody at all otherwise", async () => {
  await opens();
  const told = () =>
    RoomEnd.newest.sent.filter((bytes) => bytes[0] === 64 || bytes[0] === 65).length;
  const moves = async () => {
    room.gestures.send({ kind: "point", xy: [told(), 1] });
    await vi.advanceTimersByTimeAsync(1_000);
  };
  await moves();
  expect(told()).toBe(0);
  const jonas = new Awareness(new Y.Doc());
  const says = (state: object | null) => {
    jonas.setLocalState(state);
    RoomEnd.newest.says(awarenessFrame(encodeAwarenessUpdate(jonas, [jonas.clientID])));
  };
  says({ user: { name: "Jonas", color: "#2f68d8" } });
  await moves();
  expect(told()).toBe(1);
  says(null);
  await moves();
  expect(told()).toBe(1);
  jonas.destroy();
});

test("R72: a page that opens a room puts nothing into it", async () => {
  await opens();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(RoomEnd.newest.brought).toEqual([NOTHING]);
});

test("R22: nothing is sent into a socket that the room has closed before the page is told so", async () => {
  await opens();
  const end = RoomEnd.newest;
  const before = [...end.sent];
  // As browsers have it: first the state, later the event.
  end.readyState = 3;
  types("too late for this socket");
  room.gestures.send({ kind: "done" });
  await vi.advanceTimersByTimeAsync(9_000);
  expect(end.sent).toEqual(before);
  end.closes(1006);
  await vi.advanceTimersByTimeAsync(60_000);
  const stored = new Y.Doc();
  for (const update of RoomEnd.newest.brought) Y.applyUpdate(stored, update);
  expect(stored.getText("text").toString()).toBe("too late for this socket");
});

test("R72: an edit that a full board does not take is brought again ever more rarely, and is saved once there is room", async () => {
  RoomEnd.knocked = (end) => {
    end.admits();
    if (RoomEnd.all.length > 1) end.says({ type: "refused", code: "document-full", n: 1 });
  };
  await opens();
  types("too much");
  RoomEnd.newest.says({ type: "refused", code: "document-full", n: 2 });
  expect(room.connection.get()).toEqual({ kind: "open", unsaved: 1, heldBack: "document-full" });
  await vi.advanceTimersByTimeAsync(HOUR);
  const asked = RoomEnd.all.length;
  expect(asked).toBeGreaterThan(3);
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(RoomEnd.all.length - asked).toBeLessThanOrEqual(7);
  RoomEnd.knocked = (end) => {
    end.admits();
    end.says({ type: "ack", n: 1 });
  };
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(room.connection.get()).toEqual({ kind: "open", unsaved: 0 });
  const stored = new Y.Doc();
  for (const update of RoomEnd.newest.brought) Y.applyUpdate(stored, update);
  expect(stored.getText("text").toString()).toBe("too much");
});

test("R72: an edit that the room cannot read is kept here, said so, and not brought again without end", async () => {
  await opens();
  types("garbled");
  RoomEnd.newest.says({ type: "refused", code: "bad-update", n: 2 });
  expect(room.connection.get()).toEqual({ kind: "open", unsaved: 1, heldBack: "bad-update" });
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(RoomEnd.all.length).toBe(1);
  expect(room.doc.get().getText("text").toString()).toBe("garbled");
});

test("R72: a page whose frame is too large does not come back with the same frame; it keeps what it has", async () => {
  await opens();
  types("too large");
  RoomEnd.newest.closes(CloseCode.TooLarge);
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(RoomEnd.all.length).toBe(1);
  expect(room.connection.get()).toMatchObject({ kind: "refused", code: 4413, unsaved: 1 });
  expect(room.doc.get().getText("text").toString()).toBe("too large");
});

test("R72: a refused chat message holds no change of the board back", async () => {
  await opens();
  types("fine");
  RoomEnd.newest.says({ type: "refused", code: "room-full", key: "key-00000001" });
  RoomEnd.newest.says({ type: "ack", n: 2 });
  expect(room.connection.get()).toEqual({ kind: "open", unsaved: 0 });
});

test("R22: after a loss at any point the page brings what the room lacks and nothing that it has", async () => {
  const stored = new Y.Doc();
  RoomEnd.knocked = (end) => end.admits(stored);
  await opens();
  for (let loss = 0; loss < 20; loss++) {
    types(`${loss} `);
    // Every other time the room has it, and only the acknowledgement is lost.
    if (loss % 2 === 0) Y.applyUpdate(stored, RoomEnd.newest.brought.at(-1) ?? NOTHING);
    RoomEnd.newest.closes(1006);
    await vi.advanceTimersByTimeAsync(20_000);
    const [answer] = RoomEnd.newest.brought;
    if (loss % 2 === 0) expect(answer).toEqual(NOTHING);
    Y.applyUpdate(stored, answer ?? NOTHING);
    expect(room.connection.get()).toEqual({ kind: "open", unsaved: 1 });
    RoomEnd.newest.says({ type: "ack", n: 1 });
    expect(room.connection.get()).toEqual({ kind: "open", unsaved: 0 });
  }
  expect(stored.getText("text").toString()).toBe(room.doc.get().getText("text").toString());
});

test("R22: a page goes on trying however often it fails, and never in a storm", async () => {
  RoomEnd.knocked = (end) => end.closes(1006);
  await opens();
  await vi.advanceTimersByTimeAsync(24 * HOUR);
  const attempts = RoomEnd.all.length;
  expect(attempts).toBeLessThan((24 * HOUR) / 5_000);
  RoomEnd.knocked = (end) => end.admits();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(room.connection.get()).toEqual({ kind: "open", unsaved: 0 });
});

test("R22: a room that lets everybody in and closes at once is not stormed either", async () => {
  RoomEnd.knocked = (end) => {
    end.admits();
    end.closes(CloseCode.Busy);
  };
  await opens();
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(RoomEnd.all.length).toBeLessThan(HOUR / 5_000);
});

test("R57: a page answers at once how far it has read", async () => {
  await opens();
  RoomEnd.newest.says({ type: "tick", n: 1_234_567 });
  expect(RoomEnd.newest.said.at(-1)).toBe('{"type":"tick","n":1234567}');
});

test("R57: a page waits for a large board over a slow line, and for no other silence", async () => {
  const bytes = 8 * 2 ** 20;
  RoomEnd.knocked = (end) => {
    end.answersPings = false;
    end.opens();
    end.says(step1Frame(Y.encodeStateVector(new Y.Doc())));
    end.says({
      type: "hello",
      you: { id: "me", role: "editor" },
      room: { id: "room", title: "", createdAt: 0, bytes },
      now: 0,
      presenceInterval: 33,
    });
  };
  await opens();
  types("meanwhile");
  await vi.advanceTimersByTimeAsync(120_000);
  expect(RoomEnd.all.length).toBe(1);
  RoomEnd.newest.says(step2Frame(NOTHING));
  expect(room.joined.get()).toBe(true);
  RoomEnd.newest.says({ type: "ack", n: 2 });
  await vi.advanceTimersByTimeAsync(25_000);
  expect(RoomEnd.all.length).toBeGreaterThan(1);
});

test("R58: a page says that it is there, also while it hears others", async () => {
  await opens();
  const end = RoomEnd.newest;
  for (let seconds = 0; seconds < 60; seconds += 5) {
    await vi.advanceTimersByTimeAsync(5_000);
    end.says({ type: "pace", presenceInterval: 33 });
  }
  expect(end.said.filter((text) => text === "ping").length).toBeGreaterThanOrEqual(3);
});
