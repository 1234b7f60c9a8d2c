import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Point } from "../../../shared/board/shape.ts";
import { Devices, FINGER, MOUSE, THUMB, withPen } from "./test-devices.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a mouse draws where it goes", () => {
  const devices = withPen().down(MOUSE, [10, 10]).go(MOUSE, [50, 30]).up(MOUSE, [50, 30]);
  expect(devices.shape).toMatchObject({ type: "ink", xy: [10, 10], size: [40, 20] });
});

test("only a pen's pressure counts", () => {
  const devices = withPen()
    .down(MOUSE, [0, 0], { pressure: 0.9 })
    .go(MOUSE, [9, 0], { pressure: 0 });
  const ink = devices.channel.sent.find((gesture) => gesture.kind === "ink");
  expect(ink?.points.filter((_, index) => index % 3 === 2)).toEqual([0.5, 0.5]);
});

test("all points that came between two frames are drawn", () => {
  const devices = withPen().down(MOUSE, [0, 0]);
  const between = [10, 20, 30].map((x) => ({
    clientX: x + 20,
    clientY: 10,
    pointerType: "mouse",
    pressure: 0.5,
  }));
  devices.go(MOUSE, [30, 0], { getCoalescedEvents: () => between });
  const ink = devices.channel.sent.find((gesture) => gesture.kind === "ink");
  expect(ink?.points.filter((_, index) => index % 3 === 0)).toEqual([0, 10, 20, 30]);
});

test("the middle button moves the board with any tool, the right one does nothing", () => {
  const devices = withPen()
    .down(MOUSE, [100, 100], { button: 1 })
    .go(MOUSE, [130, 100])
    .up(MOUSE, [130, 100]);
  devices.down(MOUSE, [100, 100], { button: 2 }).go(MOUSE, [130, 100]).up(MOUSE, [130, 100]);
  expect(devices.updates).toBe(0);
  expect(devices.editor.view.camera.get()).toMatchObject({ x: -30, y: 0 });
});

test("with the space bar held a drag moves the board", () => {
  const devices = withPen();
  devices.source.spaceHeld = true;
  devices.down(MOUSE, [100, 100]).go(MOUSE, [130, 100]).up(MOUSE, [130, 100]);
  expect(devices.updates).toBe(0);
  expect(devices.editor.view.camera.get().x).toBe(-30);
});

test.each(["pointercancel", "lostpointercapture"])(
  "a %s in a drag means that nothing was done",
  (type) => {
    const devices = withPen().down(MOUSE, [0, 0]).go(MOUSE, [50, 50]);
    devices.event(type, MOUSE, [50, 50]).up(MOUSE, [50, 50]);
    expect(devices.updates).toBe(0);
    expect(devices.channel.sent.at(-1)).toEqual({ kind: "cancel" });
  },
);

test("two quick presses at one place are a double click, slow ones and distant ones are not", () => {
  const devices = new Devices().box("a", [0, 0]);
  const click = (at: Point) => devices.down(MOUSE, at).up(MOUSE, at);
  click([50, 30]);
  click([50, 45]);
  devices.wait(1000);
  click([50, 45]);
  devices.wait(1000);
  click([50, 45]);
  expect(devices.editor.text.editing.get()).toBeNull();
  click([51, 45]);
  expect(devices.editor.text.editing.get()).toBe("a");
});

test("the others are told where a mouse hovers, and that a finger has left", () => {
  const devices = withPen().go(MOUSE, [10, 20]);
  expect(devices.seen.at(-1)).toEqual([10, 20]);
  devices.down(FINGER, [30, 30]).go(FINGER, [60, 30]).up(FINGER, [60, 30]);
  expect(devices.seen.at(-1)).toBeNull();
});

test("R199: the right button opens the menu of the shape under it, which it selects", () => {
  const devices = new Devices().box("a", [100, 100]).box("b", [300, 100]);
  devices.editor.take("pen");
  devices.event("contextmenu", MOUSE, [150, 130], { button: 2 });
  expect(devices.editor.selection.get()).toEqual(["a"]);
  expect(devices.editor.hand.tool.get()).toBe("select");
  expect(devices.editor.dialog.get()).toEqual({ kind: "menu", at: [150, 130] });
});

test("R199: the right button on a selection keeps it, and on the empty board clears it", () => {
  const devices = new Devices().box("a", [100, 100]).box("b", [300, 100]);
  devices.editor.selection.set(["a", "b"]);
  devices.event("contextmenu", MOUSE, [310, 130], { button: 2 });
  expect(devices.editor.selection.get()).toEqual(["a", "b"]);
  devices.event("contextmenu", MOUSE, [700, 600], { button: 2 });
  expect(devices.editor.selection.get()).toEqual([]);
  expect(devices.editor.dialog.get()).toMatchObject({ kind: "menu" });
});

test("R199: a finger that rests opens the menu, and moves nothing", () => {
  const devices = new Devices().box("a", [100, 100]);
  devices.updates = 0;
  devices.down(FINGER, [150, 130]).go(FINGER, [152, 131]);
  vi.advanceTimersByTime(600);
  expect(devices.editor.dialog.get()).toEqual({ kind: "menu", at: [150, 130] });
  devices.go(FINGER, [250, 230]).up(FINGER, [250, 230]);
  expect(devices.updates).toBe(0);
  expect(devices.editor.selection.get()).toEqual(["a"]);
});

test.each([
  ["moves", (devices: Devices) => devices.go(FINGER, [200, 130])],
  ["lifts", (devices: Devices) => devices.up(FINGER, [150, 130])],
  ["gets a second one beside it", (devices: Devices) => devices.down(THUMB, [250, 130])],
])("R199: a finger that %s opens no menu", (_, act) => {
  const devices = new Devices().box("a", [100, 100]);
  act(devices.down(FINGER, [150, 130]));
  vi.advanceTimersByTime(2_000);
  expect(devices.editor.dialog.get()).toBeNull();
});

test("R199: a finger with a tool that draws opens no menu, however long it rests", () => {
  const devices = new Devices();
  devices.editor.take("pen");
  devices.down(FINGER, [150, 130]);
  vi.advanceTimersByTime(2_000);
  devices.event("contextmenu", FINGER, [150, 130]);
  expect(devices.editor.dialog.get()).toBeNull();
});
