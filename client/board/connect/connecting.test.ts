import { expect, test } from "vitest";
import { deleteShapes } from "../../../shared/board/document.ts";
import type { ArrowShape } from "../../../shared/board/shape.ts";
import { TestHand } from "../test-hand.ts";
import { connectByKeys } from "./connecting.ts";
import { connectingOf } from "./connecting-store.ts";

/** Three boxes: two in a row, and one below the first. */
function boxes(): TestHand {
  const hand = new TestHand().box("a", [100, 100]).box("b", [500, 100]).box("c", [100, 400]);
  hand.editor.me.style.set({ ...hand.editor.me.style.get(), route: "straight" });
  hand.editor.selection.set(["a"]);
  return hand;
}

function arrowIn({ shapes }: TestHand): ArrowShape {
  const arrow = shapes.find(({ type }) => type === "arrow");
  if (arrow?.type !== "arrow") throw new Error("there is no arrow");
  return arrow;
}

const targetOf = ({ editor }: TestHand) => connectingOf(editor).get()?.target ?? null;

test("R389: an arrow to another shape is made by keys: Tab and arrow keys choose, and Enter makes it", () => {
  const hand = boxes();
  hand.updates = 0;
  connectByKeys(hand.editor, "end");
  expect(targetOf(hand)).toBe("c");
  expect(hand.key("Tab")).toBe(true);
  expect(targetOf(hand)).toBe("b");
  hand.key("Tab");
  expect(targetOf(hand)).toBe("c");
  hand.key("shift+Tab");
  expect(targetOf(hand)).toBe("b");
  // It is seen here and by others, and nothing is written yet.
  expect(hand.editor.hand.aim.get()?.anchor).toMatchObject({ shape: "b" });
  expect(hand.editor.seen.drafts()[0]?.shape).toMatchObject({ start: { shape: "a" } });
  expect(hand.channel.sent.at(-1)).toMatchObject({ kind: "set" });
  expect(hand.updates).toBe(0);
  expect(hand.key("Enter")).toBe(true);
  expect(arrowIn(hand)).toMatchObject({ start: { shape: "a" }, end: { shape: "b" } });
  expect(hand.editor.selection.get()).toEqual([arrowIn(hand).id]);
  expect(hand.channel.sent.at(-1)).toEqual({ kind: "done" });
  expect(hand.editor.hand.aim.get()).toBeNull();
  // The keys mean what they meant before: letters are written into the arrow.
  hand.key("Enter");
  expect(hand.editor.text.editing.get()).toBe(arrowIn(hand).id);
});

test("R389: an arrow key chooses the nearest shape in its direction", () => {
  const hand = boxes();
  connectByKeys(hand.editor, "end");
  hand.key("ArrowRight");
  expect(targetOf(hand)).toBe("b");
  // Nothing is there.
  hand.key("ArrowRight");
  expect(targetOf(hand)).toBe("b");
  hand.key("ArrowDown");
  expect(targetOf(hand)).toBe("c");
});

test("R389: Escape, a press, another selection and the loss of a shape end it, and leave nothing", () => {
  const ends: readonly ((hand: TestHand) => unknown)[] = [
    (hand) => hand.key("Escape"),
    (hand) => hand.click([800, 700]),
    (hand) => hand.editor.selection.set(["b"]),
    (hand) => deleteShapes(hand.doc, ["c"]),
    (hand) => hand.editor.readOnly.set(true),
    (hand) => hand.key("ctrl+k"),
  ];
  for (const [at, end] of ends.entries()) {
    const hand = boxes();
    connectByKeys(hand.editor, "end");
    end(hand);
    expect(targetOf(hand), `${at}`).toBeNull();
    expect(hand.channel.sent.some(({ kind }) => kind === "cancel")).toBe(true);
    expect(hand.editor.seen.drafts()).toEqual([]);
    expect(hand.shapes.some(({ type }) => type === "arrow")).toBe(false);
  }
});

test("R389: either end of the selected arrow is bound, and lets go by undo", () => {
  const hand = boxes();
  hand.editor.take("arrow");
  hand.drag([700, 600], [900, 600]);
  connectByKeys(hand.editor, "start");
  hand.key("ArrowUp");
  hand.key("Enter");
  expect(arrowIn(hand)).toMatchObject({ start: { shape: "b" }, end: null });
  connectByKeys(hand.editor, "end");
  expect(targetOf(hand)).not.toBe("b");
  hand.key("Enter");
  expect(arrowIn(hand).end).not.toBeNull();
  hand.editor.undo();
  expect(arrowIn(hand)).toMatchObject({ start: { shape: "b" }, end: null });
});

test("R389: two selected shapes are connected at once, in the order of their selection", () => {
  const hand = boxes();
  hand.editor.selection.set(["b", "c"]);
  connectByKeys(hand.editor, "end");
  expect(arrowIn(hand)).toMatchObject({ start: { shape: "b" }, end: { shape: "c" } });
  expect(connectingOf(hand.editor).get()).toBeNull();
});
