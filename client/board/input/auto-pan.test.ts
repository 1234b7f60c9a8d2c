import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TestHand } from "../test-hand.ts";
import { AutoPan, edgeSpeed } from "./auto-pan.ts";

const BOARD = { width: 1000, height: 800 };
const BARE = { left: 0, right: 0 };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestAnimationFrame", (step: () => void) => setTimeout(step, 16));
  vi.stubGlobal("cancelAnimationFrame", (frame: number) => clearTimeout(frame));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A hand that drags the shape at the top left, and the board's own movement under it. */
function dragging() {
  const hand = new TestHand().box("a", [300, 300]);
  const at = { x: 350, y: 330 };
  const input = () => ({
    board: hand.editor.view.toBoard([at.x, at.y]),
    screen: [at.x, at.y] as const,
    shift: false,
    alt: false,
    ctrl: false,
    pointer: "mouse" as const,
    pressure: 0.5,
    clicks: 1,
    trail: [],
  });
  const pan = new AutoPan(hand.editor, () => hand.interaction.move(input()));
  hand.interaction.press(input());
  pan.begin(input());
  const go = (x: number, y: number) => {
    at.x = x;
    at.y = y;
    hand.interaction.move(input());
    pan.follow(input());
  };
  return { hand, pan, go, lift: () => hand.interaction.lift(input()) };
}

test("R340: a drag that is held at the edge moves the board, and takes its shape along", () => {
  const { hand, pan, go, lift } = dragging();
  go(990, 330);
  vi.advanceTimersByTime(1_000);
  pan.end();
  lift();
  const { x, y } = hand.editor.view.camera.get();
  expect(x).toBeGreaterThan(300);
  expect(y).toBe(0);
  expect(hand.shape.xy[0]).toBeCloseTo(300 + 640 + x, 0);
});

test("R340: the board rests as soon as the hand is away from the edge, or lifts", () => {
  const { hand, pan, go } = dragging();
  go(990, 330);
  vi.advanceTimersByTime(500);
  go(500, 330);
  const moved = hand.editor.view.camera.get();
  vi.advanceTimersByTime(500);
  expect(hand.editor.view.camera.get()).toBe(moved);
  go(990, 330);
  pan.end();
  vi.advanceTimersByTime(500);
  expect(hand.editor.view.camera.get()).toBe(moved);
});

test("R340: a hand that passes the edge, or presses there without a drag, moves nothing", () => {
  const { hand, pan, go } = dragging();
  const before = hand.editor.view.camera.get();
  go(990, 330);
  vi.advanceTimersByTime(100);
  go(500, 330);
  vi.advanceTimersByTime(500);
  expect(hand.editor.view.camera.get()).toBe(before);
  pan.end();
  go(995, 330);
  vi.advanceTimersByTime(500);
  expect(hand.editor.view.camera.get()).toBe(before);
});

test("R340: the board moves faster the nearer the hand is to an edge, and not at all in the middle", () => {
  expect(edgeSpeed([500, 400], BOARD, BARE, 32)).toEqual([0, 0]);
  fc.assert(
    fc.property(fc.double({ min: 0, max: 400, noNaN: true }), (from) => {
      const [near] = edgeSpeed([from, 400], BOARD, BARE, 32);
      const [far] = edgeSpeed([from + 1, 400], BOARD, BARE, 32);
      expect(near).toBeGreaterThanOrEqual(far);
      const [right] = edgeSpeed([1000 - from, 400], BOARD, BARE, 32);
      expect(right).toBeCloseTo(-near, 6);
    }),
  );
  // The chat covers the board's right side: its edge is the chat's.
  expect(edgeSpeed([690, 400], BOARD, { left: 0, right: 300 }, 32)[0]).toBeLessThan(0);
});
