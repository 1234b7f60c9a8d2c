/** Tests of arrows that are bound while they are drawn, and when an end is pulled. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { bind } from "../../../shared/board/binding-edits.ts";
import { deleteShapes } from "../../../shared/board/document.ts";
import { endsOf } from "../../../shared/board/kinds/ends.ts";
import type { ArrowShape } from "../../../shared/board/shape.ts";
import { TestHand } from "../test-hand.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const MIDDLE = { at: [0.5, 0.5], edge: true };

/** Two boxes, and the arrow tool in the hand. */
function twoBoxes(): TestHand {
  const hand = new TestHand().box("a", [100, 100]).box("b", [500, 100]);
  return straight(hand);
}

/** Straight arrows, whose ends are easily reckoned. */
function straight(hand: TestHand): TestHand {
  hand.editor.me.style.set({ ...hand.editor.me.style.get(), route: "straight" });
  hand.editor.take("arrow");
  return hand;
}

function arrowIn({ shapes }: TestHand): ArrowShape {
  const arrow = shapes.find(({ type }) => type === "arrow");
  if (arrow?.type !== "arrow") throw new Error("there is no arrow");
  return arrow;
}

test("R231: an arrow is bound to the shapes at its press and its lift, and ends before their outlines", () => {
  const hand = twoBoxes();
  hand.press([150, 130]).move([300, 130]);
  expect(hand.editor.hand.aim.get()).toBeNull();
  hand.move([510, 110]);
  expect(hand.editor.hand.aim.get()?.anchor).toMatchObject({ shape: "b" });
  expect(hand.editor.seen.drafts()[0]?.shape).toMatchObject({ start: { shape: "a" } });
  hand.lift([510, 110]);
  const arrow = arrowIn(hand);
  expect(arrow.start).toEqual({ shape: "a", ...MIDDLE });
  expect(arrow.end).toEqual({ shape: "b", ...MIDDLE });
  expect(endsOf(arrow)).toEqual([
    [208, 130],
    [492, 130],
  ]);
  expect(hand.updates).toBe(3);
  expect(hand.editor.hand.aim.get()).toBeNull();
  // The points that are stored are those that are seen.
  expect(hand.stored(arrow.id, "xy")).toEqual([208, 130]);
  hand.editor.undo();
  expect(hand.shapes).toHaveLength(2);
});

test("R231: with ctrl, no end is bound, and no shape lights up", () => {
  const hand = twoBoxes();
  hand.drag([150, 130], [510, 110], { ctrl: true });
  expect(arrowIn(hand)).toMatchObject({ start: null, end: null, xy: [150, 110] });
});

test("R231: where the hand rests, the end is bound to that very point", () => {
  const hand = twoBoxes();
  hand.press([300, 300]).move([400, 300]).move([520, 145]);
  vi.advanceTimersByTime(1_000);
  expect(hand.editor.hand.aim.get()).toMatchObject({ isPrecise: true });
  hand.lift([520, 145]);
  expect(arrowIn(hand).end).toEqual({ shape: "b", at: [0.2, 0.75], edge: false });
  expect(endsOf(arrowIn(hand))[1]).toEqual([520, 145]);
});

test("R231: where the hand rests near the outline, the end is bound to that place of it", () => {
  const hand = twoBoxes();
  hand.press([300, 300]).move([400, 300]).move([502, 145]);
  vi.advanceTimersByTime(1_000);
  hand.lift([502, 145]);
  expect(arrowIn(hand).end).toMatchObject({ shape: "b", edge: true });
  expect(endsOf(arrowIn(hand))[1][0]).toBeLessThan(500);
});

test("R231: an arrow within one shape goes from point to point", () => {
  const hand = straight(new TestHand().box("a", [100, 100], { size: [400, 300] }));
  hand.drag([150, 150], [450, 350]);
  expect(endsOf(arrowIn(hand))).toEqual([
    [150, 150],
    [450, 350],
  ]);
  expect(arrowIn(hand)).toMatchObject({ start: { shape: "a" }, end: { shape: "a" } });
});

test("R231: an end that is pulled away lets go, and one that is pulled to a shape is bound", () => {
  const hand = twoBoxes();
  hand.drag([150, 130], [550, 130]);
  hand.drag([492, 130], [400, 400]);
  expect(arrowIn(hand)).toMatchObject({ start: { shape: "a" }, end: null });
  expect(hand.stored(arrowIn(hand).id, "end")).toBeUndefined();
  expect(endsOf(arrowIn(hand))[1]).toEqual([400, 400]);
  hand.drag([400, 400], [550, 130]);
  expect(arrowIn(hand).end).toMatchObject({ shape: "b" });
  hand.editor.undo();
  hand.editor.undo();
  expect(endsOf(arrowIn(hand))[1]).toEqual([492, 130]);
});

test("R231: of two people who bind to one shape, one may delete it: both arrows stay where they stood", () => {
  const hand = twoBoxes();
  hand.drag([150, 130], [550, 130]);
  hand.editor.take("arrow");
  hand.drag([150, 500], [550, 150]);
  const before = hand.shapes.flatMap((shape) => (shape.type === "arrow" ? [endsOf(shape)] : []));
  hand.doc.transact(() => deleteShapes(hand.doc, ["b"]));
  const after = hand.shapes.flatMap((shape) => (shape.type === "arrow" ? [endsOf(shape)] : []));
  expect(after).toEqual(before);
  // Another person's arrow may be bound to it yet: that one stays at its points.
  const { relations } = hand.editor.scene;
  const [arrow] = relations.bindings.followersOf("b");
  expect(arrow).toBeDefined();
  bind(relations, arrow ?? "", "end", { shape: "gone", at: [0, 0], edge: false });
  expect(hand.shapes.flatMap((shape) => (shape.type === "arrow" ? [endsOf(shape)] : []))).toEqual(
    before,
  );
});

test("R231: nothing is bound to a locked shape, or to an arrow", () => {
  const hand = new TestHand().box("a", [100, 100], { locked: true });
  hand.editor.take("arrow");
  hand.drag([300, 130], [150, 130]);
  hand.editor.take("arrow");
  hand.drag([220, 400], [220, 130]);
  for (const shape of hand.shapes) if (shape.type === "arrow") expect(shape.end).toBeNull();
});
