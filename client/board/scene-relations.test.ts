/** Tests of the scene with frames and bound arrows. */
import { expect, test } from "vitest";
import { bind } from "../../shared/board/binding-edits.ts";
import { changeShape } from "../../shared/board/document.ts";
import { putInto } from "../../shared/board/place-edits.ts";
import { moveShapes } from "../../shared/board/subtree-edits.ts";
import type { SceneChange } from "./scene/scene.ts";
import { TestHand } from "./test-hand.ts";

/** A board of boxes, the second of which lies in the first. */
function nested(): TestHand {
  const hand = new TestHand()
    .box("frame", [100, 100])
    .box("child", [110, 110])
    .box("other", [0, 0]);
  hand.doc.transact(() => putInto(hand.editor.scene.relations, ["child"], "frame"));
  return hand;
}

test("R211: a frame that moves takes along what lies in it, and nothing else has changed", () => {
  const { editor } = nested();
  const changes: SceneChange[] = [];
  editor.scene.subscribe((change) => changes.push(change));
  editor.transact(() => moveShapes(editor.scene.relations, ["frame"], [50, 0]));
  expect(editor.scene.get("child")?.xy).toEqual([160, 110]);
  expect(editor.scene.boxOf("child")?.minX).toBeCloseTo(160, -1);
  expect(changes.map(({ changed }) => [...changed].sort())).toEqual([["child", "frame"]]);
  expect(editor.scene.inOrder({ minX: 220, minY: 100, maxX: 300, maxY: 180 })).toMatchObject([
    { id: "frame" },
    { id: "child" },
  ]);
});

test("R207: a frame that comes to the front takes along what lies in it; a new shape lies above both", () => {
  const hand = nested();
  const { scene } = hand.editor;
  expect(scene.inOrder().map(({ id }) => id)).toEqual(["frame", "child", "other"]);
  hand.doc.transact(() => changeShape(hand.doc, "frame", { z: "a9" }));
  expect(scene.inOrder().map(({ id }) => id)).toEqual(["other", "frame", "child"]);
  expect(scene.topZ()).toBe("a9");
  hand.doc.transact(() => changeShape(hand.doc, "child", { z: "a0" }));
  expect(scene.inOrder().map(({ id }) => id)).toEqual(["other", "frame", "child"]);
  hand.doc.transact(() => putInto(scene.relations, ["child"], null));
  expect(scene.inOrder().map(({ id }) => id)).toEqual(["child", "other", "frame"]);
});

test("R208: the end of an arrow is seen where its shape is, as soon as that moves", () => {
  const hand = new TestHand().box("box", [500, 500]);
  hand.editor.take("arrow");
  hand.drag([100, 100], [200, 100]);
  const arrow = hand.editor.selection.get()[0] ?? "";
  const { relations } = hand.editor.scene;
  hand.editor.transact(() =>
    bind(relations, arrow, "end", { shape: "box", at: [0, 0], edge: false }),
  );
  hand.editor.transact(() => moveShapes(relations, ["box"], [0, 100]));
  expect(hand.editor.scene.get(arrow)).toMatchObject({ xy: [100, 100], size: [400, 500] });
  hand.editor.selection.set(["box"]);
  hand.key("Delete");
  expect(hand.editor.scene.get(arrow)).toMatchObject({ xy: [100, 100], size: [400, 500] });
  expect(hand.stored(arrow, "end")).toBe(undefined);
});
