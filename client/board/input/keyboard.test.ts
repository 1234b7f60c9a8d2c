import { expect, test } from "vitest";
import { changeShape } from "../../../shared/board/document.ts";
import { group } from "../../../shared/board/group-edits.ts";
import { putInto } from "../../../shared/board/place-edits.ts";
import { TestHand } from "../test-hand.ts";
import type { ToolName } from "../tools/tool.ts";
import { endWalk } from "../walk.ts";
import { pressKey } from "./keyboard.ts";

test.each<[string, ToolName]>([
  ["v", "select"],
  ["h", "hand"],
  ["r", "rectangle"],
  ["o", "ellipse"],
  ["a", "arrow"],
  ["d", "pen"],
  ["p", "pen"],
  ["t", "text"],
  ["n", "note"],
  ["e", "eraser"],
  ["R", "rectangle"],
  ["1", "select"],
  ["2", "rectangle"],
  ["3", "ellipse"],
  ["4", "arrow"],
  ["6", "pen"],
  ["7", "text"],
  ["8", "note"],
  ["s", "note"],
  ["0", "eraser"],
])("R196: %s takes the %s", (key, tool) => {
  const hand = new TestHand();
  hand.editor.take(tool === "select" ? "hand" : "select");
  expect(hand.key(key)).toBe(true);
  expect(hand.editor.hand.tool.get()).toBe(tool);
});

test("R197: letters and digits on one selected shape open its text, and the browser writes them", () => {
  for (const key of ["r", "R", "q", "7", "п", "ä", "Dead"]) {
    const hand = new TestHand().box("a", [0, 0]);
    hand.editor.selection.set(["a"]);
    expect(hand.key(key), key).toBe(false);
    expect(hand.editor.text.editing.get(), key).toBe("a");
    expect(hand.editor.hand.tool.get()).toBe("select");
    expect(hand.editor.hand.toolLock.get()).toBe(false);
  }
});

test("R197: on several shapes, a locked one or none, letters take tools; signs and chords stay commands", () => {
  const hand = new TestHand().box("a", [0, 0]).box("b", [200, 0]).box("c", [400, 0]);
  changeShape(hand.doc, "c", { locked: true });
  const pressed = (key: string, ...selected: string[]) => {
    hand.editor.take("select");
    hand.editor.selection.set(selected);
    hand.key(key);
    expect(hand.editor.text.editing.get()).toBeNull();
    return hand.editor.hand.tool.get();
  };
  expect(pressed("r", "a", "b")).toBe("rectangle");
  expect(pressed("n", "c")).toBe("note");
  expect(pressed("e")).toBe("eraser");
  expect(pressed("]", "a")).toBe("select");
  expect(hand.shapes.at(-1)?.id).toBe("a");
  expect(pressed("ctrl+d", "a")).toBe("select");
  expect(hand.shapes).toHaveLength(4);
  hand.editor.readOnly.set(true);
  expect(pressed("h", "a")).toBe("hand");
});

test.each([
  ["ctrl+k", "palette"],
  ["ctrl+/", "palette"],
  ["?", "shortcuts"],
  ["shift+F10", "menu"],
  ["ContextMenu", "menu"],
])("R199: %s opens the %s, for viewers, too", (key, kind) => {
  const hand = new TestHand().box("a", [100, 100]);
  hand.editor.readOnly.set(true);
  hand.editor.selection.set(["a"]);
  expect(hand.key(key)).toBe(true);
  expect(hand.editor.dialog.get()).toMatchObject({ kind });
});

test("R198: a locked tool stays in the hand after it has made a shape", () => {
  const hand = new TestHand();
  hand.key("r");
  hand.key("q");
  hand.drag([100, 100], [200, 200]).drag([300, 300], [400, 400]);
  expect(hand.editor.hand.tool.get()).toBe("rectangle");
  expect(hand.shapes).toHaveLength(2);
  hand.key("n");
  hand.click([500, 500]);
  const [, , note] = hand.shapes;
  expect(hand.editor.text.editing.get()).toBe(note?.id);
  hand.click([800, 500]);
  expect(hand.shapes).toHaveLength(4);
  hand.editor.text.end();
  hand.key("q");
  hand.key("r");
  hand.drag([100, 500], [200, 600]);
  expect(hand.editor.hand.tool.get()).toBe("select");
});

