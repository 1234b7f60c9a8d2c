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
    sent.push(frame?.kind === "gesture" ? decodeGesture(frame.payload) : null);
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

test("a long stroke is sent in frames that the room takes", () => {
  for (let start = 0; start < 500; start++) sender.send(ink(start, start, 0, 0.5));
  vi.advanceTimersByTime(50);
  expect(sent.every((gesture) => gesture !== null)).toBe(true);
  const points = sent.flatMap((gesture) => (gesture?.kind === "ink" ? gesture.points : []));
  expect(points.filter((_, index) => index % 3 === 0)).toEqual(
    Array.from({ length: 500 }, (_, x) => x),
  );
});

test("what was queued when the connection broke is not sent on the next one", () => {
  sender.send(move(1));
  sender.clear();
  vi.advanceTimersByTime(200);
  expect(sent).toEqual([]);
});
