import { expect, test } from "vitest";
import { changeShape, shapesOf } from "../../../../shared/board/document.ts";
import { TestHand } from "../../test-hand.ts";

/** Two boxes side by side, `a` and `b`, and one far below, `c`. */
function handAtBoxes(): TestHand {
  const hand = new TestHand().box("a", [100, 100]).box("b", [300, 100]).box("c", [100, 500]);
  hand.updates = 0;
  return hand;
}

test("a click selects, a click beside lets go", () => {
  const hand = handAtBoxes().click([150, 130]);
  expect(hand.editor.selection.get()).toEqual(["a"]);
  hand.click([700, 700]);
  expect(hand.editor.selection.get()).toEqual([]);
  expect(hand.updates).toBe(0);
});

test("shift and click adds, and takes out again", () => {
  const hand = handAtBoxes().click([150, 130]).click([350, 130], { shift: true });
  expect(hand.editor.selection.get()).toEqual(["a", "b"]);
  hand.click([150, 130], { shift: true });
  expect(hand.editor.selection.get()).toEqual(["b"]);
});

test("a click on one of several selects it alone", () => {
  const hand = handAtBoxes();
  hand.key("ctrl+a");
  hand.click([150, 130]);
  expect(hand.editor.selection.get()).toEqual(["a"]);
});

test("a marquee selects what it touches, while it grows", () => {
  const hand = handAtBoxes().press([50, 50]).move([320, 200]);
  expect(hand.editor.selection.get()).toEqual(["a", "b"]);
  expect(hand.editor.hand.marquee.get()).toEqual({ minX: 50, minY: 50, maxX: 320, maxY: 200 });
  hand.move([200, 200]).lift([200, 200]);
  expect(hand.editor.selection.get()).toEqual(["a"]);
  expect(hand.editor.hand.marquee.get()).toBeNull();
});

test("a drag moves the selection as one update, and the others see it on the way", () => {
  const hand = handAtBoxes().press([150, 130]).move([160, 140]);
  expect(hand.updates).toBe(0);
  expect(hand.channel.sent.at(-1)).toMatchObject({
    kind: "set",
    shapes: [{ id: "a" }],
    by: [10, 10],
  });
  hand.move([170, 150]).lift([170, 150]);
  expect(hand.stored("a", "xy")).toEqual([120, 120]);
  expect(hand.updates).toBe(1);
  expect(hand.channel.sent.at(-1)).toEqual({ kind: "done" });
});

test("a drag from between the shapes of a larger selection moves them all", () => {
  const hand = handAtBoxes();
  hand.key("ctrl+a");
  hand.drag([250, 130], [260, 130]);
  expect(hand.stored("a", "xy")).toEqual([110, 100]);
  expect(hand.stored("c", "xy")).toEqual([110, 500]);
});

test("Escape in a drag leaves everything where it was", () => {
  const hand = handAtBoxes().press([150, 130]).move([300, 300]);
  hand.key("Escape");
  hand.lift([300, 300]);
  expect(hand.updates).toBe(0);
  expect(hand.channel.sent.at(-1)).toEqual({ kind: "cancel" });
});

test("with alt a drag leaves the shape and moves a twin", () => {
  const hand = handAtBoxes().drag([150, 130], [150, 330], { alt: true });
  expect(hand.shapes).toHaveLength(4);
  expect(hand.stored("a", "xy")).toEqual([100, 100]);
  const [twin] = hand.editor.selection.get();
  expect(hand.stored(twin ?? "", "xy")).toEqual([100, 300]);
  expect(hand.updates).toBe(1);
});

test("R225: while a twin is dragged, the selection's frame stands around it and not around the shape", () => {
  const hand = handAtBoxes().press([150, 130], { alt: true }).move([150, 330], { alt: true });
  expect(hand.editor.hand.motion.get().framed).toMatchObject([{ xy: [100, 300], size: [100, 60] }]);
  hand.move([150, 340]);
  expect(hand.editor.hand.motion.get().framed).toBeNull();
  hand.move([150, 330], { alt: true }).lift([150, 330], { alt: true });
  expect(hand.editor.hand.motion.get().framed).toBeNull();
});

