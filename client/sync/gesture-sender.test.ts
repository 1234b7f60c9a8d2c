import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { decodeGesture, type Gesture, type HeldShape } from "../../shared/board/gesture.ts";
import { readClientFrame } from "../../shared/wire/frames.ts";
import { GestureSender } from "./gesture-sender.ts";

let sent: (Gesture | null)[];
let sender: GestureSender;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  sender = new GestureSender((bytes) => {
    const frame = readClientFrame(bytes);
    const hasPayload = frame !== null && "payload" in frame;
    sent.push(hasPayload ? decodeGesture(frame.payload) : null);
  });
  sender.setInterval(50);
});
afterEach(() => {
  vi.useRealTimers();
});

function ink(start: number, ...points: number[]): Gesture {
  return { kind: "ink", id: "a", stroke: "red", width: "m", start, points };
}

function move(x: number): Gesture {
  return { kind: "set", shapes: [{ id: "a", fields: { xy: [x, 0] } }] };
}

test("pen points are joined, and none is dropped", () => {
  sender.send(ink(0, 1, 1, 0.5));
  sender.send(ink(1, 2, 2, 0.5));
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(50);
  expect(sent).toEqual([ink(0, 1, 1, 0.5, 2, 2, 0.5)]);
  sender.send(ink(2, 3, 3, 0.5));
  vi.advanceTimersByTime(50);
  expect(sent.at(-1)).toEqual(ink(2, 3, 3, 0.5));
});

test("of where something is dragged only the newest is sent", () => {
  for (let x = 0; x < 10; x++) sender.send(move(x));
  vi.advanceTimersByTime(50);
  expect(sent).toEqual([move(9)]);
});

test("the end of a gesture goes out at once, after what led to it", () => {
  sender.send(move(1));
  sender.send({ kind: "done" });
  expect(sent).toEqual([move(1), { kind: "done" }]);
  vi.advanceTimersByTime(200);
  expect(sent.length).toBe(2);
});

function point(x: number): Gesture {
  return { kind: "point", xy: [x, 0] };
}

test("R90: of a pointer that moves and does nothing else the newest place is sent, in a frame of a few bytes", () => {
  const sizes: number[] = [];
  const pointer = new GestureSender((frame) => sizes.push(frame.byteLength));
  for (const each of [sender, pointer]) {
    for (let x = 0; x < 10; x++) each.send(point(x * 1_000));
  }
  vi.advanceTimersByTime(50);
  expect(sent).toEqual([point(9_000)]);
  expect(sizes).toEqual([expect.toSatisfy((size: number) => size <= 9)]);
});

test("R202: pieces of a laser's line are joined; a long one is thinned, and a new one begins anew", () => {
  const laser = (begins: boolean, ...xs: number[]): Gesture => ({
    kind: "laser",
    begins,
    places: xs.map((x) => [x, 0] as const),
  });
  sender.send(point(0));
  sender.send(laser(true, 1));
  sender.send(point(1));
  sender.send(laser(false, 2, 3));
  sender.send(laser(true, 9));
  vi.advanceTimersByTime(50);
  expect(sent).toEqual([laser(true, 1, 2, 3), laser(true, 9)]);
  sent = [];
  for (let x = 0; x < 21; x++) sender.send(laser(false, x));
  vi.advanceTimersByTime(50);
  const [line] = sent;
  if (line?.kind !== "laser") throw new Error("no laser was sent");
  expect(line.places.length).toBeLessThanOrEqual(16);
  expect(line.places.at(-1)).toEqual([20, 0]);
});

test("R90: a gesture in the hand carries the hand's place: one frame tells both, in whatever order they come", () => {
  sender.send(point(1));
  sender.send(move(1));
  sender.send(point(2));
  vi.advanceTimersByTime(50);
  expect(sent).toEqual([{ ...move(1), hand: [2, 0] }]);
  sender.send(move(3));
  sender.send(point(3));
  sender.send(move(4));
  vi.advanceTimersByTime(50);
  expect(sent.slice(1)).toEqual([{ ...move(4), hand: [3, 0] }]);
});

test("R90: ink has the hand at its newest point, and needs no pointer beside it", () => {
  sender.send(point(1));
  sender.send(ink(0, 1, 0, 0.5));
  sender.send(point(1));
  sender.send(ink(1, 2, 0, 0.5));
  sender.send(point(2));
  vi.advanceTimersByTime(50);
  expect(sent).toEqual([ink(0, 1, 0, 0.5, 2, 0, 0.5)]);
});

test("a gesture that has ended takes no pointer's place along", () => {
  sender.send(move(1));
  sender.send({ kind: "done" });
  sender.send(point(5));
  vi.advanceTimersByTime(50);
  expect(sent).toEqual([move(1), { kind: "done" }, point(5)]);
});

