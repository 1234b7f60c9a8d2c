import { expect, test } from "vitest";
import { TestHand } from "./test-hand.ts";

const selected = (hand: TestHand): string => [...hand.editor.selection.get()].sort().join("");

/** Two boxes in a group, with a third in a group around it, and one by itself. */
function handAtGroups(): TestHand {
  const hand = new TestHand()
    .box("a", [100, 100])
    .box("b", [300, 100])
    .box("c", [100, 300])
    .box("d", [500, 500]);
  hand.editor.selection.set(["a", "b"]);
  hand.key("ctrl+g");
  hand.editor.selection.set(["a", "b", "c"]);
  hand.key("ctrl+g");
  hand.editor.selection.clear();
  return hand;
}

test("R281: a click takes the outermost group, double clicks go into it, and Escape comes out again", () => {
  const hand = handAtGroups().click([150, 130]);
  expect(selected(hand)).toBe("abc");
  hand.click([150, 130], { clicks: 2 });
  expect(selected(hand)).toBe("ab");
  hand.doubleClick([150, 130]);
  expect(selected(hand)).toBe("a");
  expect(hand.editor.text.editing.get()).toBeNull();
  hand.key("Escape");
  expect(selected(hand)).toBe("ab");
  hand.key("Escape");
  expect(selected(hand)).toBe("abc");
  hand.key("Escape");
  expect(selected(hand)).toBe("");
});

test("R281: in a group, a click takes its parts; a click beside it leaves it as far as it must", () => {
  const hand = handAtGroups().doubleClick([150, 130]).doubleClick([150, 130]);
  hand.click([350, 130]);
  expect(selected(hand)).toBe("b");
  hand.click([150, 330]);
  expect(selected(hand)).toBe("c");
  hand.click([350, 130]);
  expect(selected(hand)).toBe("ab");
  hand.click([550, 530]);
  expect(selected(hand)).toBe("d");
  hand.click([350, 130]);
  expect(selected(hand)).toBe("abc");
});

test("R281: a drag moves the whole group, and inside it only what is selected", () => {
  const hand = handAtGroups().drag([150, 130], [160, 130]);
  expect(hand.stored("c", "xy")).toEqual([110, 300]);
  hand.doubleClick([150, 130]).doubleClick([150, 130]).drag([150, 130], [160, 130]);
  expect(hand.stored("a", "xy")).toEqual([120, 100]);
  expect(hand.stored("b", "xy")).toEqual([310, 100]);
});

test("R281: by keys, Tab goes from group to group, and Enter into one", () => {
  const hand = handAtGroups().click([550, 530]);
  hand.key("shift+Tab");
  expect(selected(hand)).toBe("abc");
  hand.key("Tab");
  expect(selected(hand)).toBe("d");
  hand.key("shift+Tab");
  hand.key("Enter");
  expect(selected(hand)).toBe("ab");
  hand.key("Tab");
  expect(selected(hand)).toBe("c");
  hand.key("Escape");
  expect(selected(hand)).toBe("abc");
});

test("R281: ungroup parts the outer group alone, and one step of undo puts it together", () => {
  const hand = handAtGroups().click([150, 130]);
  hand.key("ctrl+shift+g");
  hand.click([150, 330]);
  expect(selected(hand)).toBe("c");
  hand.click([150, 130]);
  expect(selected(hand)).toBe("ab");
  hand.key("ctrl+z");
  hand.editor.selection.clear();
  hand.click([150, 330]);
  expect(selected(hand)).toBe("abc");
});

test("R281: a marquee takes what it touches, with alt what lies in it, and groups as a whole", () => {
  const hand = handAtGroups().drag([50, 50], [150, 110]);
  expect(selected(hand)).toBe("abc");
  hand.drag([50, 50], [420, 170], { alt: true });
  expect(selected(hand)).toBe("");
  hand.drag([50, 50], [420, 370], { alt: true });
  expect(selected(hand)).toBe("abc");
  hand.drag([450, 450], [550, 550], { alt: true });
  expect(selected(hand)).toBe("");
  hand.drag([450, 450], [650, 600], { alt: true });
  expect(selected(hand)).toBe("d");
});

test("R281: shift and a click adds a whole group, and takes it out again", () => {
  const hand = handAtGroups().click([550, 530]).click([150, 130], { shift: true });
  expect(selected(hand)).toBe("abcd");
  hand.click([350, 130], { shift: true });
  expect(selected(hand)).toBe("d");
});
