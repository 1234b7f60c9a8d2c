import { expect, test } from "vitest";
import { changeShape } from "../../../shared/board/document.ts";
import { wrapOf } from "../../../shared/board/draw/shape-text.ts";
import { hasText, type Shape } from "../../../shared/board/shape.ts";
import { deleteSelection } from "../commands/edit.ts";
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
  expect(hand.editor.text.editing.get()).toBe(hand.shape.id);
  expect(hand.editor.hand.tool.get()).toBe("select");
});

test("a click with Text begins one, whose line runs through the pointer", () => {
  const hand = handWith("text").click([400, 400]);
  expect(hand.shape).toMatchObject({ type: "text", xy: [400, 387.5] });
  expect(hand.editor.text.editing.get()).toBe(hand.shape.id);
});

test("a click with Text on a text goes on with that one", () => {
  const hand = handWith("text").click([400, 400]);
  write(hand, hand.shape, "Hello");
  changeShape(hand.doc, hand.shape.id, { size: [60, 25] });
  hand.editor.text.end();
  hand.editor.take("text");
  hand.click([420, 400]);
  expect(hand.shapes).toHaveLength(1);
  expect(hand.editor.text.editing.get()).toBe(hand.shape.id);
});

test("R224: a click with Text into the words of a text puts the caret there", () => {
  const hand = handWith("text").click([400, 400]);
  write(hand, hand.shape, "Hello");
  changeShape(hand.doc, hand.shape.id, { size: [60, 25] });
  hand.editor.text.end();
  hand.editor.take("text");
  hand.click([420, 400]);
  expect(hand.editor.text.opening.caret).toEqual([420, 400]);
});

test("R223: a drag with Text begins one that wraps at the width of the drag, whichever way it goes", () => {
  for (const to of [
    [640, 420],
    [160, 420],
  ] as const) {
    const hand = handWith("text").press([400, 400]).move(to);
    expect(hand.editor.hand.marquee.get()).not.toBeNull();
    hand.lift(to);
    expect(hand.editor.hand.marquee.get()).toBeNull();
    expect(hand.shape).toMatchObject({ type: "text", xy: [Math.min(400, to[0]), 387.5] });
    expect(hand.shape.size[0]).toBe(240);
    expect(hand.editor.text.opening.column).toBe(240);
    write(hand, hand.shape, "Hello");
    hand.editor.text.end();
    const { shape } = hand;
    expect(hasText(shape) && wrapOf(shape)).toBe(240);
  }
});

test("R223: a click with Text, also by an unsteady hand, begins one as wide as its words", () => {
  const hand = handWith("text").drag([400, 400], [410, 404]);
  expect(hand.shape).toMatchObject({ type: "text", xy: [400, 387.5] });
  expect(hand.shape.size[0]).toBe(0);
  expect(hand.editor.text.opening.column).toBeNull();
});

test("R223: Escape in a drag with Text begins nothing", () => {
  const hand = handWith("text").press([400, 400]).move([640, 400]);
  hand.key("Escape");
  hand.lift([640, 400]);
  expect(hand.shapes).toEqual([]);
  expect(hand.editor.hand.marquee.get()).toBeNull();
});

test("a text without a letter goes when editing ends, and no step brings it back", () => {
  const hand = handWith("text").click([400, 400]);
  hand.editor.text.end();
  expect(hand.shapes).toEqual([]);
  hand.editor.undo();
  hand.editor.redo();
  expect(hand.shapes).toEqual([]);
});

test("an empty note stays", () => {
  const hand = handWith("note").click([400, 400]);
  hand.editor.text.end();
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
  expect(hand.editor.text.editing.get()).toBe(id);
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
  hand.editor.text.end();
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
  hand.editor.text.end();
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
  hand.editor.text.end();
  hand.editor.undo();
  expect(hand.shape).toMatchObject({ type: "note" });
  hand.editor.undo();
  expect(hand.shapes).toEqual([]);
});

test("R176: words that I type in a shape which somebody deletes are kept, and can be brought back", () => {
  const hand = handWith("note").click([400, 400]);
  const { id } = hand.shape;
  hand.editor.people.whoDeleted = (shape) => (shape === id ? "Mina" : null);
  write(hand, hand.shape, "Decide");
  hand.doc.getMap("shapes").delete(id);
  expect(hand.editor.text.editing.get()).toBeNull();
  const [lost] = hand.editor.text.lost.offers.get();
  expect(lost).toMatchObject({ words: "Decide", deletion: { kind: "other", name: "Mina" } });
  expect(hand.editor.text.pause.holds(performance.now())).toBe(true);
  if (lost === undefined) return;
  hand.editor.text.bringBack(lost);
  expect(hand.shape).toMatchObject({ id, type: "note", xy: [300, 300], stroke: "yellow" });
  expect(words(hand)).toEqual(["Decide"]);
  expect(hand.editor.text.editing.get()).toBe(id);
  expect(hand.editor.text.lost.offers.get()).toEqual([]);
  hand.editor.undo();
  expect(hand.shapes).toEqual([]);
});

test("R176: letters that the field has and the document has not are kept, too", () => {
  const hand = handWith("note").click([400, 400]);
  hand.editor.text.fieldWords = () => "in the field";
  hand.doc.getMap("shapes").delete(hand.shape.id);
  expect(hand.editor.text.lost.offers.get()[0]?.words).toBe("in the field");
});

test("R176: when my own undo takes the shape, the words of others in it are kept", () => {
  const hand = handWith("note").click([400, 400]);
  const { shape } = hand;
  if (hasText(shape)) shape.text.insert(0, "from Jonas");
  hand.editor.undo();
  expect(hand.shapes).toEqual([]);
  expect(hand.editor.text.lost.offers.get()).toMatchObject([
    { words: "from Jonas", deletion: { kind: "undo" } },
  ]);
  hand.editor.redo();
  expect(words(hand)).toEqual(["from Jonas"]);
  expect(hand.editor.text.lost.offers.get()).toEqual([]);
});

test("R176: a shape that I delete myself while I type in it is not offered", () => {
  const hand = handWith("note").click([400, 400]);
  write(hand, hand.shape, "Decide");
  deleteSelection(hand.editor);
  expect(hand.editor.text.editing.get()).toBeNull();
  expect(hand.editor.text.lost.offers.get()).toEqual([]);
  expect(hand.editor.text.pause.holds(performance.now())).toBe(false);
});

test("R176: a shape that comes back with other words is left alone, and mine stand beside it", () => {
  const hand = handWith("note").click([400, 400]);
  const { id } = hand.shape;
  write(hand, hand.shape, "mine");
  hand.doc.getMap("shapes").delete(id);
  hand.box(id, [300, 300], { text: "theirs" });
  const [lost] = hand.editor.text.lost.offers.get();
  if (lost !== undefined) hand.editor.text.bringBack(lost);
  expect(words(hand).sort()).toEqual(["mine", "theirs"]);
});

test("a press elsewhere ends editing", () => {
  const hand = handWith("note").click([400, 400]).press([800, 100]);
  expect(hand.editor.text.editing.get()).toBeNull();
});
