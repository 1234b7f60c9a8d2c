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

/** Two people change one shape at once; Yjs decides by the ids of their clients. */
function atOnce(
  ids: readonly [number, number],
  mine: (hand: TestHand, id: string) => void,
  theirs: (doc: Y.Doc, id: string) => void,
): { hand: TestHand; other: Y.Doc; id: string } {
  const hand = new TestHand();
  hand.doc.clientID = ids[0];
  const id = "box";
  hand.box(id, [100, 100]);
  hand.editor.selection.set([id]);
  const other = new Y.Doc();
  other.clientID = ids[1];
  Y.applyUpdate(other, Y.encodeStateAsUpdate(hand.doc));
  mine(hand, id);
  other.transact(() => theirs(other, id));
  Y.applyUpdate(hand.doc, Y.encodeStateAsUpdate(other), "network");
  return { hand, other, id };
}

test.each([
  [1, 2],
  [2, 1],
] as const)(
  "R206: undo of a move that met another's leaves the shape at a place (%i, %i)",
  (...ids) => {
    const { hand } = atOnce(
      ids,
      (me) => me.drag([150, 130], [250, 130]),
      (doc, id) => changeShape(doc, id, { xy: [7, 7] }),
    );
    const isMine = hand.shape.xy[0] === 200;
    hand.key("ctrl+z");
    expect(hand.shape.xy).toEqual(isMine ? [100, 100] : [7, 7]);
  },
);

test.each([
  [1, 2],
  [2, 1],
] as const)(
  "R206: a deleted shape that somebody moved at once is seen again after undo (%i, %i)",
  (...ids) => {
    const { hand, other, id } = atOnce(
      ids,
      (me) => me.key("Delete"),
      (doc, shape) => changeShape(doc, shape, { xy: [7, 7], stroke: "red" }),
    );
    expect(hand.shapes).toEqual([]);
    const { updates } = hand;
    hand.key("ctrl+z");
    expect(hand.shape).toMatchObject({ id, xy: [100, 100], size: [100, 60] });
    expect(hand.updates).toBe(updates + 1);
    Y.applyUpdate(other, Y.encodeStateAsUpdate(hand.doc));
    expect(shapesOf(other).get(id)?.get("xy")).toEqual([100, 100]);
    hand.key("ctrl+y");
    expect(hand.shapes).toEqual([]);
    hand.key("ctrl+z");
    expect(hand.shape.xy).toEqual([100, 100]);
  },
);
