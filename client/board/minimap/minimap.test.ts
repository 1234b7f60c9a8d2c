import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TestHand } from "../test-hand.ts";
import { freeBox } from "../view.ts";
import { MapPicture } from "./map-picture.ts";
import { cameraAt, fromMap, mapFrame, moveByKey, onMap } from "./map-view.ts";
import { minimapOf, toggleMinimap } from "./shown.ts";

const SIZE = { width: 200, height: 130 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A picture whose boxes are counted, and idle time that comes when it is called for. */
function pictureOf(hand: TestHand) {
  const fillRect = vi.fn<(x: number, y: number, width: number, height: number) => void>();
  const idle: (() => void)[] = [];
  const onNew = vi.fn<() => void>();
  let sheets = 0;
  const picture = new MapPicture<number>(
    {
      editor: hand.editor,
      size: SIZE,
      makeSheet: () => ({
        pen: {
          fillRect,
          clearRect: () => undefined,
          strokeRect: () => undefined,
          fillStyle: "",
          strokeStyle: "",
          globalAlpha: 1,
        },
        image: ++sheets,
      }),
      whenIdle(work) {
        idle.push(work);
        return () => void idle.splice(idle.indexOf(work), 1);
      },
      onNew,
    },
    "light",
  );
  const rests = () => {
    let slices = 0;
    for (let work = idle.shift(); work !== undefined; work = idle.shift()) {
      work();
      slices += 1;
    }
    return slices;
  };
  return { picture, fillRect, idle, onNew, rests };
}

test("R354: the minimap shows each shape as a box, anew in a moment after a change, and never at once", () => {
  const hand = new TestHand().box("a", [0, 0]).box("b", [900, 0]);
  const { picture, fillRect, onNew, rests } = pictureOf(hand);
  expect(fillRect).not.toHaveBeenCalled();
  rests();
  expect(fillRect).toHaveBeenCalledTimes(2);
  expect(picture.current?.box).toEqual(hand.editor.scene.bounds());
  for (let at = 0; at < 20; at++) hand.box(`c${at}`, [at * 10, 500]);
  rests();
  expect(fillRect).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(500);
  rests();
  expect(fillRect).toHaveBeenCalledTimes(24);
  expect(onNew).toHaveBeenCalledTimes(2);
  picture.destroy();
  hand.box("late", [0, 900]);
  expect(vi.getTimerCount()).toBe(0);
});

test("R354: ten thousand shapes are painted in slices, and the picture before stays until all are there", () => {
  const hand = new TestHand().box("a", [0, 0]);
  const { picture, fillRect, rests } = pictureOf(hand);
  rests();
  expect(picture.current?.image).toBe(1);
  hand.editor.doc.transact(() => {
    for (let at = 0; at < 10_000; at++) hand.box(`c${at}`, [(at % 100) * 150, at]);
  });
  // Each look at the clock finds that a slice is over.
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += 5));
  fillRect.mockClear();
  fillRect.mockImplementation(() => expect(picture.current?.image).toBe(1));
  vi.advanceTimersByTime(500);
  expect(rests()).toBeGreaterThan(50);
  expect(fillRect).toHaveBeenCalledTimes(10_001);
  expect(picture.current?.image).toBe(2);
  vi.restoreAllMocks();
});

test("R354: the map shows the drawing and my view, and a point of it is found again on the board", () => {
  const { editor } = new TestHand().box("a", [0, 0]).box("b", [9_000, 3_000]);
  const view = freeBox(editor, { x: -4_000, y: 500, zoom: 1 });
  const frame = mapFrame(editor.scene.bounds(), view, SIZE);
  for (const box of [editor.scene.bounds(), view]) {
    const [left, top, width, height] = onMap(frame, box ?? view);
    expect(Math.min(left, top)).toBeGreaterThanOrEqual(7);
    expect(left + width).toBeLessThanOrEqual(193);
    expect(top + height).toBeLessThanOrEqual(123);
    const [x, y] = fromMap(frame, [left, top]);
    expect(x).toBeCloseTo(box?.minX ?? 0, 6);
    expect(y).toBeCloseTo(box?.minY ?? 0, 6);
  }
  expect(cameraAt(editor, [2_000, 1_000])).toEqual({ x: 1_500, y: 600, zoom: 1 });
});

test("R355: arrow keys on the minimap move the view by a quarter of it, and this browser remembers the map", () => {
  const { editor } = new TestHand();
  expect(moveByKey(editor, "ArrowRight")).toBe(true);
  expect(moveByKey(editor, "ArrowDown")).toBe(true);
  expect(editor.view.camera.get()).toEqual({ x: 250, y: 200, zoom: 1 });
  expect(moveByKey(editor, "Enter")).toBe(false);
  const written = vi.spyOn(editor.kept, "write");
  toggleMinimap(editor);
  expect(minimapOf(editor).get()).toBe(true);
  expect(written).toHaveBeenCalledWith("stoa.minimap", true);
});
