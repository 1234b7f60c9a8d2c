import { expect, test, vi } from "vitest";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { Authors } from "./authors.ts";

function somebody(state: Record<string, unknown>): Awareness {
  const presence = new Awareness(new Y.Doc());
  presence.setLocalState(state);
  return presence;
}

test("R228: people are known by their ids while they are here and after they left, I by the id that the room says", () => {
  const mine = somebody({ user: { name: "Mina Rot", color: "#2f68d8" } });
  const authors = new Authors(mine);
  expect([...authors.known.get()]).toEqual([]);
  authors.setMyId("m1");
  const jonas = somebody({ user: { name: "Jonas", color: "#2f68d8" }, stoa: { id: "j1" } });
  const heard = vi.fn<() => void>();
  authors.known.subscribe(heard);
  applyAwarenessUpdate(mine, encodeAwarenessUpdate(jonas, [jonas.clientID]), "test");
  // A pointer that moves is nothing new.
  jonas.setLocalStateField("pointer", { x: 1, y: 2 });
  applyAwarenessUpdate(mine, encodeAwarenessUpdate(jonas, [jonas.clientID]), "test");
  jonas.setLocalState(null);
  applyAwarenessUpdate(mine, encodeAwarenessUpdate(jonas, [jonas.clientID]), "test");
  expect(heard).toHaveBeenCalledTimes(1);
  expect(Object.fromEntries(authors.known.get())).toEqual({ m1: "MR", j1: "J" });
  for (const one of [mine, jonas]) one.destroy();
});
