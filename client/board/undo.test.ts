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

const selected = (hand: TestHand): readonly string[] => hand.editor.selection.get();

test("R288: undo and redo bring back what was selected before a step and after it", async () => {
  const hand = new TestHand().box("a", [100, 100]).box("b", [300, 100]).box("c", [100, 300]);
  hand.editor.selection.set(["a", "b"]);
  hand.key("Delete");
  // A person does nothing else in the same task.
  await Promise.resolve();
  hand.editor.selection.set(["c"]);
  hand.key("ctrl+z");
  expect(selected(hand)).toEqual(["a", "b"]);
  hand.editor.selection.clear();
  hand.key("ctrl+y");
  expect(selected(hand)).toEqual([]);
  hand.editor.take("rectangle");
  hand.drag([500, 500], [600, 600]);
  const made = selected(hand);
  expect(made).toHaveLength(1);
  hand.key("ctrl+z");
  expect(selected(hand)).toEqual([]);
  hand.key("ctrl+y");
  expect(selected(hand)).toEqual(made);
});

test("R288: a shape that others have deleted meanwhile is not selected again", () => {
  const hand = new TestHand().box("a", [100, 100]).box("b", [300, 100]).box("c", [9, 9]);
  hand.editor.selection.set(["a", "b"]);
  hand.key("]");
  hand.editor.selection.clear();
  elsewhere(hand, (doc) => shapesOf(doc).delete("b"));
  hand.key("ctrl+z");
  expect(selected(hand)).toEqual(["a"]);
});

/** Three people at one board, each of whom has what the others have done once `meet` is called. */
function three(): { mina: TestHand; jonas: TestHand; ada: TestHand; meet: () => void } {
  const hands = [new TestHand(), new TestHand(), new TestHand()] as const;
  const meet = () => {
    for (const from of [...hands, ...hands]) {
      for (const to of hands) {
        if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc), "network");
      }
    }
  };
  const [mina, jonas, ada] = hands;
  return { mina, jonas, ada, meet };
}

const boardOf = ({ doc }: TestHand): unknown => shapesOf(doc).toJSON();

test("R288: of three people, one undoes a move in a frame that another deletes, and all see one board", () => {
  const { mina, jonas, ada, meet } = three();
  mina.editor.take("frame");
  mina.drag([100, 100], [500, 500]);
  const [frame] = mina.shapes.map(({ id }) => id);
  mina.editor.take("rectangle");
  mina.drag([150, 150], [250, 250]);
  meet();
  const [child] = mina.shapes.map(({ id }) => id).filter((id) => id !== frame);
  if (frame === undefined || child === undefined) throw new Error("no frame with a child");
  expect(mina.editor.scene.relations.tree.parentOf(child)).toBe(frame);
  mina.editor.selection.set([child]);
  mina.key("shift+ArrowRight");
  meet();
  jonas.editor.selection.set([frame]);
  jonas.key("Delete");
  ada.editor.selection.set([child]);
  ada.key("]");
  mina.key("ctrl+z");
  meet();
  mina.key("ctrl+z");
  mina.key("ctrl+y");
  mina.key("ctrl+y");
  meet();
  expect(boardOf(jonas)).toEqual(boardOf(mina));
  expect(boardOf(ada)).toEqual(boardOf(mina));
  jonas.key("ctrl+z");
  meet();
  expect(boardOf(ada)).toEqual(boardOf(mina));
  const frames = (hand: TestHand) => hand.shapes.map(({ id }) => id).sort();
  expect(frames(mina)).toEqual([frame, child].sort());
  expect(mina.editor.scene.relations.tree.parentOf(child)).toBe(frame);
});

test("R288: one undoes a group that another has parted, and a third moves it meanwhile", () => {
  const { mina, jonas, ada, meet } = three();
  mina.box("a", [100, 100]).box("b", [300, 100]);
  meet();
  for (const hand of [mina, jonas, ada]) hand.editor.selection.set(["a", "b"]);
  mina.key("ctrl+g");
  meet();
  jonas.key("ctrl+shift+g");
  ada.key("shift+ArrowDown");
  meet();
  mina.key("ctrl+z");
  meet();
  mina.key("ctrl+y");
  meet();
  for (const hand of [jonas, ada]) expect(boardOf(hand)).toEqual(boardOf(mina));
  expect(mina.stored("a", "xy")).toEqual([100, 110]);
});
