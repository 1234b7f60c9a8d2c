import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Point } from "../../../shared/board/shape.ts";
import { openMenuAt } from "../context-menu.ts";
import { present, slideOf } from "../present/presenting.ts";
import { swipeDrag } from "../present/swipe.ts";
import { TestHand } from "../test-hand.ts";
import { penModeOf, switchPenMode } from "./pen-mode.ts";
import { PointerSource } from "./pointer.ts";

/** The board element, as far as pointers need it. */
class Glass extends EventTarget {
  getBoundingClientRect() {
    return { left: 20, top: 10 };
  }

  setPointerCapture(): void {
    // Events of a test come here anyway.
  }
}

type Kind = "mouse" | "pen" | "touch";

/** A person with real devices: each event goes the way it goes in a browser. */
class Devices extends TestHand {
  readonly glass = new Glass();
  readonly seen: (Point | null)[] = [];
  readonly source = new PointerSource(
    this.glass as unknown as HTMLElement,
    this.editor,
    this.interaction,
    (at) => this.seen.push(at),
    (at, pointer) => openMenuAt(this.editor, at, pointer),
  );
  #now = 0;

  /** `at` is on the board, at 100 % and unmoved. */
  event(type: string, id: number, at: Point, more: object = {}): this {
    const kind: Kind = id === 1 ? "mouse" : id === 2 ? "pen" : "touch";
    const event = Object.assign(new Event(type), {
      pointerId: id,
      pointerType: kind,
      clientX: at[0] + 20,
      clientY: at[1] + 10,
      button: 0,
      pressure: 0.5,
      shiftKey: false,
      altKey: false,
      getCoalescedEvents: () => [],
      ...more,
    });
    this.#now += 20;
    Object.defineProperty(event, "timeStamp", { value: this.#now });
    this.glass.dispatchEvent(event);
    return this;
  }

  down(id: number, at: Point, more?: object): this {
    return this.event("pointerdown", id, at, more);
  }

  go(id: number, at: Point, more?: object): this {
    return this.event("pointermove", id, at, more);
  }

  up(id: number, at: Point): this {
    return this.event("pointerup", id, at).event("lostpointercapture", id, at);
  }

  wait(milliseconds: number): this {
    this.#now += milliseconds;
    return this;
  }
}

const MOUSE = 1;
const PEN = 2;
const FINGER = 3;
const THUMB = 4;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function withPen(): Devices {
  const devices = new Devices();
  devices.editor.take("pen");
  return devices;
}

test("a mouse draws where it goes", () => {
  const devices = withPen().down(MOUSE, [10, 10]).go(MOUSE, [50, 30]).up(MOUSE, [50, 30]);
  expect(devices.shape).toMatchObject({ type: "ink", xy: [10, 10], size: [40, 20] });
});

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
