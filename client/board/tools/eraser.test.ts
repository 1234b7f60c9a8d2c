import { expect, test } from "vitest";
import { changeShape } from "../../../shared/board/document.ts";
import { TestHand } from "../test-hand.ts";

function handWithEraser(): TestHand {
  const hand = new TestHand().box("a", [100, 100]).box("b", [300, 100]).box("c", [100, 400]);
  hand.editor.take("eraser");
  hand.updates = 0;
  return hand;
}

test("a shape that the hand passes over goes when it lifts, as one update", () => {
  const hand = handWithEraser().press([50, 130]).move([450, 130]).lift([450, 130]);
  expect(hand.shapes.map(({ id }) => id)).toEqual(["c"]);
  expect(hand.updates).toBe(1);
});

test("until then it is only faded", () => {
  const hand = handWithEraser().press([50, 130]).move([250, 130]);
  expect(hand.shapes).toHaveLength(3);
  const [faded] = hand.editor.hand.motion.get().moved;
  expect(faded?.id).toBe("a");
  expect(faded?.opacity).toBeLessThan(0.5);
});

test("a hollow box is erased by its line, not by its inside", () => {
  const hand = handWithEraser();
  hand.doc.transact(() => changeShape(hand.doc, "a", { fill: "none" }));
  hand.click([150, 130]);
  expect(hand.shapes).toHaveLength(3);
  hand.click([100, 130]);
  expect(hand.shapes).toHaveLength(2);
});

test("locked shapes stay", () => {
  const hand = handWithEraser();
  hand.doc.transact(() => changeShape(hand.doc, "a", { locked: true }));
  hand.drag([50, 130], [450, 130]);
  expect(hand.shapes.map(({ id }) => id)).toEqual(["a", "c"]);
});

test("Escape keeps everything", () => {
  const hand = handWithEraser().press([50, 130]).move([450, 130]);
  hand.key("Escape");
  expect(hand.shapes).toHaveLength(3);
  expect(hand.editor.hand.motion.get().moved).toEqual([]);
});
