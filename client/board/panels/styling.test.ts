import { expect, test } from "vitest";
import { TestHand } from "../test-hand.ts";
import { choose, chooseInside, chooseOpacity, type StyleChoice, stylingOf } from "./styling.ts";

function styling(hand: TestHand) {
  const { selection, hand: own, me } = hand.editor;
  return stylingOf(hand.editor.kindOf(own.tool.get()).styles, selection.shapes(), me.style.get());
}

function chosen(hand: TestHand, choice: StyleChoice): void {
  const offered = styling(hand);
  if (offered === null) throw new Error("nothing to style");
  choose(hand.editor, offered, choice);
}

test("there is nothing to style with Select and nothing selected", () => {
  expect(styling(new TestHand())).toBeNull();
});

test("a tool offers what its shapes have", () => {
  const hand = new TestHand();
  hand.editor.take("pen");
  expect(styling(hand)).toEqual({ paper: false, stroke: "ink", width: "m" });
  hand.editor.take("note");
  expect(styling(hand)).toMatchObject({
    paper: true,
    letter: "m",
    stroke: "yellow",
    font: "hand",
  });
});

test("where the selected shapes differ, nothing is chosen", () => {
  const hand = new TestHand().box("a", [0, 0]).box("b", [0, 0], { stroke: "red" });
  hand.editor.selection.set(["a", "b"]);
  expect(styling(hand)).toMatchObject({ stroke: null, fill: "blue" });
});

test("a box has a font once it has a label", () => {
  const hand = new TestHand().box("a", [0, 0]).box("b", [0, 0], { text: "Hi", font: "serif" });
  hand.editor.selection.set(["a"]);
  expect(styling(hand)).not.toHaveProperty("font");
  hand.editor.selection.set(["b"]);
  expect(styling(hand)).toMatchObject({ font: "serif" });
});

test("a choice is for the selection and for what is drawn next", () => {
  const hand = new TestHand().box("a", [0, 0]);
  hand.editor.selection.set(["a"]);
  chosen(hand, { stroke: "violet" });
  expect(hand.stored("a", "stroke")).toBe("violet");
  expect(hand.editor.me.style.get().stroke).toBe("violet");
});

test("a note's paper and size of letters are not the pen's colour and width", () => {
  const hand = new TestHand();
  hand.editor.take("note");
  chosen(hand, { stroke: "green" });
  chosen(hand, { letter: "xl" });
  hand.editor.take("pen");
  expect(styling(hand)).toMatchObject({ stroke: "ink", width: "m" });
});

test("a figure gets an inside in the colour of its line, and its tone changes by itself", () => {
  const hand = new TestHand()
    .box("a", [0, 0], { fill: "none", stroke: "red" })
    .box("b", [0, 0], { fill: "green", stroke: "blue" });
  hand.editor.selection.set(["a", "b"]);
  expect(styling(hand)?.inside).toBeNull();
  hand.updates = 0;
  chooseInside(hand.editor, "solid");
  expect(hand.updates).toBe(1);
  expect([hand.stored("a", "fill"), hand.stored("a", "tone")]).toEqual(["red", "solid"]);
  expect([hand.stored("b", "fill"), hand.stored("b", "tone")]).toEqual(["green", "solid"]);
  expect(styling(hand)?.inside).toBe("solid");
  chooseInside(hand.editor, "none");
  expect(hand.stored("b", "fill")).toBe("none");
  expect(styling(hand)?.inside).toBe("none");
  expect(hand.editor.me.style.get()).toMatchObject({ fill: "none", tone: "solid" });
});

test("R251: a highlighter's colour and width are not the pen's", () => {
  const hand = new TestHand();
  hand.editor.take("highlighter");
  expect(styling(hand)).toEqual({ paper: false, marker: true, stroke: "yellow", width: "m" });
  chosen(hand, { stroke: "pink" });
  chosen(hand, { width: "xl" });
  hand.editor.take("pen");
  expect(styling(hand)).toEqual({ paper: false, stroke: "ink", width: "m" });
  hand.editor.take("highlighter");
  hand.drag([0, 0], [50, 50]);
  hand.editor.selection.set([hand.shape.id]);
  expect(styling(hand)).toMatchObject({ paper: false, marker: true, stroke: "pink", width: "xl" });
});

test("R286: opacity is of the selected shapes, and quick steps of the slider are one step of undo", () => {
  const hand = new TestHand().box("a", [0, 0]).box("b", [0, 0], { opacity: 0.25 });
  hand.editor.selection.set(["a", "b"]);
  expect(styling(hand)?.opacity).toBeNull();
  chooseOpacity(hand.editor, 0.75);
  chooseOpacity(hand.editor, 0.5);
  expect(styling(hand)?.opacity).toBe(0.5);
  hand.key("ctrl+z");
  expect(hand.shapes.map(({ opacity }) => opacity)).toEqual([1, 0.25]);
});

test("R286: a copied style is pasted on what has a use for it, as one step", () => {
  const hand = new TestHand()
    .box("a", [0, 0], { stroke: "red", dash: "dotted", opacity: 0.5 })
    .box("b", [200, 0]);
  hand.editor.take("pen");
  hand.drag([300, 300], [400, 400]);
  hand.editor.take("select");
  hand.editor.selection.set(["a"]);
  hand.key("ctrl+alt+c");
  hand.key("ctrl+a");
  hand.updates = 0;
  hand.key("ctrl+alt+v");
  expect(hand.updates).toBe(1);
  for (const shape of hand.shapes) expect(shape).toMatchObject({ stroke: "red", opacity: 0.5 });
  expect(hand.stored("b", "dash")).toBe("dotted");
  hand.key("ctrl+z");
  expect(hand.stored("b", "stroke")).toBe("ink");
});

test("R286: the same style is selected wherever it is, and no other", () => {
  const hand = new TestHand()
    .box("a", [0, 0], { stroke: "red" })
    .box("b", [200, 0], { stroke: "red" })
    .box("c", [400, 0], { stroke: "red", fill: "none" })
    .box("d", [600, 0], { stroke: "red", locked: true });
  hand.editor.selection.set(["a"]);
  void hand.editor.commandOf("selectSameStyle").run(hand.editor);
  expect(hand.editor.selection.get()).toEqual(["a", "b"]);
});
