import { expect, test } from "vitest";
import { showFirstShapes } from "./first-shapes.ts";
import { TestHand } from "./test-hand.ts";

/** The place of the view on a board whose style panel covers 336 px. */
function covered(): TestHand {
  const hand = new TestHand();
  hand.editor.view.insets.set({ top: 68, right: 12, bottom: 72, left: 336 });
  showFirstShapes(hand.editor);
  return hand;
}

test("R174: shapes that come to an untouched board come into view", () => {
  const hand = covered();
  hand.box("a", [300, 200]);
  expect(hand.editor.view.camera.get().x).toBeLessThan(0);
});

test("R174: the board stays where it is under the hand of a user who draws first", () => {
  const hand = covered();
  hand.editor.hand.tool.set("pen");
  hand.box("a", [300, 200]);
  expect(hand.editor.view.camera.get()).toEqual({ x: 0, y: 0, zoom: 1 });
});
