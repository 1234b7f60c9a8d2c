import { expect, test } from "vitest";
import { boxContains } from "./geometry.ts";
import { TestHand } from "./test-hand.ts";
import { astray, lookAt, showFirst, zoomToFit, zoomToShapes } from "./view.ts";

/** The box of the board that a hand sees. */
function seen(hand: TestHand) {
  const [minX, minY] = hand.editor.view.toBoard([0, 0]);
  const [maxX, maxY] = hand.editor.view.toBoard([1000, 800]);
  return { minX, minY, maxX, maxY };
}

function isShown(hand: TestHand, id: string): boolean {
  const box = hand.editor.scene.boxOf(id);
  return box !== undefined && boxContains(seen(hand), box);
}

test("R174: a first view shows the whole drawing where that can be read", () => {
  const hand = new TestHand().box("a", [2_000, 0]).box("b", [3_000, 400]);
  showFirst(hand.editor);
  expect(isShown(hand, "a") && isShown(hand, "b")).toBe(true);
  expect(hand.editor.view.camera.get().zoom).toBeGreaterThan(0.5);
  expect(astray(hand.editor)).toBeNull();
});

test("R174: a first view of a large drawing shows the middle at 50 %, with a way to the rest", () => {
  const hand = new TestHand()
    .box("left", [0, 0])
    .box("middle", [5_000, 0])
    .box("right", [10_000, 0]);
  showFirst(hand.editor);
  expect(hand.editor.view.camera.get().zoom).toBe(0.5);
  expect(isShown(hand, "middle")).toBe(true);
  expect(astray(hand.editor)).toBe("part");
  zoomToFit(hand.editor);
  expect(["left", "middle", "right"].every((id) => isShown(hand, id))).toBe(true);
  expect(astray(hand.editor)).toBeNull();
});

test("R174: a first view is never empty", () => {
  const hand = new TestHand().box("left", [0, 0]).box("right", [10_000, 0]);
  showFirst(hand.editor);
  expect(hand.editor.view.camera.get().zoom).toBe(0.5);
  expect(isShown(hand, "left") || isShown(hand, "right")).toBe(true);
});

test("R174: a user who sees nothing of the drawing has a way back, on an empty board none is needed", () => {
  const hand = new TestHand();
  hand.editor.view.camera.set({ x: 50_000, y: 0, zoom: 2 });
  expect(astray(hand.editor)).toBeNull();
  hand.box("a", [0, 0]);
  expect(astray(hand.editor)).toBe("lost");
  showFirst(hand.editor);
  expect(isShown(hand, "a")).toBe(true);
  expect(astray(hand.editor)).toBeNull();
});

test("R174: a drawing that an island covers is out of view", () => {
  const hand = new TestHand().box("a", [850, 100]);
  expect(astray(hand.editor)).toBeNull();
  hand.editor.view.insets.set({ top: 68, right: 200, bottom: 68, left: 0 });
  expect(astray(hand.editor)).toBe("lost");
});

test("R219: a place that is looked at is in the middle of the free board, at the same zoom", () => {
  const { editor } = new TestHand();
  editor.view.insets.set({ top: 68, right: 200, bottom: 68, left: 0 });
  editor.view.camera.set({ x: 0, y: 0, zoom: 2 });
  lookAt(editor, [5_000, -300]);
  expect(editor.view.toScreen([5_000, -300])).toEqual(editor.view.freeMiddle());
  expect(editor.view.camera.get().zoom).toBe(2);
});

test("R174: a drawing beside the style panel, in its column, is in view", () => {
  const hand = new TestHand().box("a", [100, 500]);
  const { insets, styleCover } = hand.editor.view;
  styleCover.set({ left: 340, bottom: 0 });
  insets.set({ top: 72, right: 0, bottom: 70, left: 340 });
  expect(astray(hand.editor)).toBeNull();
  hand.editor.view.camera.set({ x: 2_000, y: 0, zoom: 1 });
  expect(astray(hand.editor)).toBe("lost");
});

test.each([
  ["Zoom to fit", ({ editor }: TestHand) => zoomToFit(editor)],
  ["Zoom to the selection", ({ editor }: TestHand) => zoomToShapes(editor, ["a", "b"])],
  ["a first view", ({ editor }: TestHand) => showFirst(editor)],
])("R222: %s leaves the drawing beside the panels", (_, show) => {
  const hand = new TestHand().box("a", [-300, 0]).box("b", [600, 800]);
  const { view, scene } = hand.editor;
  view.insets.set({ top: 70, right: 10, bottom: 60, left: 340 });
  show(hand);
  const bounds = scene.bounds();
  if (bounds === null) throw new Error("something was drawn");
  const [left, top] = view.toScreen([bounds.minX, bounds.minY]);
  const [right, bottom] = view.toScreen([bounds.maxX, bounds.maxY]);
  expect(left).toBeGreaterThanOrEqual(340);
  expect(top).toBeGreaterThanOrEqual(70);
  expect(right).toBeLessThanOrEqual(1000 - 10);
  expect(bottom).toBeLessThanOrEqual(800 - 60);
});