test("with shift a drag goes straight", () => {
  const hand = handAtBoxes().drag([150, 130], [250, 140], { shift: true });
  expect(hand.stored("a", "xy")).toEqual([200, 100]);
});

test("a locked shape can be selected and not moved", () => {
  const hand = handAtBoxes();
  hand.doc.transact(() => changeShape(hand.doc, "a", { locked: true }));
  hand.drag([150, 130], [250, 230]);
  expect(hand.editor.selection.get()).toEqual(["a"]);
  expect(hand.stored("a", "xy")).toEqual([100, 100]);
});

test("a shape that somebody deletes while I drag it is gone, and nothing breaks", () => {
  const hand = handAtBoxes();
  hand.key("ctrl+a");
  hand.press([150, 130]).move([170, 130]);
  hand.doc.transact(() => shapesOf(hand.doc).delete("b"));
  hand.move([180, 130]).lift([180, 130]);
  expect(hand.shapes.map(({ id }) => id)).toEqual(["a", "c"]);
  expect(hand.stored("a", "xy")).toEqual([130, 100]);
  expect(hand.editor.selection.get()).toEqual(["a", "c"]);
});

test("the corner of a selected shape resizes it", () => {
  const hand = handAtBoxes().click([150, 130]).drag([206, 166], [256, 186]);
  expect(hand.stored("a", "size")).toEqual([150, 80]);
  expect(hand.stored("a", "xy")).toEqual([100, 100]);
  expect(hand.updates).toBe(1);
});

test("the end of an arrow can be put elsewhere, and the others see the arrow turn", () => {
  const hand = new TestHand();
  hand.editor.take("arrow");
  hand.drag([100, 100], [200, 100]);
  const { id } = hand.shape;
  hand.press([200, 100]).move([150, 50]).move([100, 20]);
  expect(hand.channel.sent.at(-1)).toMatchObject({
    kind: "set",
    shapes: [{ id, fields: { to: [0, 0] } }],
  });
  hand.lift([100, 20]);
  expect(hand.shape).toMatchObject({ xy: [100, 20], size: [0, 80], from: [0, 80], to: [0, 0] });
});

test("a double click opens a shape's text", () => {
  const hand = handAtBoxes().doubleClick([150, 130]);
  expect(hand.editor.text.editing.get()).toBe("a");
});

test("R224: a click into the words of the selected shape opens them with the caret there", () => {
  const hand = new TestHand().box("a", [100, 100], { size: [200, 60], text: "Sketch ideas" });
  hand.click([200, 130]);
  expect(hand.editor.text.editing.get()).toBeNull();
  // Beside the words, a click changes nothing.
  hand.click([105, 105]);
  expect(hand.editor.text.editing.get()).toBeNull();
  hand.click([200, 130]);
  expect(hand.editor.text.editing.get()).toBe("a");
  expect(hand.editor.text.opening.caret).toEqual([200, 130]);
});

test("R224: a double click puts the caret where it is, Enter puts it at the end", () => {
  const hand = new TestHand().box("a", [100, 100], { size: [200, 60], text: "Sketch ideas" });
  hand.doubleClick([190, 130]);
  expect(hand.editor.text.opening.caret).toEqual([190, 130]);
  hand.editor.text.end();
  hand.editor.text.edit("a");
  expect(hand.editor.text.opening.caret).toBeNull();
});

test("R224: a click into one of several that are selected selects it alone, with shift it goes", () => {
  const hand = new TestHand()
    .box("a", [100, 100], { size: [200, 60], text: "Sketch ideas" })
    .box("b", [100, 300]);
  hand.key("ctrl+a");
  hand.click([200, 130]);
  expect(hand.editor.selection.get()).toEqual(["a"]);
  expect(hand.editor.text.editing.get()).toBeNull();
  hand.click([200, 130], { shift: true });
  expect(hand.editor.selection.get()).toEqual([]);
  expect(hand.editor.text.editing.get()).toBeNull();
});

