import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { addShape, changeShape, shapesOf } from "../../../shared/board/document.ts";
import { storedPoints } from "../../../shared/board/draw/ink-line.ts";
import type { Gesture } from "../../../shared/board/gesture.ts";
import { MAX_INK_POINTS } from "../../../shared/limits.ts";
import { inkBox } from "../draft.ts";
import { Scene } from "../scene/scene.ts";
import { TestChannel, TestHand } from "../test-hand.ts";
import { RemoteGestures } from "./gestures.ts";

const JONAS = 77;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function audience() {
  const hand = new TestHand().box("box", [0, 0]);
  const presence = new Awareness(hand.doc);
  const show = (client: number, present: boolean) => {
    if (present) presence.states.set(client, { user: { name: "Jonas" } });
    else presence.states.delete(client);
    const removed = present ? [] : [client];
    presence.emit("change", [{ added: [], updated: [], removed }, "remote"]);
  };
  show(JONAS, true);
  const channel = new TestChannel();
  const remote = new RemoteGestures(new Scene(hand.doc), presence, channel);
  const sees = () => {
    const { moved, drafts } = remote.motion.get();
    return { moved: moved.map(({ id }) => id), drafts: drafts.map(({ id }) => id) };
  };
  const jonas = (gesture: Gesture) => channel.arrive(JONAS, gesture);
  return { hand, doc: hand.doc, channel, remote, sees, jonas, show };
}

function ink(id: string, start: number, points: number[]): Gesture {
  return { kind: "ink", id, stroke: "ink", width: "m", start, points };
}

function rectangle(id: string): Gesture {
  const look = { stroke: "ink", fill: "none", width: "m", dash: "solid" } as const;
  const fields = { type: "rectangle", xy: [0, 0], size: [50, 50], ...look };
  return { kind: "set", shapes: [{ id, fields }] };
}

function written(doc: Y.Doc, id: string): void {
  const made = { z: "a5", by: "jonas", at: 1, stroke: "ink", width: "m" } as const;
  addShape(doc, {
    id,
    type: "ink",
    ...inkBox([
      [0, 0, 0.5],
      [10, 10, 0.5],
    ]),
    ...made,
  });
}

test("a stroke grows point by point", () => {
  const { remote, jonas } = audience();
  jonas(ink("s", 0, [0, 0, 0.5, 10, 0, 0.5]));
  jonas(ink("s", 2, [20, 5, 0.5]));
  expect(remote.motion.get().drafts).toMatchObject([{ id: "s", type: "ink", size: [20, 5] }]);
});

test("a person who comes in the middle of a stroke sees the rest of it", () => {
  const { remote, jonas } = audience();
  jonas(ink("s", 40, [100, 100, 0.5, 110, 100, 0.5]));
  jonas(ink("s", 42, [120, 100, 0.5]));
  expect(remote.motion.get().drafts).toMatchObject([{ xy: [100, 100], size: [20, 0] }]);
});

test("a finished stroke is shown until it is in the document, and then only there", () => {
  const { doc, sees, jonas } = audience();
  jonas(ink("s", 0, [0, 0, 0.5, 10, 10, 0.5]));
  jonas({ kind: "done" });
  expect(sees().drafts).toEqual(["s"]);
  written(doc, "s");
  expect(sees().drafts).toEqual([]);
});

test("a stroke that is in the document before its gesture has ended is not shown twice", () => {
  const { doc, sees, jonas } = audience();
  jonas(ink("s", 0, [0, 0, 0.5, 10, 10, 0.5]));
  written(doc, "s");
  expect(sees().drafts).toEqual([]);
  jonas(ink("s", 2, [12, 12, 0.5]));
  expect(sees().drafts).toEqual([]);
});

test("a stroke whose end is still on its way stays while the next one begins", () => {
  const { doc, sees, jonas } = audience();
  jonas(ink("one", 0, [0, 0, 0.5, 10, 10, 0.5]));
  jonas({ kind: "done" });
  jonas(ink("two", 0, [50, 50, 0.5, 60, 60, 0.5]));
  expect(sees().drafts).toEqual(["one", "two"]);
  written(doc, "one");
  expect(sees().drafts).toEqual(["two"]);
});

test("a result that never comes is waited for a second", () => {
  const { sees, jonas } = audience();
  jonas(ink("s", 0, [0, 0, 0.5, 10, 10, 0.5]));
  jonas({ kind: "done" });
  vi.advanceTimersByTime(990);
  expect(sees().drafts).toEqual(["s"]);
  vi.advanceTimersByTime(20);
  expect(sees().drafts).toEqual([]);
});