test("a long stroke is sent in frames that the room takes", () => {
  for (let start = 0; start < 500; start++) sender.send(ink(start, start, 0, 0.5));
  vi.advanceTimersByTime(50);
  expect(sent.every((gesture) => gesture !== null)).toBe(true);
  const points = sent.flatMap((gesture) => (gesture?.kind === "ink" ? gesture.points : []));
  expect(points.filter((_, index) => index % 3 === 0)).toEqual(
    Array.from({ length: 500 }, (_, x) => x),
  );
});

test("a gesture that was queued when the connection broke is not sent on the next one", () => {
  sender.send(move(1));
  sender.clear();
  vi.advanceTimersByTime(200);
  expect(sent).toEqual([]);
});

/** So many shapes that are moved as they are. */
function many(count: number): HeldShape[] {
  return Array.from({ length: count }, (_, number) => ({ id: `shape-${number}` }));
}

function idsOf(gesture: Gesture | null | undefined): string[] {
  return gesture?.kind === "set" ? gesture.shapes.map(({ id }) => id) : [];
}

test("R210: a set of thousands is told once, in frames that the room takes, and then by how far it has come", () => {
  const shapes = many(5_000);
  const payloads: Uint8Array[] = [];
  const teller = new GestureSender((frame) => payloads.push(frame));
  teller.setInterval(50);
  for (const each of [sender, teller]) each.send({ kind: "set", shapes, by: [1, 0] });
  vi.advanceTimersByTime(50);
  expect(sent.flatMap(idsOf)).toEqual(shapes.map(({ id }) => id));
  expect(sent.map((gesture) => gesture?.kind === "set" && gesture.more === true)).toEqual(
    sent.map((_, number) => number > 0),
  );
  expect(Math.max(...payloads.map(({ byteLength }) => byteLength))).toBeLessThan(16 * 1024);
  sent.length = 0;
  payloads.length = 0;
  for (const each of [sender, teller]) each.send({ kind: "set", shapes: many(5_000), by: [2, 0] });
  vi.advanceTimersByTime(50);
  expect(sent).toMatchObject([{ by: [2, 0], more: true }]);
  expect(payloads.map(({ byteLength }) => byteLength < 1_500)).toEqual([true]);
});

test("R210: a person who comes in the middle soon knows all of a large set", () => {
  const shapes = many(300);
  sender.send({ kind: "set", shapes, by: [0, 0] });
  vi.advanceTimersByTime(50);
  sent.length = 0;
  for (let move = 0; move < 12; move++) {
    sender.send({ kind: "set", shapes, by: [move, 0] });
    vi.advanceTimersByTime(50);
  }
  expect(new Set(sent.flatMap(idsOf)).size).toBe(300);
});

test("R210: after a rest in which others may have forgotten it, and in a new gesture, all is told again", () => {
  const shapes = many(300);
  const tell = () => {
    sent.length = 0;
    sender.send({ kind: "set", shapes, by: [0, 0] });
    vi.advanceTimersByTime(50);
    return sent.flatMap(idsOf).length;
  };
  expect(tell()).toBe(300);
  expect(tell()).toBeLessThan(300);
  vi.advanceTimersByTime(6_000);
  expect(tell()).toBe(300);
  sender.send({ kind: "done" });
  expect(tell()).toBe(300);
  sender.clear();
  expect(tell()).toBe(300);
});

test("R210: of many shapes that are resized, a part is told each time, with its newest fields", () => {
  const resized = (width: number) =>
    many(1_000).map(({ id }) => ({ id, fields: { xy: [0, 0], size: [width, 100] } }));
  sender.send({ kind: "set", shapes: resized(1) });
  vi.advanceTimersByTime(50);
  expect(sent.flatMap(idsOf).length).toBe(1_000);
  const widths = new Map<string, unknown>();
  for (let width = 2; width < 10; width++) {
    sent.length = 0;
    sender.send({ kind: "set", shapes: resized(width) });
    vi.advanceTimersByTime(50);
    expect(sent.length).toBe(1);
    for (const gesture of sent) {
      if (gesture?.kind !== "set") continue;
      for (const { id, fields } of gesture.shapes) widths.set(id, fields?.["size"]);
    }
  }
  expect(widths.size).toBe(1_000);
});

test("R348: my view goes beside what the hand does: the newest of an interval, and no point of a stroke is lost", () => {
  const view = (minX: number): Gesture => ({
    kind: "view",
    box: { minX, minY: 0, maxX: minX + 800, maxY: 600 },
  });
  sender.send(ink(0, 1, 1, 0.5));
  sender.send(view(1));
  sender.send(ink(1, 2, 2, 0.5));
  sender.send(view(2));
  vi.advanceTimersByTime(50);
  expect(sent).toEqual([ink(0, 1, 1, 0.5, 2, 2, 0.5), view(2)]);
  sender.send(view(3));
  sender.clear();
  vi.advanceTimersByTime(500);
  expect(sent.length).toBe(2);
});
