import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ClientEvent } from "../../../shared/wire/client-events.ts";
import type { RoomEvent } from "../../../shared/wire/events.ts";
import { createStore } from "../../ui/store.ts";
import { TestHand } from "../test-hand.ts";
import { Calls } from "./calls.ts";

const by = { id: "jonas", name: "Jonas", color: "#112233" };

function callsOf(hand: TestHand, isAlone = false) {
  const sent: ClientEvent[] = [];
  let hears: (text: string) => void = () => undefined;
  let onEvent: (event: RoomEvent) => void = () => undefined;
  const say = vi.fn<(sentence: string) => void>();
  hand.editor.page.say = say;
  const went = vi.fn<() => void>();
  const calls = new Calls({
    editor: hand.editor,
    events: {
      send: (event) => sent.push(event) > 0,
      subscribe(listener) {
        onEvent = listener;
        return () => undefined;
      },
      onUnknown(listener) {
        hears = listener;
        return () => undefined;
      },
      onOpen: () => () => undefined,
    },
    myId: createStore("mina"),
    me: () => ({ name: "Mina", color: "#2f7d4f" }),
    isAlone: () => isAlone,
    onGo: went,
  });
  const hearsCall = (event: unknown) => hears(JSON.stringify(event));
  return { calls, sent, say, went, hearsCall, hearsEvent: (event: RoomEvent) => onEvent(event) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("R352: a call moves nobody. Whoever goes there can go back for some seconds", () => {
  const hand = new TestHand();
  const { calls, went, hearsCall } = callsOf(hand);
  const { camera } = hand.editor.view;
  const before = camera.get();
  hearsCall({ type: "gather", box: [5_000, 5_000, 1_000, 800], by });
  expect(calls.call.get()).toMatchObject({ by, from: null });
  expect(camera.get()).toBe(before);
  calls.go();
  expect(went).toHaveBeenCalledOnce();
  expect(camera.get()).toEqual({ x: 5_000, y: 5_000, zoom: 1 });
  calls.back();
  expect(camera.get()).toEqual(before);
  expect(calls.call.get()).toBe(null);
});

test("R352: the newest call counts, one that is declined is gone, and none stands for ever", () => {
  const hand = new TestHand();
  const { calls, hearsCall } = callsOf(hand);
  hearsCall({ type: "gather", box: [0, 0, 10, 10], by });
  hearsCall({ type: "gather", box: [7, 0, 10, 10], by });
  expect(calls.call.get()?.box.minX).toBe(7);
  calls.stay();
  expect(calls.call.get()).toBe(null);
  hearsCall({ type: "gather", box: [0, 0, 10, 10], by });
  vi.advanceTimersByTime(61_000);
  expect(calls.call.get()).toBe(null);
  expect(hand.editor.view.camera.get()).toEqual({ x: 0, y: 0, zoom: 1 });
});

test.each([
  ["of my own", { type: "gather", box: [0, 0, 10, 10], by: { ...by, id: "mina" } }],
  ["of no size", { type: "gather", box: [0, 0, 0, 10], by }],
  ["without a caller", { type: "gather", box: [0, 0, 10, 10] }],
  ["of another kind", { type: "later", box: [0, 0, 10, 10], by }],
])("R352: a call %s is none", (_, event) => {
  const { calls, hearsCall } = callsOf(new TestHand());
  hearsCall(event);
  expect(calls.call.get()).toBe(null);
});

test("R352: a caller hears what became of the call", () => {
  const hand = new TestHand();
  const { calls, sent, say, hearsEvent } = callsOf(hand);
  calls.gather();
  expect(sent).toEqual([
    { type: "gather", box: [0, 0, 1_000, 800], by: { name: "Mina", color: "#2f7d4f" } },
  ]);
  expect(say).toHaveBeenLastCalledWith("Everybody is asked to come here.");
  hearsEvent({ type: "refused", code: "too-fast", retryAfter: 5_000 });
  expect(say).toHaveBeenLastCalledWith("Those were many calls. Try again in some seconds.");
  const alone = callsOf(new TestHand(), true);
  alone.calls.gather();
  expect(alone.sent).toEqual([]);
  expect(alone.say).toHaveBeenLastCalledWith("Nobody else is here.");
});
