import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Point } from "../../../shared/board/shape.ts";
import { present, slideOf } from "../present/presenting.ts";
import { swipeDrag } from "../present/swipe.ts";
import { penModeOf, switchPenMode } from "./pen-mode.ts";
import { Devices, FINGER, MOUSE, PEN, THUMB, withPen } from "./test-devices.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("two fingers move and zoom the board, and leave no mark", () => {
  const devices = withPen().down(FINGER, [100, 100]).go(FINGER, [110, 110]).go(FINGER, [120, 110]);
  devices.down(THUMB, [300, 100]);
  devices.go(FINGER, [100, 110]).go(THUMB, [500, 110]);
  devices.up(FINGER, [100, 110]).go(THUMB, [400, 300]).up(THUMB, [400, 300]);
  expect(devices.updates).toBe(0);
  expect(devices.editor.view.camera.get().zoom).toBeGreaterThan(1.5);
  expect(devices.editor.hand.motion.get().drafts).toEqual([]);
});

test("a place under two fingers stays under them", () => {
  const devices = withPen().down(FINGER, [100, 100]).down(THUMB, [300, 100]);
  devices.go(FINGER, [50, 200]).go(THUMB, [450, 200]);
  const [x, y] = devices.editor.view.toScreen([100, 100]);
  expect(x).toBeCloseTo(50);
  expect(y).toBeCloseTo(200);
});

test("after two fingers one draws again", () => {
  const devices = withPen().down(FINGER, [100, 100]).down(THUMB, [300, 100]);
  devices.up(FINGER, [100, 100]).up(THUMB, [300, 100]);
  devices.down(FINGER, [100, 100]).go(FINGER, [150, 100]).up(FINGER, [150, 100]);
  expect(devices.shapes).toHaveLength(1);
});

test("once a pen was here, a finger moves the board", () => {
  const devices = withPen().down(PEN, [0, 0]).go(PEN, [20, 20]).up(PEN, [20, 20]);
  devices.down(FINGER, [100, 100]).go(FINGER, [150, 120]).up(FINGER, [150, 120]);
  expect(devices.shapes).toHaveLength(1);
  expect(devices.editor.view.camera.get()).toMatchObject({ x: -50, y: -20 });
});

test("the hand that holds the pen may rest on the glass", () => {
  const devices = withPen().down(PEN, [0, 0]).go(PEN, [20, 20]);
  devices.down(FINGER, [100, 200]).down(THUMB, [160, 200]).go(THUMB, [165, 205]);
  devices.go(PEN, [60, 20]).up(PEN, [60, 20]);
  expect(devices.shape).toMatchObject({ type: "ink", size: [60, 20] });
  expect(devices.editor.view.camera.get()).toMatchObject({ x: 0, y: 0, zoom: 1 });
});

test("a pen takes over from a palm that has touched the glass before", () => {
  const devices = withPen().down(FINGER, [100, 200]).go(FINGER, [130, 200]).go(FINGER, [140, 200]);
  devices.down(PEN, [0, 0]).go(PEN, [60, 20]).up(PEN, [60, 20]).up(FINGER, [140, 200]);
  expect(devices.shape).toMatchObject({ type: "ink", xy: [0, 0], size: [60, 20] });
});

test("R390: a pen turns pen mode on, which stays on, and off once the user has turned it off", () => {
  const said: string[] = [];
  const devices = withPen();
  devices.editor.page.say = (sentence) => said.push(sentence);
  const stroke = () => devices.down(PEN, [0, 0]).go(PEN, [20, 20]).up(PEN, [20, 20]);
  stroke();
  stroke();
  expect(said).toEqual(["Pen mode: fingers move the board"]);
  expect(penModeOf(devices.editor).get()).toBe("on");
  switchPenMode(devices.editor);
  stroke();
  expect(penModeOf(devices.editor).get()).toBe("off");
  devices
    .down(FINGER, [100, 100])
    .go(FINGER, [120, 110])
    .go(FINGER, [150, 120])
    .up(FINGER, [150, 120]);
  expect(devices.shapes).toHaveLength(4);
  expect(devices.editor.view.camera.get()).toMatchObject({ x: 0, y: 0 });
});

test("R390: in pen mode a finger moves no shape, and its tap selects with Select and draws nothing", () => {
  const devices = withPen().box("a", [100, 100], { text: "one" });
  devices.down(PEN, [0, 0]).go(PEN, [20, 20]).up(PEN, [20, 20]);
  devices.down(FINGER, [300, 300]).up(FINGER, [300, 300]);
  expect(devices.shapes).toHaveLength(2);
  devices.editor.take("select");
  devices.down(FINGER, [150, 130]).up(FINGER, [150, 130]);
  expect(devices.editor.selection.get()).toEqual(["a"]);
  devices.down(FINGER, [150, 130]).go(FINGER, [200, 160]).up(FINGER, [200, 160]);
  expect(devices.stored("a", "xy")).toEqual([100, 100]);
  expect(devices.editor.view.camera.get()).toMatchObject({ x: -50, y: -30 });
});