test("keys that mean nothing to the board stay the browser's", () => {
  const hand = new TestHand();
  for (const key of ["x", "F5", "ctrl+r", "ctrl+t", "alt+d", "ctrl+alt+z", "constructor"]) {
    expect(hand.key(key), key).toBe(false);
  }
});

test("R195: a Cyrillic key takes the tool of the Latin letter at its place", () => {
  const hand = new TestHand();
  const input = { key: "к", code: "KeyR", shift: false, alt: false, command: false };
  expect(pressKey(hand.editor, hand.interaction, input)).toBe(true);
  expect(hand.editor.hand.tool.get()).toBe("rectangle");
});

test("a chord with Ctrl that can do nothing now is not the browser's", () => {
  expect(new TestHand().key("ctrl+d")).toBe(true);
});

test("a person who may only look keeps to Select and Hand", () => {
  const hand = new TestHand();
  hand.editor.readOnly.set(true);
  hand.key("r");
  expect(hand.editor.hand.tool.get()).toBe("select");
  hand.key("h");
  expect(hand.editor.hand.tool.get()).toBe("hand");
});

/** Presses keys, and returns the selection after each; `out`: the key was the browser's. */
function walked(hand: TestHand, ...keys: string[]): string[] {
  return keys.map((key) => (hand.key(key) ? hand.editor.selection.get().join() : "out"));
}

test("R387: Tab walks through the shapes in reading order, and leaves the board behind the last", () => {
  const hand = new TestHand().box("low", [0, 300]).box("right", [300, 10]).box("left", [0, 0]);
  expect(walked(hand, "Tab", "Tab", "Tab", "Tab")).toEqual(["left", "right", "low", "out"]);
  expect(walked(hand, "shift+Tab", "shift+Tab", "shift+Tab")).toEqual(["right", "left", "out"]);
  expect(new TestHand().key("Tab")).toBe(false);
});

test("R387: after Escape, Tab leaves the board, until the board gets the focus again", () => {
  const hand = new TestHand().box("a", [0, 0]).box("b", [200, 0]);
  expect(walked(hand, "Tab", "Escape", "Tab", "shift+Tab")).toEqual(["a", "", "out", "out"]);
  endWalk(hand.editor, false);
  expect(walked(hand, "shift+Tab")).toEqual(["b"]);
});

test("R387: the walk begins with what is in view", () => {
  const hand = new TestHand().box("far", [-3_000, 0]).box("here", [100, 100]).box("on", [500, 500]);
  expect(walked(hand, "Tab", "shift+Tab")).toEqual(["here", "far"]);
});

test("R387: the walk goes into a frame before it goes on, and back out of a group", () => {
  const hand = new TestHand()
    .box("one", [0, 0], { type: "frame", size: [300, 300], name: "" } as object)
    .box("two", [400, 0], { type: "frame", size: [300, 300], name: "" } as object)
    .box("a", [450, 50])
    .box("b", [50, 100])
    .box("c", [50, 400])
    .box("d", [250, 400])
    .box("e", [450, 400]);
  const { relations } = hand.editor.scene;
  hand.doc.transact(() => {
    putInto(relations, ["a"], "two");
    putInto(relations, ["b"], "one");
    group(relations, ["c", "e"]);
  });
  expect(walked(hand, ...Array<string>(7).fill("Tab"))).toEqual([
    "one",
    "b",
    "two",
    "a",
    "c,e",
    "d",
    "out",
  ]);
  // Into the group, and out of it at its end.
  expect(walked(hand, "shift+Tab", "Enter", "Tab", "Tab")).toEqual(["c,e", "c", "e", "d"]);
});

