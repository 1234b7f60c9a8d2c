import { expect, test } from "vitest";
import type { Submenu } from "../commands/command.ts";
import { TestHand } from "../test-hand.ts";
import { sectionsOf } from "./menu-sections.ts";

/** The names of the entries that a user sees. */
function namesOf(hand: TestHand, open: Submenu | null = null): string[] {
  return sectionsOf(hand.editor, open, () => undefined)
    .flat()
    .map(({ name }) => name);
}

test("R289: the menu of selected shapes lists only what can be done now, and leads on to the rest", () => {
  const hand = new TestHand().box("a", [0, 0]).box("b", [300, 50]);
  hand.editor.selection.set(["a"]);
  expect(namesOf(hand)).toEqual(expect.arrayContaining(["duplicate", "delete", "order", "align"]));
  expect(namesOf(hand)).not.toContain("group");
  expect(namesOf(hand)).not.toContain("distribute");
  expect(namesOf(hand, "align")).toEqual(["back", "flipAcross", "flipDown"]);
  hand.editor.selection.set(["a", "b"]);
  expect(namesOf(hand)).toEqual(expect.arrayContaining(["group", "distribute"]));
  expect(namesOf(hand).filter((name) => name === "order")).toHaveLength(1);
  expect(namesOf(hand, "order")).toHaveLength(5);
});

test("R289: entries of a submenu do what they say, and those that lead on change only the menu", () => {
  const hand = new TestHand().box("a", [0, 0]).box("b", [20, 20]);
  hand.editor.selection.set(["a"]);
  const opened: (Submenu | null)[] = [];
  const find = (open: Submenu | null, name: string) =>
    sectionsOf(hand.editor, open, (one) => void opened.push(one))
      .flat()
      .find((item) => item.name === name);
  hand.updates = 0;
  expect(find(null, "order")?.leads).toBe("on");
  find(null, "order")?.run();
  find("order", "back")?.run();
  expect(opened).toEqual(["order", null]);
  expect(hand.updates).toBe(0);
  find("order", "bringToFront")?.run();
  expect(hand.shapes.map(({ id }) => id)).toEqual(["b", "a"]);
});
