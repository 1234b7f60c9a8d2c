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
  hand.editor.history.run(() => shape.text.insert(shape.text.length, words));
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
  hand.editor.history.undo();
  hand.editor.history.redo();
  expect(hand.shapes).toEqual([]);
});

test("an empty note stays", () => {
  const hand = handWith("note").click([400, 400]);
  hand.editor.endEditing();
  expect(hand.shapes).toHaveLength(1);
});

test("a text and its first words are undone together", () => {
  const hand = handWith("text").click([400, 400]);
  write(hand, hand.shape, "Hello");
  hand.editor.endEditing();
  hand.editor.history.undo();
  expect(hand.shapes).toEqual([]);
});

test("the words of a note are undone before the note", () => {
  const hand = handWith("note").click([400, 400]);
  write(hand, hand.shape, "Hello");
  hand.editor.endEditing();
  hand.editor.history.undo();
  expect(hand.shape).toMatchObject({ type: "note" });
  hand.editor.history.undo();
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
