import { expect, test } from "vitest";
import { bind } from "../../../../shared/board/binding-edits.ts";
import { endsOf } from "../../../../shared/board/kinds/ends.ts";
import { centerOf } from "../../geometry.ts";
import { TestHand } from "../../test-hand.ts";

test("R388: Alt and an arrow key move the right or lower side by one, with shift by ten", () => {
  const hand = new TestHand().box("a", [100, 100]);
  hand.editor.selection.set(["a"]);
  for (const key of [
    "alt+shift+ArrowRight",
    "alt+ArrowRight",
    "alt+ArrowUp",
    "alt+shift+ArrowUp",
  ]) {
    expect(hand.key(key), key).toBe(true);
  }
  expect(hand.stored("a", "size")).toEqual([111, 49]);
  expect(hand.stored("a", "xy")).toEqual([100, 100]);
  // Quick ones are one step.
  hand.editor.undo();
  expect(hand.stored("a", "size")).toEqual([100, 60]);
});

test("R388: several are resized as one, a turned one along its sides, and a locked one stays", () => {
  const hand = new TestHand()
    .box("a", [0, 0])
    .box("b", [100, 0])
    .box("c", [0, 200], { locked: true });
  hand.editor.selection.set(["a", "b", "c"]);
  hand.key("alt+shift+ArrowRight");
  expect(hand.stored("a", "size")).toEqual([105, 60]);
  expect(hand.stored("b", "xy")).toEqual([105, 0]);
  expect(hand.stored("c", "size")).toEqual([100, 60]);
  const turned = new TestHand().box("a", [0, 0], { angle: Math.PI / 2 });
  turned.editor.selection.set(["a"]);
  turned.key("alt+shift+ArrowRight");
  expect(turned.shape.size).toEqual([110, 60]);
  expect(turned.shape.angle).toBeCloseTo(Math.PI / 2);
});

test("R388: no key makes a shape smaller than it may be, and a viewer resizes nothing", () => {
  const hand = new TestHand().box("a", [0, 0]);
  hand.editor.selection.set(["a"]);
  for (let times = 0; times < 20; times++) hand.key("alt+shift+ArrowLeft");
  expect(hand.stored("a", "size")).toEqual([8, 60]);
  hand.editor.readOnly.set(true);
  hand.editor.selection.set(["a"]);
  expect(hand.key("alt+ArrowRight")).toBe(false);
  expect(hand.key(">")).toBe(false);
});

test("R388: on a line and an arrow, the keys move the free end, and a bound one stays bound", () => {
  const hand = new TestHand().box("a", [100, 100]).box("b", [500, 100]);
  hand.editor.me.style.set({ ...hand.editor.me.style.get(), route: "straight" });
  hand.editor.take("arrow");
  hand.drag([200, 400], [300, 400]);
  const ends = () => {
    const arrow = hand.shapes.find(({ type }) => type === "arrow");
    if (arrow?.type !== "arrow") throw new Error("there is no arrow");
    return { id: arrow.id, at: endsOf(arrow), arrow };
  };
  hand.key("alt+shift+ArrowRight");
  hand.key("alt+shift+ArrowDown");
  expect(ends().at[1]).toEqual([310, 410]);
  const middle = { at: [0.5, 0.5], edge: true } as const;
  const { relations } = hand.editor.scene;
  hand.editor.transact(() => bind(relations, ends().id, "end", { shape: "b", ...middle }));
  hand.key("alt+shift+ArrowUp");
  expect(ends().at[0]).toEqual([200, 390]);
  expect(ends().arrow.end).toMatchObject({ shape: "b" });
  hand.editor.transact(() => bind(relations, ends().id, "start", { shape: "a", ...middle }));
  const before = ends().at;
  hand.key("alt+shift+ArrowUp");
  expect(ends().at).toEqual(before);
});

test("R388: the signs < and > turn the selection in steps of 15 degrees, and with Alt by one", () => {
  const hand = new TestHand().box("a", [300, 300]);
  hand.editor.selection.set(["a"]);
  const degrees = () => Math.round((hand.shape.angle * 180) / Math.PI);
  hand.key(">");
  hand.key(">");
  expect(degrees()).toBe(30);
  expect(centerOf(hand.shape.xy, hand.shape.size)).toEqual([350, 330]);
  hand.key("alt+.");
  expect(degrees()).toBe(31);
  // The next whole step.
  hand.key("<");
  expect(degrees()).toBe(15);
  hand.key("alt+,");
  expect(degrees()).toBe(14);
  hand.editor.undo();
  expect(degrees()).toBe(0);
});
