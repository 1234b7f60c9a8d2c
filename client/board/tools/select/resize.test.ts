import fc from "fast-check";
import { expect, test } from "vitest";
import type { BoxHandle } from "../../../../shared/board/kind.ts";
import { fittedSize } from "../../../../shared/board/kinds/text.ts";
import type { Shape, TextShape } from "../../../../shared/board/shape.ts";
import { boxOf } from "../../geometry.ts";
import { TestHand } from "../../test-hand.ts";
import { resizedBox, resizedShapes } from "./resize.ts";

const box = boxOf([100, 100], [200, 100]);
const plain = { keep: false, centre: false };

test("a corner moves its two sides, and the opposite corner stays", () => {
  expect(resizedBox(box, "nw", [-50, -20], plain)).toEqual(boxOf([50, 80], [250, 120]));
  expect(resizedBox(box, "se", [50, 20], plain)).toEqual(boxOf([100, 100], [250, 120]));
});

test("a side moves alone", () => {
  expect(resizedBox(box, "e", [50, 20], plain)).toEqual(boxOf([100, 100], [250, 100]));
});

test("shift keeps the proportion", () => {
  const keep = { keep: true, centre: false };
  expect(resizedBox(box, "se", [200, 10], keep)).toEqual(boxOf([100, 100], [400, 200]));
  expect(resizedBox(box, "e", [200, 0], keep)).toEqual(boxOf([100, 50], [400, 200]));
});

test("alt resizes about the middle", () => {
  const centre = { keep: false, centre: true };
  expect(resizedBox(box, "se", [10, 10], centre)).toEqual(boxOf([90, 90], [220, 120]));
});

test("however far a handle is dragged, nothing turns inside out", () => {
  const handle = fc.constantFrom<BoxHandle>("nw", "n", "ne", "e", "se", "s", "sw", "w");
  const way = fc.integer({ min: -2000, max: 2000 });
  fc.assert(
    fc.property(handle, way, way, fc.boolean(), fc.boolean(), (name, dx, dy, keep, centre) => {
      const resized = resizedBox(box, name, [dx, dy], { keep, centre });
      expect(resized.maxX - resized.minX).toBeGreaterThanOrEqual(8 - 1e-9);
      expect(resized.maxY - resized.minY).toBeGreaterThanOrEqual(4 - 1e-9);
    }),
  );
});

test("shapes keep their places within the box around them", () => {
  const hand = new TestHand().box("a", [0, 0]).box("b", [100, 140]);
  const [a, b] = resizedShapes(
    hand.shapes,
    boxOf([0, 0], [200, 200]),
    boxOf([0, 0], [400, 100]),
    "se",
  );
  expect(a).toMatchObject({ xy: [0, 0], size: [200, 30] });
  expect(b).toMatchObject({ xy: [200, 70], size: [200, 30] });
});

test("an arrow's ends follow its box", () => {
  const hand = new TestHand();
  hand.editor.take("arrow");
  hand.drag([0, 50], [100, 0]);
  const [arrow] = resizedShapes(
    hand.shapes,
    boxOf([0, 0], [100, 50]),
    boxOf([0, 0], [200, 50]),
    "e",
  );
  expect(arrow).toMatchObject({ size: [200, 50], from: [0, 50], to: [200, 0] });
});

test("a line without height can be made longer", () => {
  const hand = new TestHand();
  hand.editor.take("pen");
  hand.drag([0, 50], [100, 50]);
  const [line] = resizedShapes(
    hand.shapes,
    boxOf([0, 50], [100, 0]),
    boxOf([0, 50], [200, 0]),
    "e",
  );
  expect(line).toMatchObject({ xy: [0, 50], size: [200, 0] });
});

function text(hand: TestHand, words: string): TextShape {
  hand.editor.take("text");
  hand.click([100, 100]);
  const shape = hand.shapes.at(-1);
  if (shape?.type !== "text") throw new Error("no text");
  hand.editor.history.run(() => shape.text.insert(0, words));
  return { ...shape, xy: [100, 100], size: fittedSize(words, shape.font, shape.width, null) };
}

function resizedText(
  shape: TextShape,
  handle: BoxHandle,
  by: readonly [number, number],
): Shape | undefined {
  const from = boxOf(shape.xy, shape.size);
  return resizedShapes([shape], from, resizedBox(from, handle, by, plain), handle)[0];
}

test("a corner of a text steps through the four sizes of letters", () => {
  const shape = text(new TestHand(), "Ship it Friday");
  const [width, height] = shape.size;
  expect(resizedText(shape, "se", [width * 0.45, height * 0.45])).toMatchObject({
    width: "l",
    xy: [100, 100],
  });
  expect(resizedText(shape, "se", [2, 1])).toMatchObject({ width: "m", size: shape.size });
});

test("the opposite corner of a text stays where it is", () => {
  const shape = text(new TestHand(), "Ship it Friday");
  const [width, height] = shape.size;
  const larger = resizedText(shape, "nw", [-width, -height]);
  expect(larger?.width).not.toBe("m");
  expect((larger?.xy[0] ?? 0) + (larger?.size[0] ?? 0)).toBeCloseTo(100 + width, 0);
  expect((larger?.xy[1] ?? 0) + (larger?.size[1] ?? 0)).toBeCloseTo(100 + height, 0);
});

test("a side of a text sets its column, and the lines wrap in it", () => {
  const shape = text(new TestHand(), "Ship it Friday");
  const narrow = resizedText(shape, "e", [-shape.size[0] / 2, 0]);
  expect(narrow?.width).toBe("m");
  expect(narrow?.size[1]).toBeGreaterThan(shape.size[1]);
});

test("a note is never made too small for its text, and grows away from the handle", () => {
  const hand = new TestHand();
  hand.editor.take("note");
  hand.click([100, 100]);
  const [note] = hand.shapes;
  if (note?.type !== "note") throw new Error("no note");
  hand.editor.history.run(() => note.text.insert(0, "What about everything else that we need?"));
  const from = boxOf([0, 0], [200, 200]);
  const [south] = resizedShapes([note], from, boxOf([0, 0], [100, 20]), "se");
  const [north] = resizedShapes([note], from, boxOf([100, 180], [100, 20]), "nw");
  expect(south?.size[1]).toBeGreaterThan(100);
  expect(south?.xy).toEqual([0, 0]);
  expect((north?.xy[1] ?? 0) + (north?.size[1] ?? 0)).toBe(200);
});
