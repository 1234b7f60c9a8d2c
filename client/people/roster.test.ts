import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { createStore } from "../ui/store.ts";
import { othersIn, watchOthers } from "./roster.ts";

const user = (id: string, name: string) => ({ user: { id, name, color: "#207f4a" } });

describe("the people in the room", () => {
  test("two tabs of one person are one person", () => {
    const states = new Map([
      [5, user("mina", "Mina")],
      [9, user("mina", "Mina")],
      [7, user("jonas", "Jonas")],
    ]);
    expect(othersIn(states, 1, "me").map((person) => person.name)).toEqual(["Jonas", "Mina"]);
  });

  test("I am not among the others, with none of my tabs", () => {
    const states = new Map([
      [1, user("me", "Ada")],
      [2, user("me", "Ada")],
      [3, user("jonas", "Jonas")],
    ]);
    expect(othersIn(states, 1, "me").map((person) => person.name)).toEqual(["Jonas"]);
  });

  test("the order does not depend on who came first", () => {
    const entries: [number, object][] = [
      [4, user("c", "Aiko")],
      [5, user("a", "mina")],
      [6, user("b", "Mina")],
    ];
    const there = othersIn(new Map(entries), 1, "me");
    const back = othersIn(new Map(entries.toReversed()), 1, "me");
    expect(there).toEqual(back);
    expect(there.map((person) => person.id)).toEqual(["c", "a", "b"]);
  });

  test("a client without a name, or with a state that is nonsense, is not listed", () => {
    const states = new Map<number, object>([
      [2, {}],
      [3, { user: { name: 7 } }],
      [4, { user: "Eve" }],
    ]);
    expect(othersIn(states, 1, "me")).toEqual([]);
  });

  test("somebody is away only when all their tabs are", () => {
    const both = new Map([
      [2, { ...user("mina", "Mina"), activity: "away" }],
      [3, { ...user("mina", "Mina"), activity: "away" }],
    ]);
    expect(othersIn(both, 1, "me")[0]?.away).toBe(true);
    both.set(3, { ...user("mina", "Mina"), activity: "typing" });
    expect(othersIn(both, 1, "me")[0]?.away).toBe(false);
  });
});

describe("the live list", () => {
  let mine: Awareness;
  let theirs: Awareness;

  beforeEach(() => {
    mine = new Awareness(new Y.Doc());
    theirs = new Awareness(new Y.Doc());
  });
  afterEach(() => {
    mine.destroy();
    theirs.destroy();
  });

  const tell = () =>
    applyAwarenessUpdate(mine, encodeAwarenessUpdate(theirs, [theirs.clientID]), "test");

  test("somebody who comes is listed, and gone at once when they leave", () => {
    const { others, stop } = watchOthers(mine, createStore("me"));
    theirs.setLocalState(user("mina", "Mina"));
    tell();
    expect(others.get().map((person) => person.name)).toEqual(["Mina"]);
    theirs.setLocalState(null);
    tell();
    expect(others.get()).toEqual([]);
    stop();
  });

  test("a moving pointer is no news, a new name is", () => {
    const { others, stop } = watchOthers(mine, createStore("me"));
    theirs.setLocalState(user("mina", "Mina"));
    tell();
    const listener = vi.fn();
    others.subscribe(listener);
    for (let x = 0; x < 5; x++) {
      theirs.setLocalStateField("pointer", { x, y: 0 });
      tell();
    }
    expect(listener).not.toHaveBeenCalled();
    theirs.setLocalStateField("user", { id: "mina", name: "Mina R.", color: "#207f4a" });
    tell();
    expect(others.get()[0]?.name).toBe("Mina R.");
    stop();
  });

  test("once the room has told me who I am, my other tab is no longer somebody else", () => {
    const myId = createStore("");
    const { others, stop } = watchOthers(mine, myId);
    theirs.setLocalState(user("me", "Ada"));
    tell();
    expect(others.get()).toHaveLength(1);
    myId.set("me");
    expect(others.get()).toEqual([]);
    stop();
  });
});
