import { expect, test } from "vitest";
import { drawShape } from "../../../shared/board/draw/draw-shape.ts";
import { storedPoints } from "../../../shared/board/draw/ink-line.ts";
import { PALETTES } from "../../../shared/board/draw/palette.ts";
import { RecordingPen } from "../../../shared/board/draw/recording-pen.ts";
import { decodeGesture, encodeGesture } from "../../../shared/board/gesture.ts";
import { encodeInk, type InkPoint } from "../../../shared/board/ink.ts";
import { plainFields } from "../../../shared/board/record.ts";
import { readShape, type Shape } from "../../../shared/board/shape.ts";
import { MARKER_WIDTH } from "../../../shared/board/style.ts";
import { MAX_INK_POINTS } from "../../../shared/limits.ts";
import { hitAt } from "../hit.ts";
import { RemoteInk } from "../live/remote-ink.ts";
import { TestHand } from "../test-hand.ts";

function handWithPen(): TestHand {
  const hand = new TestHand();
  hand.editor.take("pen");
  return hand;
}

function pointsOf(shape: Shape): readonly InkPoint[] {
  return shape.type === "ink" ? storedPoints(shape.points) : [];
}

/** A long zigzag as one event's trail. */
function zigzag(count: number): InkPoint[] {
  return Array.from({ length: count }, (_, index) => [index * 2, (index % 2) * 10, 0.5]);
}

test("a stroke is one update with every point that the device reported", () => {
  const hand = handWithPen().press([100, 100]);
  hand.move([120, 110], {
    trail: [
      [105, 102, 0.2],
      [110, 106, 0.4],
      [120, 110, 0.6],
    ],
  });
  hand.lift([120, 110]);
  expect(hand.updates).toBe(1);
  expect(hand.shape).toMatchObject({ type: "ink", xy: [100, 100], size: [20, 10] });
  expect(pointsOf(hand.shape).map(([x, y]) => [x, y])).toEqual([
    [0, 0],
    [5, 2],
    [10, 6],
    [20, 10],
  ]);
});

test("pressure is kept", () => {
  const hand = handWithPen().press([0, 0], { pointer: "pen", pressure: 0.2 });
  hand.move([10, 0], { pointer: "pen", trail: [[10, 0, 0.8]] }).lift([10, 0]);
  const [first, second] = pointsOf(hand.shape);
  expect(first?.[2]).toBeCloseTo(0.2, 1);
  expect(second?.[2]).toBeCloseTo(0.8, 1);
});

test("the others are sent each point once", () => {
  const hand = handWithPen().press([0, 0]);
  hand.move([10, 0]).move([20, 0]).move([30, 0]);
  const inks = hand.channel.sent.filter((gesture) => gesture.kind === "ink");
  expect(inks.map(({ start, points }) => [start, points.length / 3])).toEqual([
    [0, 2],
    [2, 1],
    [3, 1],
  ]);
});

test("a tap is a dot", () => {
  const hand = handWithPen().click([50, 60]);
  expect(hand.shape).toMatchObject({ type: "ink", xy: [50, 60], size: [0, 0] });
});

test("the pen stays in the hand", () => {
  const hand = handWithPen().drag([0, 0], [50, 50]).drag([60, 0], [90, 50]);
  expect(hand.shapes).toHaveLength(2);
  expect(hand.editor.hand.tool.get()).toBe("pen");
  expect(hand.editor.selection.get()).toEqual([]);
});

test("a stroke that was cancelled leaves nothing, not even with the others", () => {
  const hand = handWithPen().press([0, 0]).move([50, 50]).move([60, 60]);
  hand.interaction.cancel();
  expect(hand.updates).toBe(0);
  expect(hand.channel.sent.at(-1)).toEqual({ kind: "cancel" });
});

test("a finger that has hardly moved has shown the others nothing yet", () => {
  const hand = handWithPen().press([0, 0], { pointer: "touch" });
  hand.move([2, 0], { pointer: "touch" });
  hand.interaction.cancel();
  expect(hand.channel.sent).toEqual([]);
});

