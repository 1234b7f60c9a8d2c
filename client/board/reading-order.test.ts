import { expect, test } from "vitest";
import { inWords, readingOrder, selectionInWords } from "./reading-order.ts";
import { TestHand } from "./test-hand.ts";

test("shapes are read row by row, even when a row is not quite straight", () => {
  const hand = new TestHand()
    .box("d", [0, 200])
    .box("b", [200, 0])
    .box("a", [0, 20])
    .box("c", [400, 15]);
  expect(readingOrder(hand.shapes).map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
});

test("a shape is said by its kind and its words", () => {
  const hand = new TestHand().box("a", [0, 0], { text: "Sketch\n ideas" }).box("b", [0, 0]);
  expect(hand.shapes.map(inWords)).toEqual(["Rectangle: Sketch ideas", "Rectangle"]);
});

test("a selection is said in a sentence", () => {
  const hand = new TestHand().box("a", [0, 0], { text: "Decide" }).box("b", [0, 0]);
  expect(selectionInWords([])).toBe("Nothing selected");
  expect(selectionInWords(hand.shapes.slice(0, 1))).toBe("Rectangle: Decide, selected");
  expect(selectionInWords(hand.shapes)).toBe("2 shapes selected");
});
