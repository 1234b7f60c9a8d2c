import { expect, test } from "vitest";
import { keepIn } from "../../ui/storage.ts";
import { boardWords } from "../../words/board-words.ts";
import { TestHand } from "../test-hand.ts";
import { fittingEntries, noteChosen, paletteEntries, recentNames } from "./palette-entries.ts";

function found(hand: TestHand, query: string): string[] {
  return fittingEntries(paletteEntries(hand.editor), query).map(({ label }) => label);
}

test("R200: the palette has each tool, and each command that can do something", () => {
  const hand = new TestHand().box("a", [0, 0]);
  // Where the page has comments.
  hand.editor.commenting.set(() => undefined);
  expect(found(hand, "")).toEqual(expect.arrayContaining(Object.values(boardWords.tools)));
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

test("R343: where no words fit, letters in their order do", () => {
  expect(found(new TestHand(), "rctngl")).toEqual(["Rectangle"]);
  expect(found(new TestHand(), "ztf")).toContain("Zoom to fit");
});

test("R343: the entries that were chosen last stand first, also when the browser comes back", () => {
  const values = new Map<string, string>();
  const kept = keepIn(() => ({
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  }));
  const entries = paletteEntries(new TestHand().editor);
  for (const name of ["zoomToFit", "tool-star", "person-mina", "zoomToFit"]) noteChosen(kept, name);
  const names = (query: string) =>
    fittingEntries(entries, query, recentNames(kept)).map(({ name }) => name);
  expect(names("").slice(0, 2)).toEqual(["zoomToFit", "tool-star"]);
  expect(names("zoom")[0]).toBe("zoomToFit");
});

test("R343: the palette leads to frames by their names", () => {
  const hand = new TestHand().box("f", [5_000, 0], { type: "frame", name: "Plan B" } as object);
  const [entry] = fittingEntries(paletteEntries(hand.editor), "plan");
  entry?.run();
  expect(entry?.label).toBe("Plan B");
  expect(hand.editor.view.camera.get().x).toBeGreaterThan(4_000);
});
