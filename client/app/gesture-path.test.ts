/** Tests of the whole way of a gesture: from a hand through its sender's frames to another person's board. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { addShape, changeShape } from "../../shared/board/document.ts";
import { decodeGesture } from "../../shared/board/gesture.ts";
import type { Shape } from "../../shared/board/shape.ts";
import { readClientFrame } from "../../shared/wire/frames.ts";
import { RemoteGestures } from "../board/live/gestures.ts";
import { Scene } from "../board/scene/scene.ts";
import { TestChannel, TestHand } from "../board/test-hand.ts";
import { GestureSender } from "../sync/gesture-sender.ts";

const JONAS = 77;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Jonas, whose hand it is, and Mina, who sees it; both have the document that `make` has written. */
function two(make: (doc: Y.Doc) => void) {
  const jonas = new TestHand();
  jonas.doc.transact(() => make(jonas.doc));
  const doc = new Y.Doc();
  const update = () => Y.applyUpdate(doc, Y.encodeStateAsUpdate(jonas.doc));
  update();
  const watch = () => {
    const presence = new Awareness(doc);
    presence.states.set(JONAS, { user: { name: "Jonas" } });
    const channel = new TestChannel();
    const remote = new RemoteGestures(new Scene(doc), presence, channel);
    return { channel, remote };
  };
  const mina = watch();
  const sender = new GestureSender((bytes) => {
    const frame = readClientFrame(bytes);
    const gesture = frame?.kind === "gesture" ? decodeGesture(frame.payload) : null;
    if (gesture !== null) for (const { channel } of watching) channel.arrive(JONAS, gesture);
  });
  const watching = [mina];
  sender.setInterval(50);
  /** All that the hand has sent arrives; what it has written as well, if it has lifted. */
  const arrive = () => {
    for (const gesture of jonas.channel.sent.splice(0)) sender.send(gesture);
    vi.advanceTimersByTime(100);
  };
  const joins = () => {
    const late = watch();
    watching.push(late);
    return late;
  };
  return { jonas, doc, mina, arrive, update, joins };
}

function moved(one: { remote: RemoteGestures }): ReadonlyMap<string, Shape> {
  return new Map(one.remote.motion.get().moved.map((shape) => [shape.id, shape]));
}

const made = { by: "", at: 0, stroke: "ink", width: "m" } as const;

test("R209: a text that is resized is seen with its new letters before the hand lifts", () => {
  const { jonas, mina, arrive } = two((doc) => {
    const words = { text: "words", font: "sans", align: "start", letter: "m" } as const;
    const place = { xy: [100, 100], size: [80, 26], z: "a1" } as const;
    addShape(doc, { ...made, ...words, ...place, id: "text", type: "text" });
  });
  jonas.editor.selection.set(["text"]);
  // The corner of the frame around it.
  jonas.press([186, 132]).move([300, 200]).move([420, 260]);
  arrive();
  const [here] = jonas.editor.hand.motion.get().moved;
  const there = moved(mina).get("text");
  expect(here).toMatchObject({ type: "text", letter: "xl" });
  expect(there).toMatchObject({ letter: "xl", xy: here?.xy, size: here?.size });
});

/** So many boxes in rows. */
function boxes(doc: Y.Doc, count: number): void {
  const words = { text: "", font: "hand", align: "middle", fill: "blue", dash: "solid" } as const;
  for (let number = 0; number < count; number++) {
    const xy = [(number % 50) * 200, Math.floor(number / 50) * 200] as const;
    const z = `a${String(number).padStart(5, "0")}`;
    const place = { xy, size: [100, 60], z } as const;
    addShape(doc, { ...made, ...words, ...place, id: `box-${number}`, type: "rectangle" });
  }
}