test("a cancelled gesture is gone at once", () => {
  const { sees, jonas } = audience();
  jonas(rectangle("r"));
  expect(sees().drafts).toEqual(["r"]);
  jonas({ kind: "cancel" });
  expect(sees().drafts).toEqual([]);
});

test("a gesture of which nothing is heard for ten seconds is gone", () => {
  const { sees, jonas } = audience();
  jonas(rectangle("r"));
  vi.advanceTimersByTime(9000);
  jonas(rectangle("r"));
  vi.advanceTimersByTime(9000);
  expect(sees().drafts).toEqual(["r"]);
  vi.advanceTimersByTime(1001);
  expect(sees().drafts).toEqual([]);
});

test("a person who leaves takes the gesture along", () => {
  const { sees, jonas, show } = audience();
  jonas(rectangle("r"));
  show(JONAS, false);
  expect(sees().drafts).toEqual([]);
  jonas(rectangle("r"));
  expect(sees().drafts).toEqual([]);
});

test("a shape in another hand is where that hand has it, and back when it lets go", () => {
  const { doc, remote, sees, jonas } = audience();
  jonas({ kind: "set", shapes: [{ id: "box" }], by: [40, 40] });
  expect(remote.motion.get().moved).toMatchObject([{ id: "box", xy: [40, 40] }]);
  jonas({ kind: "done" });
  expect(sees().moved).toEqual(["box"]);
  doc.transact(() => changeShape(doc, "box", { xy: [40, 40] }));
  expect(sees().moved).toEqual([]);
});

test("a moved shape shows what is typed into it meanwhile", () => {
  const { doc, remote, jonas } = audience();
  jonas({ kind: "set", shapes: [{ id: "box", fields: { xy: [40, 40] } }] });
  doc.transact(() => changeShape(doc, "box", { stroke: "red" }));
  expect(remote.motion.get().moved).toMatchObject([{ xy: [40, 40], stroke: "red" }]);
});

test("an arrow's end in another hand moves the arrow, it does not draw a second one", () => {
  const { doc, remote, jonas } = audience();
  const look = { stroke: "ink", width: "m", dash: "solid" } as const;
  addShape(doc, {
    id: "arrow",
    type: "arrow",
    xy: [0, 0],
    size: [50, 0],
    from: [0, 0],
    to: [50, 0],
    z: "a6",
    by: "",
    at: 0,
    ...look,
  });
  const ends = { xy: [0, 0], size: [50, 30], from: [0, 0], to: [50, 30] } as const;
  jonas({ kind: "set", shapes: [{ id: "arrow", fields: { ...ends } }] });
  expect(remote.motion.get()).toMatchObject({ moved: [{ id: "arrow", to: [50, 30] }], drafts: [] });
});

test("gestures on shapes that are not there, or of people who are not there, show nothing", () => {
  const { channel, sees, jonas } = audience();
  jonas({ kind: "set", shapes: [{ id: "nowhere" }, { id: "nobody", fields: { xy: [0, 0] } }] });
  channel.arrive(12345, rectangle("r"));
  expect(sees()).toEqual({ moved: [], drafts: [] });
});

test("a deleted shape does not live on in somebody's hand", () => {
  const { doc, sees, jonas } = audience();
  jonas({ kind: "set", shapes: [{ id: "box", fields: { xy: [40, 40] } }] });
  doc.transact(() => shapesOf(doc).delete("box"));
  expect(sees().moved).toEqual([]);
});

test("endless ink is drawn up to its limit", () => {
  const { remote, jonas } = audience();
  const piece = Array.from({ length: 600 }, (_, index) => index % 100);
  for (let start = 0; start < MAX_INK_POINTS + 1000; start += 200) jonas(ink("s", start, piece));
  const [draft] = remote.motion.get().drafts;
  const points = draft?.type === "ink" ? storedPoints(draft.points) : null;
  expect(points).toHaveLength(MAX_INK_POINTS);
});

test("one hand draws with few pens at once, however many it claims", () => {
  const { sees, jonas } = audience();
  for (let index = 0; index < 100; index++) jonas(ink(`s${index}`, 0, [0, 0, 0.5, 1, 1, 0.5]));
  expect(sees().drafts.length).toBeLessThanOrEqual(8);
});