test("an endless stroke is cut into pieces that can be drawn, as one step", () => {
  const count = MAX_INK_POINTS + 500;
  const hand = handWithPen().press([0, 0]);
  hand.move([count * 2, 0], { trail: zigzag(count) }).lift([count * 2, 0]);
  expect(hand.shapes).toHaveLength(2);
  expect(hand.updates).toBe(1);
  for (const shape of hand.shapes) expect(pointsOf(shape).length).toBeGreaterThan(1);
  hand.editor.history.undo();
  expect(hand.shapes).toEqual([]);
});

test("no gesture is longer than its schema takes", () => {
  const hand = handWithPen()
    .press([0, 0])
    .move([2000, 0], { trail: zigzag(1000) });
  const lengths = hand.channel.sent.map((gesture) =>
    gesture.kind === "ink" ? gesture.points.length : 0,
  );
  expect(Math.max(...lengths)).toBeLessThanOrEqual(600);
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(3 * 1000);
});

test("R193: a stroke that grows is not coded at each move, and looks as the one that is written", () => {
  const hand = handWithPen().press([100, 100]);
  for (const point of zigzag(40)) hand.move([100 + point[0], 100 + point[1]]);
  const [draft] = hand.editor.hand.motion.get().drafts;
  if (draft?.type !== "ink") throw new Error("nothing is being drawn");
  expect(draft.points).not.toBeInstanceOf(Uint8Array);
  const record = (shape: Shape) => {
    const pen = new RecordingPen();
    drawShape(shape, pen, PALETTES.light);
    return pen.marks;
  };
  const growing = record(draft);
  expect(growing).not.toEqual([]);
  hand.lift([100 + 78, 100 + 10]);
  if (hand.shape.type !== "ink") throw new Error("nothing was drawn");
  expect(hand.shape.points).toBeInstanceOf(Uint8Array);
  expect(record(hand.shape)).toEqual(growing);
});

test("R251: a highlighter draws one see-through line, in a colour and width of its own", () => {
  const hand = new TestHand();
  hand.key("shift+d");
  hand.drag([100, 100], [300, 120]);
  expect(hand.shape).toMatchObject({ type: "ink", nib: "marker", stroke: "yellow", width: "m" });
  const pen = new RecordingPen();
  drawShape(hand.shape, pen, PALETTES.light);
  expect(pen.marks).toMatchObject([
    { as: "stroke", color: PALETTES.light.marker.yellow, width: MARKER_WIDTH.m },
  ]);
  // The style of the pen is another one.
  hand.key("d");
  hand.drag([100, 200], [300, 220]);
  expect(hand.shapes[1]).toMatchObject({ type: "ink", nib: "pen", stroke: "ink" });
  expect(hand.stored(hand.shapes[1]?.id ?? "", "nib")).toBeUndefined();
});

test("R251: a tap of a highlighter is a dot, and a stroke is hit as broad as it is drawn", () => {
  const hand = new TestHand();
  hand.key("shift+d");
  hand.click([50, 50]);
  const pen = new RecordingPen();
  drawShape(hand.shape, pen, PALETTES.light);
  const half = MARKER_WIDTH.m / 2;
  expect(pen.marks).toMatchObject([
    { as: "fill", box: { minX: 50 - half, minY: 50 - half, maxX: 50 + half, maxY: 50 + half } },
  ]);
  hand.key("v");
  expect(hitAt(hand.editor.scene, [50, 50 + half], 1)?.place).toBe("on");
  expect(hitAt(hand.editor.scene, [50, 50 + half + 3], 1)).toBeNull();
});

test("R251: others see a highlighter's stroke as one while it grows", () => {
  const hand = new TestHand();
  hand.key("shift+d");
  hand.press([100, 100]).move([200, 120]);
  const [told] = hand.channel.sent;
  const heard = told === undefined ? null : decodeGesture(encodeGesture(told));
  const ink = new RemoteInk(new TestHand().editor.scene);
  if (heard?.kind === "ink") ink.take(heard);
  expect(ink.shapes()).toMatchObject([{ nib: "marker", stroke: "yellow" }]);
});

test("R251: a nib of a later version, and none, are a pen's", () => {
  const read = (nib: unknown) =>
    readShape(
      "one",
      plainFields({ type: "ink", xy: [0, 0], size: [9, 9], points: encodeInk([[0, 0, 0.5]]), nib }),
    );
  expect(read("quill")).toMatchObject({ nib: "pen" });
  expect(read(undefined)).toMatchObject({ nib: "pen" });
});
