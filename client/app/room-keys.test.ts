import { describe, expect, test } from "vitest";
import { parseRoomId, type RoomId } from "../../shared/ids.ts";
import { keepIn } from "../ui/storage.ts";
import { keepRoomKeys, keptOffers } from "./room-keys.ts";
import { keyOfLink, readRoomLink, roomPath } from "./room-link.ts";

function browser() {
  const map = new Map<string, string>();
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

const OWNER_KEY = "o".repeat(32);

describe("the keys to a room", () => {
  test("R49: a browser that opens a room's page asks whether it is anybody's, and proves it from then on", () => {
    const kept = browser();
    const keys = keepRoomKeys(id("a"), "", "owner", kept);
    expect(keys.offers()).toEqual(["owner.new"]);
    keys.noteOwnerKey(OWNER_KEY);
    expect(keys.offers()).toEqual([`owner.${OWNER_KEY}`]);
    expect(keepRoomKeys(id("a"), "", "owner", kept).offers()).toEqual([`owner.${OWNER_KEY}`]);
    expect(keepRoomKeys(id("b"), "", "owner", kept).offers()).toEqual(["owner.new"]);
  });

  test("R49: a frame on another site neither asks for a room nor proves that it is mine", () => {
    const kept = browser();
    keepRoomKeys(id("a"), "", "owner", kept).noteOwnerKey(OWNER_KEY);
    expect(keepRoomKeys(id("a"), "", "guest", kept).offers()).toEqual([]);
    expect(keepRoomKeys(id("a"), "#k=abc", "guest", kept).offers()).toEqual(["key.abc"]);
  });

  test("R49: the key of a link is offered before anything else", () => {
    const keys = keepRoomKeys(id("a"), "#k=abc_-9", "owner", browser());
    expect(keys.offers()).toEqual(["key.abc_-9", "owner.new"]);
  });

  test("R49: a board is only looked at until a link's role is known; then it is remembered for that link", () => {
    const kept = browser();
    const first = keepRoomKeys(id("a"), "#k=abc", "owner", kept);
    expect(first.role).toBe("viewer");
    first.noteRole("commenter");
    expect(keepRoomKeys(id("a"), "#k=abc", "owner", kept).role).toBe("commenter");
    expect(keepRoomKeys(id("a"), "#k=other", "owner", kept).role).toBe("viewer");
    expect(keepRoomKeys(id("a"), "", "owner", kept).role).toBe("editor");
  });

  test("R310: another room is asked with the keys that this browser has for it, and nobody becomes its owner", () => {
    const kept = browser();
    const keys = keepRoomKeys(id("a"), "#k=abc", "owner", kept);
    expect(keptOffers(id("a"), kept)).toEqual([]);
    // The link gives the role that was expected of it.
    keys.noteRole("viewer");
    expect(keptOffers(id("a"), kept)).toEqual(["key.abc"]);
    keys.noteOwnerKey(OWNER_KEY);
    expect(keptOffers(id("a"), kept)).toEqual(["key.abc", `owner.${OWNER_KEY}`]);
    expect(keptOffers(id("b"), kept)).toEqual([]);
  });

  test("R49: a kept key that cannot be read is ignored", () => {
    const kept = browser();
    kept.write("stoa.keys.a", { ownerKey: "short", role: "king", linkKey: null });
    const keys = keepRoomKeys(id("a"), "", "owner", kept);
    expect([keys.role, keys.offers()]).toEqual(["editor", ["owner.new"]]);
  });
});

describe("a link with a key", () => {
  test.each([
    ["", null],
    ["#", null],
    ["#k=", null],
    ["#other=1", null],
    ["#k=abc", "abc"],
    ["#x=1&k=abc", "abc"],
    ["#k=a b,c%2Cd", "abcd"],
  ])("R49: %j has the key %j", (fragment, key) => {
    expect(keyOfLink(fragment)).toBe(key);
  });

  test("R49: a pasted link keeps its key", () => {
    const link = readRoomLink("https://stoa.test/room/a#k=abc", "stoa.test");
    expect(link).toEqual({ kind: "room", id: "a", key: "abc" });
    expect(roomPath(id("a"), "abc")).toBe("/room/a#k=abc");
    expect(roomPath(id("a"), undefined)).toBe("/room/a");
  });
});