test("R210: of a thousand shapes in a hand, all are seen on the way", () => {
  const { jonas, mina, arrive, update } = two((doc) => boxes(doc, 1_000));
  jonas.key("ctrl+a");
  jonas.press([50, 30]).move([70, 40]).move([150, 80]);
  arrive();
  expect(moved(mina).size).toBe(1_000);
  jonas.move([250, 130]);
  arrive();
  const seen = moved(mina);
  expect(seen.size).toBe(1_000);
  for (const shape of jonas.editor.hand.motion.get().moved)
    expect(seen.get(shape.id)?.xy).toEqual(shape.xy);
  jonas.lift([250, 130]);
  update();
  // The result is there before the end of the gesture is: nothing jumps.
  expect(moved(mina).get("box-999")?.xy).toEqual(jonas.stored("box-999", "xy"));
  arrive();
  expect(moved(mina).size).toBe(0);
});

test("R210: a person who comes in the middle of a drag of many sees all of them move", () => {
  const { jonas, arrive, joins } = two((doc) => boxes(doc, 500));
  jonas.key("ctrl+a");
  jonas.press([50, 30]).move([70, 40]);
  arrive();
  const late = joins();
  for (let step = 0; step < 20; step++) {
    jonas.move([80 + step, 50]);
    arrive();
  }
  expect(moved(late).size).toBe(500);
});

test("R210: many shapes that are resized are all seen, and those that are deleted meanwhile are gone", () => {
  const { jonas, doc, mina, arrive } = two((board) => boxes(board, 400));
  jonas.key("ctrl+a");
  const { editor } = jonas;
  editor.view.camera.set({ x: -100, y: -100, zoom: 0.05 });
  const corner = editor.view.toScreen([49 * 200 + 100, 7 * 200 + 60]);
  jonas.press([corner[0] + 6, corner[1] + 6]).move([corner[0] - 50, corner[1] - 10]);
  for (let step = 0; step < 8; step++) {
    jonas.move([corner[0] - 100 - step, corner[1] - 20]);
    arrive();
  }
  const seen = moved(mina);
  expect(seen.size).toBe(400);
  const here = editor.hand.motion.get().moved;
  expect(seen.get("box-399")?.size[0]).toBeLessThan(100);
  expect(here).toHaveLength(400);
  doc.transact(() => doc.getMap("shapes").delete("box-7"));
  expect(moved(mina).has("box-7")).toBe(false);
});

test("R209: a frame in another hand moves with all that lies in it, and a shape that is moved in it stays there", () => {
  const { jonas, mina, doc } = two((board) => {
    boxes(board, 3);
    const parent = { id: "box-0", xy: [200, 0], board: [200, 0] };
    const fields = board.getMap<Y.Map<unknown>>("shapes").get("box-1");
    fields?.set("parent", parent);
  });
  mina.channel.arrive(JONAS, { kind: "set", shapes: [{ id: "box-0" }], by: [10, 20] });
  expect(moved(mina).get("box-0")?.xy).toEqual([10, 20]);
  expect(moved(mina).get("box-1")?.xy).toEqual([210, 20]);
  expect(moved(mina).has("box-2")).toBe(false);
  mina.channel.arrive(JONAS, { kind: "cancel" });
  jonas.editor.selection.set(["box-0", "box-1"]);
  jonas.key("shift+ArrowRight");
  expect(jonas.stored("box-1", "xy")).toEqual([200, 0]);
  expect(jonas.editor.scene.get("box-1")?.xy).toEqual([210, 0]);
  expect(doc.getMap("shapes").size).toBe(3);
});

test("R209: gestures that make no sense change nothing, and nothing is thrown", () => {
  const { mina, doc } = two((board) => boxes(board, 2));
  const odd: Record<string, unknown>[] = [
    { xy: "here" },
    { size: [-1, 1] },
    { type: "note", xy: [1, 1] },
    { text: "mine", points: [1], locked: true },
    { constructor: 1, __proto__: null, toString: 2 },
  ];
  for (const fields of odd) {
    for (const id of ["box-0", "nobody"])
      mina.channel.arrive(JONAS, { kind: "set", shapes: [{ id, fields }] });
  }
  for (const shape of moved(mina).values()) expect(shape.type).toBe("rectangle");
  expect(mina.remote.motion.get().drafts).toEqual([]);
  mina.channel.arrive(JONAS, { kind: "set", shapes: [], by: [5, 5], more: true });
  doc.transact(() => changeShape(doc, "box-0", { stroke: "red" }));
  expect(doc.getMap("shapes").size).toBe(2);
});