test("R390: a palm that has come before the pen moves nothing, not even between two strokes", () => {
  const devices = withPen().down(PEN, [0, 0]).go(PEN, [20, 20]).up(PEN, [20, 20]);
  devices
    .down(FINGER, [100, 200])
    .down(THUMB, [160, 220])
    .go(FINGER, [110, 240])
    .go(THUMB, [190, 260]);
  devices.down(PEN, [0, 0]);
  expect(devices.editor.view.camera.get()).toMatchObject({ x: 0, y: 0, zoom: 1 });
  devices.go(FINGER, [150, 300]).go(PEN, [60, 20]).up(PEN, [60, 20]).go(THUMB, [300, 300]);
  devices.up(FINGER, [150, 300]).up(THUMB, [300, 300]);
  expect(devices.editor.view.camera.get()).toMatchObject({ x: 0, y: 0, zoom: 1 });
  expect(devices.shapes).toHaveLength(2);
});

test("R391: a second finger takes back the stroke of the first, for others, too", () => {
  const devices = withPen().down(FINGER, [100, 100]);
  for (const x of [110, 120, 130, 140]) devices.go(FINGER, [x, 110]);
  expect(devices.channel.sent.at(-1)).toMatchObject({ kind: "ink" });
  devices
    .down(THUMB, [300, 100])
    .go(THUMB, [400, 100])
    .up(FINGER, [140, 110])
    .up(THUMB, [400, 100]);
  expect(devices.channel.sent.at(-1)).toEqual({ kind: "cancel" });
  expect(devices.updates).toBe(0);
});

/** So many fingers tap beside one another. */
function tap(devices: Devices, fingers: number): void {
  const ids = Array.from({ length: fingers }, (_, at) => FINGER + at);
  for (const id of ids) devices.down(id, [100 * id, 300]);
  for (const id of ids) devices.go(id, [100 * id + 2, 301]);
  for (const id of ids) devices.up(id, [100 * id + 2, 301]);
}

test("R391: a tap of two fingers undoes, and one of three does it again", () => {
  const devices = withPen().down(MOUSE, [0, 0]).go(MOUSE, [40, 0]).up(MOUSE, [40, 0]);
  devices.editor.take("select");
  tap(devices, 2);
  expect(devices.shapes).toEqual([]);
  expect(devices.editor.view.camera.get()).toEqual({ x: 0, y: 0, zoom: 1 });
  tap(devices, 3);
  expect(devices.shapes).toHaveLength(1);
});

test.each([
  [
    "hold the board",
    (devices: Devices) => devices.down(3, [100, 100]).down(4, [300, 100]).wait(400),
  ],
  [
    "move it",
    (devices: Devices) => devices.down(3, [100, 100]).down(4, [300, 100]).go(3, [120, 100]),
  ],
  [
    "are a palm beside a pen",
    (devices: Devices) =>
      devices
        .down(PEN, [0, 0])
        .go(PEN, [9, 9])
        .up(PEN, [9, 9])
        .down(3, [100, 100])
        .down(4, [300, 100]),
  ],
])("R391: fingers that %s undo nothing", (_, act) => {
  const devices = withPen().down(MOUSE, [0, 0]).go(MOUSE, [40, 0]).up(MOUSE, [40, 0]);
  act(devices);
  const { length } = devices.shapes;
  expect(length).toBeGreaterThan(0);
  devices.up(3, [100, 100]).up(4, [300, 100]);
  expect(devices.shapes).toHaveLength(length);
});

test("R394: in a presentation a finger turns the pages by a swipe, and by a tap at an edge", () => {
  const devices = new Devices();
  for (const [at, id] of ["one", "two", "three"].entries())
    devices.box(id, [at * 600, 0], { type: "frame", size: [500, 300], name: id } as object);
  const { editor } = devices;
  present(editor);
  editor.hand.finger = (press) => swipeDrag(editor, press);
  devices.updates = 0;
  const goes = (from: Point, to: Point) => {
    devices.down(FINGER, from).go(FINGER, to).up(FINGER, to);
    return slideOf(editor).get()?.id;
  };
  expect(goes([600, 400], [500, 420])).toBe("two");
  expect(goes([950, 400], [950, 400])).toBe("three");
  expect(goes([500, 400], [500, 400])).toBe("three");
  expect(goes([500, 400], [480, 600])).toBe("three");
  expect(goes([300, 400], [420, 420])).toBe("two");
  expect(goes([40, 400], [42, 401])).toBe("one");
  // Two fingers still hold the board, and undo nothing.
  devices
    .down(FINGER, [300, 300])
    .down(THUMB, [500, 300])
    .up(FINGER, [300, 300])
    .up(THUMB, [500, 300]);
  expect([devices.updates, editor.selection.get()]).toEqual([0, []]);
});
