import { expect, test } from "vitest";
import { TestHand } from "../test-hand.ts";
import { drawnBox } from "./shape.ts";

function handWith(tool: "rectangle" | "ellipse"): TestHand {
  const hand = new TestHand();
  hand.editor.take(tool);
  return hand;
}

test("a drag draws a rectangle as one update, selects it and puts the tool away", () => {
  const hand = handWith("rectangle").drag([100, 100], [260, 200]);
  expect(hand.shape).toMatchObject({
    type: "rectangle",
    xy: [100, 100],
    size: [160, 100],
    by: "mina",
  });
  expect(hand.updates).toBe(1);
  expect(hand.editor.selection.get()).toEqual([hand.shape.id]);
  expect(hand.editor.hand.tool.get()).toBe("select");
});

test("while the hand moves the others see it grow, and the document knows nothing", () => {
  const hand = handWith("ellipse").press([100, 100]).move([150, 150]).move([200, 160]);
  expect(hand.shapes).toEqual([]);
  expect(hand.channel.sent.at(-1)).toMatchObject({
    kind: "set",
    shapes: [{ fields: { type: "ellipse", size: [100, 60] } }],
  });
  expect(hand.editor.hand.motion.get().drafts).toMatchObject([{ type: "ellipse", xy: [100, 100] }]);
  hand.lift([200, 160]);
  expect(hand.channel.sent.at(-1)).toEqual({ kind: "done" });
  expect(hand.editor.hand.motion.get().drafts).toEqual([]);
});

test("the draft and the shape that comes of it have one id", () => {
  const hand = handWith("rectangle").drag([100, 100], [200, 200]);
  expect(hand.channel.sent[0]).toMatchObject({ kind: "set", shapes: [{ id: hand.shape.id }] });
});

test("Escape in the middle leaves nothing, here and with the others", () => {
  const hand = handWith("rectangle").press([100, 100]).move([200, 200]);
  expect(hand.key("Escape")).toBe(true);
  hand.lift([200, 200]);
  expect(hand.updates).toBe(0);
  expect(hand.channel.sent.at(-1)).toEqual({ kind: "cancel" });
  expect(hand.editor.hand.motion.get().drafts).toEqual([]);
});

test("a click places one of the usual size around the pointer", () => {
  const hand = handWith("rectangle").click([300, 300]);
  expect(hand.shape).toMatchObject({ xy: [220, 250], size: [160, 100] });
  expect(hand.channel.sent).toEqual([]);
});

test("Enter places one in the middle of the part of the board that nothing covers", () => {
  const hand = handWith("ellipse");
  hand.editor.view.insets.set({ top: 0, right: 400, bottom: 0, left: 0 });
  expect(hand.key("Enter")).toBe(true);
  expect(hand.shape).toMatchObject({ type: "ellipse", xy: [220, 350] });
});

test("it has the style that was chosen last", () => {
  const hand = handWith("rectangle");
  hand.editor.me.style.set({
    ...hand.editor.me.style.get(),
    stroke: "teal",
    fill: "yellow",
    dash: "dotted",
  });
  hand.drag([0, 0], [50, 50]);
  expect(hand.shape).toMatchObject({ stroke: "teal", fill: "yellow", dash: "dotted" });
});

test("shift makes a square, in whichever direction the hand goes", () => {
  const keys = { shift: true, alt: false };
  expect(drawnBox([100, 100], [140, 160], keys)).toEqual({ xy: [100, 100], size: [60, 60] });
  expect(drawnBox([100, 100], [60, 90], keys)).toEqual({ xy: [60, 60], size: [40, 40] });
});

test("alt draws from the middle", () => {
  const box = drawnBox([100, 100], [130, 120], { shift: false, alt: true });
  expect(box).toEqual({ xy: [70, 80], size: [60, 40] });
});

test("each new shape lies on top of the pile", () => {
  const hand = handWith("rectangle").drag([0, 0], [100, 100]);
  const first = hand.shape.id;
  hand.editor.take("rectangle");
  hand.drag([50, 50], [150, 150]);
  expect(hand.shapes.map(({ id }) => id)[0]).toBe(first);
  expect(hand.shapes).toHaveLength(2);
});
