import { expect, test } from "vitest";
import * as Y from "yjs";
import { changeShape, shapesOf } from "../../shared/board/document.ts";
import { TestHand } from "./test-hand.ts";

/** Another person's edit arrives as an update, not through my editor. */
function elsewhere(hand: TestHand, change: (doc: Y.Doc) => void): void {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(hand.doc));
  other.transact(() => change(other));
  Y.applyUpdate(hand.doc, Y.encodeStateAsUpdate(other), "network");
}

function drawn(): TestHand {
  const hand = new TestHand();
  hand.editor.take("rectangle");
  return hand.drag([100, 100], [200, 200]);
}

test("each gesture is one step, and redo brings it back", () => {
  const hand = drawn().drag([150, 100], [250, 100]);
  expect(hand.editor.history.depth.get()).toEqual({ undo: 2, redo: 0 });
  hand.key("ctrl+z");
  expect(hand.shape.xy).toEqual([100, 100]);
  hand.key("ctrl+z");
  expect(hand.shapes).toEqual([]);
  expect(hand.editor.history.depth.get()).toEqual({ undo: 0, redo: 2 });
  hand.key("ctrl+y");
  hand.key("ctrl+shift+z");
  expect(hand.shape.xy).toEqual([200, 100]);
});

test("an edit of others is not mine to undo", () => {
  const hand = drawn();
  elsewhere(hand, (doc) => changeShape(doc, hand.shape.id, { stroke: "red" }));
  expect(hand.editor.history.depth.get().undo).toBe(1);
  hand.box("theirs", [500, 500]);
  hand.key("ctrl+z");
  expect(hand.shapes.map(({ id }) => id)).toEqual(["theirs"]);
});

test("a move that somebody has moved on since is left alone: undo takes the step before it", () => {
  const hand = drawn().drag([150, 100], [250, 100]);
  hand.editor.take("rectangle");
  const first = hand.shape.id;
  hand.drag([500, 500], [600, 600]).drag([550, 500], [650, 500]);
  const second = hand.shapes.find(({ id }) => id !== first)?.id ?? "";
  elsewhere(hand, (doc) => changeShape(doc, second, { xy: [0, 0] }));
  hand.key("ctrl+z");
  expect(hand.shapes.map(({ id }) => id)).toEqual([first]);
  expect(hand.shape.xy).toEqual([200, 100]);
});

test("undo after somebody has deleted the shape does nothing, and does not fail", () => {
  const hand = drawn().drag([150, 100], [250, 100]);
  elsewhere(hand, (doc) => shapesOf(doc).delete(hand.shape.id));
  hand.key("ctrl+z");
  hand.key("ctrl+z");
  hand.key("ctrl+y");
  expect(hand.shapes).toEqual([]);
  expect(hand.editor.history.depth.get().undo).toBe(0);
});

test("quick nudges are one step, those after a pause another", () => {
  const hand = drawn();
  hand.key("ArrowRight");
  hand.key("ArrowRight");
  hand.editor.history.pause();
  hand.key("ArrowRight");
  expect(hand.shape.xy).toEqual([103, 100]);
  hand.key("ctrl+z");
  expect(hand.shape.xy).toEqual([102, 100]);
  hand.key("ctrl+z");
  expect(hand.shape.xy).toEqual([100, 100]);
});

test("a nudge right after a gesture is a step of its own", () => {
  const hand = drawn();
  hand.key("ArrowRight");
  expect(hand.editor.history.depth.get().undo).toBe(2);
});
