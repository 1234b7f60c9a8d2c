import { expect, test } from "vitest";
import { type Refusal, type RoomEvent, refusalSchema } from "../../shared/wire/events.ts";
import type { EventChannel } from "../sync/channel.ts";
import { keepRefusalNotes } from "./refusal-notes.ts";

/** A room of which a test says the words. */
function room() {
  let hears: (event: RoomEvent) => void = () => undefined;
  const events: EventChannel = {
    send: () => true,
    onUnknown: () => () => undefined,
    onOpen: () => () => undefined,
    subscribe: (listener) => {
      hears = listener;
      return () => undefined;
    },
  };
  const { notes, dismiss } = keepRefusalNotes(events);
  return {
    notes: () => notes.get().join(" "),
    dismiss,
    refuses: (code: Refusal, key?: string) =>
      hears({ type: "refused", code, ...(key !== undefined && { key }) }),
    acknowledges: () => hears({ type: "ack", n: 1 }),
    greets: () =>
      hears({
        type: "hello",
        you: { id: "me", role: "editor" },
        room: { id: "room", title: "", createdAt: 0 },
        now: 0,
        presenceInterval: 16,
      }),
  };
}

test("R148: an edit that the room leaves out, and presence that it does not show, are told once", () => {
  const { notes, refuses, dismiss } = room();
  refuses("incomplete");
  expect(notes()).toMatch(/neither shown nor saved/);
  const once = notes();
  refuses("incomplete");
  expect(notes()).toBe(once);
  refuses("bad-presence");
  expect(notes()).toMatch(/neither shown nor saved.*do not see your newest name/);
  dismiss();
  expect(notes()).toBe("");
});

test("R148: a note stays while the room says the same on each connection, and goes once it does not", () => {
  const { notes, refuses, greets, acknowledges } = room();
  greets();
  refuses("incomplete");
  acknowledges();
  expect(notes()).not.toBe("");
  greets();
  expect(notes()).not.toBe("");
  refuses("incomplete");
  acknowledges();
  acknowledges();
  expect(notes()).not.toBe("");
  greets();
  acknowledges();
  expect(notes()).toBe("");
});

test("R148: the reason for a message's refusal is told at the message alone", () => {
  const { notes, refuses } = room();
  for (const code of refusalSchema.options) refuses(code, "key-of-a-message");
  for (const code of ["room-full", "document-full", "chat-full", "too-fast"] as const)
    refuses(code);
  expect(notes()).toBe("");
});