test("R387: shapes beside the selected one are added to it by Ctrl, shift and an arrow key", () => {
  const hand = new TestHand().box("a", [0, 0]).box("b", [300, 20]).box("c", [0, 300]);
  hand.editor.selection.set(["a"]);
  const keys = ["ctrl+shift+ArrowRight", "ctrl+shift+ArrowRight", "ctrl+shift+ArrowDown"];
  expect(walked(hand, ...keys)).toEqual(["a,b", "a,b", "a,b,c"]);
});

test("a shape that Tab comes to is brought into view", () => {
  const hand = new TestHand().box("here", [0, 0]).box("far", [5000, 0]);
  hand.editor.selection.set(["here"]);
  hand.key("Tab");
  const [x] = hand.editor.view.toScreen([5000, 0]);
  expect(x).toBeGreaterThan(0);
  expect(x).toBeLessThan(1000);
});

test("Escape lets go of the selection, then of the tool, and then is the page's", () => {
  const hand = new TestHand().box("a", [0, 0]);
  hand.editor.take("hand");
  hand.editor.selection.set(["a"]);
  expect(hand.key("Escape")).toBe(true);
  expect(hand.editor.selection.get()).toEqual([]);
  expect(hand.key("Escape")).toBe(true);
  expect(hand.editor.hand.tool.get()).toBe("select");
  expect(hand.key("Escape")).toBe(false);
});

test("Enter edits the selected text", () => {
  const hand = new TestHand().box("a", [0, 0]);
  hand.editor.selection.set(["a"]);
  hand.key("Enter");
  expect(hand.editor.text.editing.get()).toBe("a");
  expect(hand.talked).not.toHaveBeenCalled();
});

test("Enter with nothing to do opens the talk", () => {
  const hand = new TestHand();
  expect(hand.key("Enter")).toBe(true);
  expect(hand.talked).toHaveBeenCalledOnce();
});

test("arrow keys move the selection by one, with shift by ten", () => {
  const hand = new TestHand().box("a", [0, 0]);
  hand.editor.selection.set(["a"]);
  hand.key("ArrowDown");
  hand.key("shift+ArrowLeft");
  expect(hand.stored("a", "xy")).toEqual([-10, 1]);
});

test("arrow keys move the board when nothing is selected", () => {
  const hand = new TestHand();
  hand.key("ArrowRight");
  expect(hand.editor.view.camera.get()).toMatchObject({ x: 64, y: 0 });
});

test("zooming goes by steps about the middle of the free board", () => {
  const hand = new TestHand();
  hand.key("ctrl+=");
  expect(hand.editor.view.camera.get().zoom).toBe(1.5);
  expect(hand.editor.view.toScreen([500, 400])).toEqual([500, 400]);
  hand.key("ctrl+-");
  hand.key("ctrl+-");
  expect(hand.editor.view.camera.get().zoom).toBe(0.75);
  hand.key("ctrl+0");
  expect(hand.editor.view.camera.get().zoom).toBe(1);
});

test("shift and 1 shows all, beside what covers the board", () => {
  const hand = new TestHand().box("a", [2000, 2000]);
  hand.editor.view.insets.set({ top: 0, right: 400, bottom: 0, left: 0 });
  hand.key("shift+1");
  const [x] = hand.editor.view.toScreen([2050, 2030]);
  expect(x).toBeCloseTo(300);
});

test("shift and 2 shows the selection", () => {
  const hand = new TestHand().box("a", [2000, 2000]).box("b", [-3000, 0]);
  expect(hand.key("shift+2")).toBe(false);
  hand.editor.selection.set(["a"]);
  expect(hand.key("shift+2")).toBe(true);
  const [x, y] = hand.editor.view.toScreen([2050, 2030]);
  expect([x, y]).toEqual([expect.closeTo(500), expect.closeTo(400)]);
});

test("a locked shape is not deleted until it is unlocked by the same key", () => {
  const hand = new TestHand().box("a", [0, 0]).box("b", [200, 0]);
  hand.editor.selection.set(["a"]);
  hand.key("ctrl+shift+l");
  hand.editor.selection.set(["a", "b"]);
  hand.key("Delete");
  expect(hand.shape.id).toBe("a");
  hand.key("ctrl+shift+l");
  hand.key("Delete");
  expect(hand.shapes).toEqual([]);
});
