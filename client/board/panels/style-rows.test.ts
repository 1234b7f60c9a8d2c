import { expect, test } from "vitest";
import { TestHand } from "../test-hand.ts";
import { rowsOf } from "./style-rows.tsx";
import { type Styling, stylingOf } from "./styling.ts";

/** Two boxes that differ in colour, both selected. */
function twoBoxes() {
  const hand = new TestHand().box("a", [0, 0]).box("b", [300, 0], { stroke: "red", text: "Hi" });
  hand.editor.selection.set(["a", "b"]);
  const styling = (): Styling => {
    const { selection, hand: own, me } = hand.editor;
    const found = stylingOf(
      hand.editor.kindOf(own.tool.get()).styles,
      selection.shapes(),
      me.style.get(),
    );
    if (found === null) throw new Error("two boxes have styles");
    return found;
  };
  return { hand, styling, rows: () => rowsOf(hand.editor, styling(), "light") };
}

test("a style that the selected shapes have is a row, and one in which they differ has no choice", () => {
  const { rows } = twoBoxes();
  expect(rows().map(({ key }) => key)).toEqual([
    "stroke",
    "inside",
    "dash",
    "width",
    "fill",
    "finish",
    "letter",
    "font",
    "align",
    "valign",
    "opacity",
  ]);
  expect(rows().map(({ chosen }) => chosen === null)).toEqual(rows().map((_, at) => at === 0));
});

test("each choice of each row is what is chosen afterwards", () => {
  const { rows } = twoBoxes();
  for (const { key, options } of rows()) {
    // A figure without an inside has no colour of it: the choice is made with one.
    if (key === "fill")
      rows()
        .find((row) => row.key === "inside")
        ?.options[1]?.choose();
    for (const { value, choose } of options) {
      choose();
      expect(rows().find((row) => row.key === key)?.chosen, `${key} ${value}`).toBe(value);
    }
  }
});
