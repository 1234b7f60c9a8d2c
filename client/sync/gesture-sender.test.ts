import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { decodeGesture, type Gesture } from "../../shared/board/gesture.ts";
import { readClientFrame } from "../../shared/wire/frames.ts";
import { GestureSender } from "./gesture-sender.ts";

let sent: (Gesture | null)[];
let sender: GestureSender;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  sender = new GestureSender((bytes) => {
    const frame = readClientFrame(bytes);
    const hasPayload = frame?.kind === "gesture" || frame?.kind === "pointer";
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
  return { kind: "transform", shapes: [{ id: "a", xy: [x, 0], size: [1, 1] }] };
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
