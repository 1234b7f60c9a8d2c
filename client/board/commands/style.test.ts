import { expect, test } from "vitest";
import { changeShape } from "../../../shared/board/document.ts";
import { TestHand } from "../test-hand.ts";
import { restyle } from "./style.ts";

function handWith(...selected: string[]): TestHand {
  const hand = new TestHand().box("a", [100, 100]).box("b", [300, 100]).box("c", [500, 100]);
  hand.editor.selection.set(selected);
  hand.updates = 0;
  return hand;
}

const order = (hand: TestHand) => hand.shapes.map(({ id }) => id);

test("] brings to the front and [ sends to the back, each as one update", () => {
  const hand = handWith("a", "b");
  hand.key("]");
  expect(order(hand)).toEqual(["c", "a", "b"]);
  hand.key("[");
  expect(order(hand)).toEqual(["a", "b", "c"]);
  expect(hand.updates).toBe(2);
});

test("duplicates lie beside their originals, in the same order, and are selected", () => {
  const hand = handWith("b", "a");
  hand.key("ctrl+d");
  expect(hand.shapes).toHaveLength(5);
  expect(hand.shapes.slice(3).map(({ xy }) => xy)).toEqual([
    [116, 116],
    [316, 116],
  ]);
  expect(hand.editor.selection.get()).toEqual(order(hand).slice(3));
  expect(hand.updates).toBe(1);
});

test("a duplicate has everything that its original has", () => {
  const hand = new TestHand().box("a", [0, 0], {
    text: "Decide",
    fill: "green",
    dash: "dashed",
    angle: 1,
  });
  hand.editor.selection.set(["a"]);
  hand.key("ctrl+d");
  const twin = hand.shapes.at(-1);
  expect(twin).toMatchObject({
    fill: "green",
    dash: "dashed",
    angle: 1,
    size: [100, 60],
    by: "mina",
  });
  expect(twin !== undefined && "text" in twin ? twin.text.toString() : "").toBe("Decide");
});

test("ink is duplicated with its points", () => {
  const hand = new TestHand();
  hand.editor.take("pen");
  hand.drag([0, 0], [50, 50]);
  hand.key("v");
  hand.key("ctrl+a");
  hand.key("ctrl+d");
  const [first, second] = hand.shapes;
  expect(second).toMatchObject({ type: "ink", size: first?.size });
  expect(second?.type === "ink" && first?.type === "ink" && second.points).toEqual(
    first?.type === "ink" ? first.points : null,
  );
});

test("Delete deletes what is selected and not locked", () => {
  const hand = handWith("a", "b");
  hand.doc.transact(() => changeShape(hand.doc, "a", { locked: true }));
  hand.key("Delete");
  expect(order(hand)).toEqual(["a", "c"]);
});

test("select all leaves locked shapes out", () => {
  const hand = handWith();
  hand.doc.transact(() => changeShape(hand.doc, "a", { locked: true }));
  hand.key("ctrl+a");
  expect(hand.editor.selection.get()).toEqual(["b", "c"]);
});

test("a new style goes to all selected shapes as one update, to each what it has a use for", () => {
  const hand = handWith();
  hand.editor.take("arrow");
  hand.drag([0, 0], [50, 50]);
  hand.key("ctrl+a");
  hand.updates = 0;
  restyle(hand.editor, { fill: "red" });
  expect(hand.updates).toBe(1);
  expect(hand.stored("a", "fill")).toBe("red");
  const arrow = hand.shapes.find(({ type }) => type === "arrow");
  expect(hand.stored(arrow?.id ?? "", "fill")).toBeUndefined();
});

test("a text in larger letters gets the box that they need", () => {
  const hand = new TestHand();
  hand.editor.take("text");
  hand.click([100, 100]);
  const { shape } = hand;
  if (shape.type === "text") hand.editor.history.run(() => shape.text.insert(0, "Hello"));
  const before = hand.shape.size;
  restyle(hand.editor, { letter: "xl" });
  expect(hand.shape.size[1]).toBeGreaterThan(before[1]);
  expect(hand.shape.size[0]).toBeGreaterThan(100);
});

test("a note in larger letters keeps its size while they fit, and grows when they do not", () => {
  const hand = new TestHand();
  hand.editor.take("note");
  hand.click([100, 100]);
  const { shape } = hand;
  if (shape.type !== "note") throw new Error("it is no note");
  hand.editor.history.run(() => shape.text.insert(0, "What about the rest?"));
  restyle(hand.editor, { letter: "l" });
  expect(hand.shape).toMatchObject({ letter: "l", size: [200, 200] });
  hand.editor.history.run(() =>
    shape.text.insert(0, "And what about everything else? ".repeat(12)),
  );
  restyle(hand.editor, { letter: "xl" });
  expect(hand.shape.size[0]).toBe(200);
  expect(hand.shape.size[1]).toBeGreaterThan(300);
});

test("R184: a line's width and the size of letters are two settings, also in a box of before", () => {
  const hand = new TestHand().box("old", [0, 0], { text: "Decide", width: "l" });
  hand.editor.selection.set(["old"]);
  expect(hand.shape).toMatchObject({ width: "l", letter: "l" });
  expect(hand.stored("old", "letter")).toBeUndefined();
  restyle(hand.editor, { width: "s" });
  expect(hand.shape).toMatchObject({ width: "s", letter: "l" });
  restyle(hand.editor, { letter: "m" });
  expect(hand.shape).toMatchObject({ width: "s", letter: "m" });
});

test("R184: a broad line asks for no large letters in a new box", () => {
  const hand = new TestHand();
  hand.editor.me.style.set({ ...hand.editor.me.style.get(), width: "xl", letters: "m" });
  hand.editor.take("rectangle");
  hand.drag([0, 0], [200, 100]);
  expect(hand.shape).toMatchObject({ width: "xl", letter: "m" });
});

test("R184: clients of before see the letters of a note or text in their size", () => {
  const hand = new TestHand();
  hand.editor.take("note");
  hand.click([100, 100]);
  restyle(hand.editor, { letter: "xl" });
  expect(hand.stored(hand.shape.id, "width")).toBe("xl");
});
