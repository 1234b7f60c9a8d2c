import { expect, test } from "vitest";
import { changeShape } from "../../../shared/board/document.ts";
import { hasText, type Shape } from "../../../shared/board/shape.ts";
import { TestHand } from "../test-hand.ts";

function handWith(tool: "text" | "note"): TestHand {
  const hand = new TestHand();
  hand.editor.take(tool);
  return hand;
}

function write(hand: TestHand, shape: Shape, words: string): void {
  if (!hasText(shape)) throw new Error(`a ${shape.type} has no text`);
  hand.editor.history.typed(() => shape.text.insert(shape.text.length, words), true);
}

/** The words on the board, bottom to top. */
function words(hand: TestHand): string[] {
  return hand.shapes.map((shape) => (hasText(shape) ? shape.text.toString() : ""));
}

test("a click with Sticky note puts one around the pointer and opens it", () => {
  const hand = handWith("note").click([400, 400]);
  expect(hand.shape).toMatchObject({
    type: "note",
    xy: [300, 300],
    size: [200, 200],
    stroke: "yellow",
  });
  expect(hand.editor.editing.get()).toBe(hand.shape.id);
  expect(hand.editor.tool.get()).toBe("select");
});

test("a click with Text begins one, whose line runs through the pointer", () => {
  const hand = handWith("text").click([400, 400]);
  expect(hand.shape).toMatchObject({ type: "text", xy: [400, 387.5] });
  expect(hand.editor.editing.get()).toBe(hand.shape.id);
});

test("a click with Text on a text goes on with that one", () => {
  const hand = handWith("text").click([400, 400]);
  write(hand, hand.shape, "Hello");
  changeShape(hand.doc, hand.shape.id, { size: [60, 25] });
  hand.editor.endEditing();
  hand.editor.take("text");
  hand.click([420, 400]);
  expect(hand.shapes).toHaveLength(1);
  expect(hand.editor.editing.get()).toBe(hand.shape.id);
});

test("a text without a letter goes when editing ends, and no step brings it back", () => {
  const hand = handWith("text").click([400, 400]);
  hand.editor.endEditing();
  expect(hand.shapes).toEqual([]);
  hand.editor.undo();
  hand.editor.redo();
  expect(hand.shapes).toEqual([]);
});

test("an empty note stays", () => {
  const hand = handWith("note").click([400, 400]);
  hand.editor.endEditing();
  expect(hand.shapes).toHaveLength(1);
});

test("R178: undo in a new text goes by words, its beginning is a step, and the editor stays open", () => {
  const hand = handWith("text").click([400, 400]);
  const { id } = hand.shape;
  write(hand, hand.shape, "Ship ");
  write(hand, hand.shape, "it");
  hand.editor.undo();
  expect(words(hand)).toEqual(["Ship "]);
  hand.editor.undo();
  expect(words(hand)).toEqual([""]);
  expect(hand.editor.editing.get()).toBe(id);
  hand.editor.redo();
  expect(words(hand)).toEqual(["Ship "]);
  hand.editor.undo();
  hand.editor.undo();
  expect(hand.shapes).toEqual([]);
});

test("R178: no step leaves a text without a letter that nobody edits", () => {
  const hand = handWith("text").click([400, 400]);
  write(hand, hand.shape, "Ship ");
  write(hand, hand.shape, "it");
  hand.editor.endEditing();
  hand.editor.undo();
  expect(words(hand)).toEqual(["Ship "]);
  hand.editor.undo();
  expect(hand.shapes).toEqual([]);
  hand.editor.redo();
  expect(words(hand)).toEqual(["Ship "]);
  hand.editor.redo();
  expect(words(hand)).toEqual(["Ship it"]);
});

test("R178: a word is no part of the nudge before it, however quickly it is typed", () => {
  const hand = handWith("note").click([400, 400]);
  hand.editor.endEditing();
  hand.key("ArrowRight");
  hand.key("Enter");
  const { shape } = hand;
  if (!hasText(shape)) throw new Error("a note has text");
  hand.editor.history.typed(() => shape.text.insert(0, "Decide"), false);
  hand.editor.undo();
  expect(words(hand)).toEqual([""]);
  expect(hand.shape.xy).toEqual([301, 300]);
});

test("the words of a note are undone before the note", () => {
  const hand = handWith("note").click([400, 400]);
  write(hand, hand.shape, "Hello");
  hand.editor.endEditing();
  hand.editor.undo();
  expect(hand.shape).toMatchObject({ type: "note" });
  hand.editor.undo();
  expect(hand.shapes).toEqual([]);
});

test("editing ends when somebody else deletes the shape", () => {
  const hand = handWith("note").click([400, 400]);
  hand.doc.getMap("shapes").delete(hand.shape.id);
  expect(hand.editor.editing.get()).toBeNull();
});

test("a press elsewhere ends editing", () => {
  const hand = handWith("note").click([400, 400]).press([800, 100]);
  expect(hand.editor.editing.get()).toBeNull();
});
