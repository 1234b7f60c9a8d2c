import { expect, test } from "vitest";
import { words } from "../../words/words.ts";
import { TestHand } from "../test-hand.ts";
import { fittingEntries, paletteEntries } from "./palette-entries.ts";

function found(hand: TestHand, query: string): string[] {
  return fittingEntries(paletteEntries(hand.editor), query).map(({ label }) => label);
}

test("R200: the palette has each tool, and each command that can do something", () => {
  const hand = new TestHand().box("a", [0, 0]);
  expect(found(hand, "")).toEqual(expect.arrayContaining(Object.values(words.tools)));
  expect(found(hand, "")).not.toContain("Delete");
  hand.editor.selection.set(["a"]);
  expect(found(hand, "")).toContain("Delete");
});

test("R200: words are found by their beginnings, in any order, without case and accents", () => {
  const hand = new TestHand();
  expect(found(hand, "rect")[0]).toBe("Rectangle");
  expect(found(hand, "FIT zoom")).toEqual(["Zoom to fit"]);
  expect(found(hand, "nóte")).toEqual(["Sticky note"]);
  expect(found(hand, "angle")).toEqual(["Rectangle", "Triangle"]);
  expect(found(hand, "view")).toEqual(expect.arrayContaining(["Zoom in", "Zoom out"]));
  expect(found(hand, "nothing like it")).toEqual([]);
});

test("R200: a viewer finds what a viewer may do", () => {
  const hand = new TestHand();
  hand.editor.readOnly.set(true);
  expect(found(hand, "")).toEqual(expect.arrayContaining(["Select", "Hand", "Zoom to fit"]));
  expect(found(hand, "")).not.toContain("Rectangle");
});

test("R200: an entry does what its key does", () => {
  const hand = new TestHand();
  fittingEntries(paletteEntries(hand.editor), "ellipse")[0]?.run();
  expect(hand.editor.hand.tool.get()).toBe("ellipse");
});