test("a double click on the empty board begins a text", () => {
  const hand = handAtBoxes().doubleClick([700, 600]);
  expect(hand.shapes).toHaveLength(4);
  expect(hand.editor.text.editing.get()).not.toBeNull();
});

test("the cursor tells what a press would do", () => {
  const hand = handAtBoxes().move([150, 130]);
  expect(hand.editor.hand.cursor.get()).toBe("move");
  expect(hand.editor.hand.hover.get()).toBe("a");
  hand.click([150, 130]).move([206, 166]);
  expect(hand.editor.hand.cursor.get()).toBe("nwse-resize");
  hand.move([700, 700]);
  expect(hand.editor.hand.cursor.get()).toBeNull();
});

test("a person who may only look can select, and changes nothing", () => {
  const hand = handAtBoxes();
  hand.editor.readOnly.set(true);
  hand.drag([150, 130], [250, 230]).doubleClick([350, 130]).doubleClick([700, 700]);
  hand.key("ctrl+a");
  hand.key("Delete");
  hand.key("ctrl+d");
  hand.key("ArrowLeft");
  expect(hand.updates).toBe(0);
  expect(hand.channel.sent).toEqual([]);
  expect(hand.editor.text.editing.get()).toBeNull();
});

test("a person who loses the right to edit in the middle of a drag has not moved anything", () => {
  const hand = handAtBoxes().press([150, 130]).move([300, 300]);
  hand.editor.readOnly.set(true);
  hand.lift([300, 300]);
  expect(hand.updates).toBe(0);
  expect(hand.editor.hand.motion.get().moved).toEqual([]);
});

/** A hollow box, and a filled one within. */
function handAtHollow(text = ""): TestHand {
  const hand = new TestHand()
    .box("outer", [100, 100], { size: [400, 300], fill: "none", text })
    .box("inner", [150, 150]);
  hand.updates = 0;
  return hand;
}

test("R182: a drag that begins inside a hollow shape starts a marquee, and the shape stays", () => {
  const hand = handAtHollow().press([120, 120]).move([300, 240]);
  expect(hand.editor.hand.marquee.get()).not.toBeNull();
  expect(hand.editor.selection.get()).toEqual(["inner"]);
  hand.lift([300, 240]);
  expect(hand.stored("outer", "xy")).toEqual([100, 100]);
  expect(hand.updates).toBe(0);
});

test("R182: a click inside a hollow shape selects it, and then a drag there moves it", () => {
  const hand = handAtHollow().click([400, 350]);
  expect(hand.editor.selection.get()).toEqual(["outer"]);
  hand.drag([400, 350], [410, 360]);
  expect(hand.stored("outer", "xy")).toEqual([110, 110]);
});

test("R182: a drag on the outline or the label of a hollow shape moves it", () => {
  expect(handAtHollow().drag([300, 100], [310, 120]).stored("outer", "xy")).toEqual([110, 120]);
  const labelled = handAtHollow("right in the middle").drag([300, 250], [310, 270]);
  expect(labelled.stored("outer", "xy")).toEqual([110, 120]);
});

test("R182: a selected hollow shape moves by its inside, also where a smaller one lies", () => {
  const hand = handAtHollow().box("small", [200, 300], { size: [80, 60], fill: "none" });
  hand.click([480, 380]);
  expect(hand.editor.selection.get()).toEqual(["outer"]);
  hand.drag([240, 330], [250, 340]);
  expect(hand.stored("outer", "xy")).toEqual([110, 110]);
  expect(hand.stored("small", "xy")).toEqual([200, 300]);
});

test("R182: the cursor says whether a drag inside moves the shape", () => {
  const hand = handAtHollow().move([400, 350]);
  expect(hand.editor.hand.cursor.get()).toBeNull();
  expect(hand.editor.hand.hover.get()).toBe("outer");
  hand.move([400, 400]);
  expect(hand.editor.hand.cursor.get()).toBe("move");
});
