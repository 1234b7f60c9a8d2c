import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRoomId, type RoomId } from "../../shared/ids.ts";
import { keepIn } from "../ui/storage.ts";
import { forgetRoom, noteLastSeen, recentRooms, rememberRoom } from "./recents.ts";

function browser(stored?: unknown) {
  const map = new Map<string, string>();
  if (stored !== undefined) map.set("stoa.rooms", JSON.stringify(stored));
  return keepIn(() => ({
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  }));
}

function id(text: string): RoomId {
  const room = parseRoomId(text);
  if (room === null) throw new Error(`${text} is no room id`);
  return room;
}

describe("the rooms that this browser was in", () => {
  test("the last visited comes first, each room once", () => {
    const kept = browser();
    rememberRoom({ id: id("a"), title: "Retro", at: 1 }, kept);
    rememberRoom({ id: id("b"), title: "", at: 2 }, kept);
    rememberRoom({ id: id("a"), title: "Retro, week 46", at: 3 }, kept);
    expect(recentRooms(kept)).toEqual([
      { id: "a", title: "Retro, week 46", at: 3 },
      { id: "b", title: "", at: 2 },
    ]);
  });

  test("a visit before the title is known keeps the one from last time", () => {
    const kept = browser();
    rememberRoom({ id: id("a"), title: "Retro", at: 1 }, kept);
    rememberRoom({ id: id("a"), title: "", at: 2 }, kept);
    expect(recentRooms(kept)[0]).toEqual({ id: "a", title: "Retro", at: 2 });
  });

  test("a room can be taken from the list", () => {
    const kept = browser();
    rememberRoom({ id: id("a"), title: "", at: 1 }, kept);
    rememberRoom({ id: id("b"), title: "", at: 2 }, kept);
    forgetRoom(id("b"), kept);
    expect(recentRooms(kept).map((room) => room.id)).toEqual(["a"]);
  });

  test("an entry that cannot be read is left out, and the rest stays", () => {
    const kept = browser([
      { id: "../evil", title: "", at: 1 },
      { id: "a", title: "Retro", at: 5 },
      { id: "b", title: 7, at: 1 },
      "nonsense",
      { id: "c", title: "", at: null },
    ]);
    expect(recentRooms(kept)).toEqual([{ id: "a", title: "Retro", at: 5 }]);
  });

  test("whatever lies in the storage, the list can be read and is short enough", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (stored) => {
        expect(recentRooms(browser(stored)).length).toBeLessThanOrEqual(24);
      }),
    );
  });

  test("after many rooms the oldest are forgotten", () => {
    const kept = browser();
    for (let at = 0; at < 40; at++) rememberRoom({ id: id(`r${at}`), title: "", at }, kept);
    expect(recentRooms(kept)).toHaveLength(24);
    expect(recentRooms(kept)[0]?.id).toBe("r39");
  });

  test("R214: a card keeps who was there and what is new, also over the next visit's beginning", () => {
    const kept = browser();
    const people = [{ name: "Jonas", color: "#326ad9" }];
    rememberRoom({ id: id("a"), title: "Retro", at: 1 }, kept);
    noteLastSeen(id("a"), { people, unread: 3, changed: true, at: 5 }, kept);
    expect(recentRooms(kept)).toEqual([
      { id: "a", title: "Retro", at: 5, people, unread: 3, changed: true },
    ]);
    rememberRoom({ id: id("a"), title: "", at: 9 }, kept);
    expect(recentRooms(kept)).toEqual([
      { id: "a", title: "Retro", at: 9, people, unread: 3, changed: true },
    ]);
  });

  test("R214: a room that was taken from the list does not come back by what its open page notes", () => {
    const kept = browser();
    rememberRoom({ id: id("a"), title: "Retro", at: 1 }, kept);
    forgetRoom(id("a"), kept);
    noteLastSeen(id("a"), { unread: 3 }, kept);
    expect(recentRooms(kept)).toEqual([]);
  });

  test("the part of a visit's end that cannot be read is left out, and the room stays", () => {
    const kept = browser([
      {
        id: "a",
        title: "Retro",
        at: 1,
        people: [{ name: "", color: "red" }],
        unread: -1,
        changed: 7,
      },
    ]);
    expect(recentRooms(kept)).toEqual([{ id: "a", title: "Retro", at: 1 }]);
  });
});
