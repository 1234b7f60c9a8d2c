import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { readRoomFrame } from "../../shared/wire/frames.ts";
import { PresenceLink } from "./presence-link.ts";

let doc: Y.Doc;
let sent: Uint8Array[];
let link: PresenceLink;

beforeEach(() => {
  vi.useFakeTimers();
  doc = new Y.Doc();
  sent = [];
  link = new PresenceLink(doc, (frame) => {
    const read = readRoomFrame(frame);
    if (read?.kind === "awareness") sent.push(read.update);
  });
  link.setInterval(20);
});
afterEach(() => {
  link.destroy();
  vi.useRealTimers();
});

/** Somebody else's end, as the room tells of it. */
function other(): PresenceLink {
  return new PresenceLink(new Y.Doc(), () => undefined);
}

test("R8: I go on being seen when Yjs gives my document another client id", () => {
  const before = doc.clientID;
  // A change by my own id that I did not make: Yjs takes it for a collision.
  const twin = new Y.Doc();
  twin.clientID = before;
  twin.getText("text").insert(0, "not mine");
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(twin));
  expect(doc.clientID).not.toBe(before);
  const watcher = other();
  link.awareness.setLocalStateField("pointer", { x: 1, y: 2 });
  vi.advanceTimersByTime(20);
  link.announce();
  for (const update of sent) watcher.receive(update);
  expect(watcher.awareness.getStates().get(before)).toEqual({ pointer: { x: 1, y: 2 } });
});

test("R7: a person who is still here after my own loss is shown again, though they have not moved", () => {
  const jonas = other();
  jonas.awareness.setLocalState({ user: { name: "Jonas" } });
  const told = encodeAwarenessUpdate(jonas.awareness, [jonas.awareness.clientID]);
  link.receive(told);
  expect(link.awareness.getStates().has(jonas.awareness.clientID)).toBe(true);
  link.forgetOthers();
  expect(link.awareness.getStates().has(jonas.awareness.clientID)).toBe(false);
  link.receive(told);
  expect(link.awareness.getStates().has(jonas.awareness.clientID)).toBe(true);
});

test("R7: I come back at a higher clock than the one at which the others were told that I left", () => {
  const watcher = other();
  link.awareness.setLocalState({ user: { name: "Mina" } });
  vi.advanceTimersByTime(20);
  for (const update of sent.splice(0)) watcher.receive(update);
  const { clientID } = link.awareness;
  const gone = encodeAwarenessUpdate(link.awareness, [clientID], new Map());
  watcher.receive(gone);
  expect(watcher.awareness.getStates().has(clientID)).toBe(false);
  link.announce();
  for (const update of sent) watcher.receive(update);
  expect(watcher.awareness.getStates().get(clientID)).toEqual({ user: { name: "Mina" } });
});

test("R8: nobody who sits still is forgotten, and nothing is sent to say so", () => {
  const jonas = other();
  jonas.awareness.setLocalState({ user: { name: "Jonas" } });
  link.receive(encodeAwarenessUpdate(jonas.awareness, [jonas.awareness.clientID]));
  link.announce();
  sent.length = 0;
  vi.advanceTimersByTime(10 * 60_000);
  expect(link.awareness.getStates().has(jonas.awareness.clientID)).toBe(true);
  expect(sent).toEqual([]);
});
