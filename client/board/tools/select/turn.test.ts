import fc from "fast-check";
import { expect, test } from "vitest";
import { changeShape } from "../../../../shared/board/document.ts";
import { polylineOf } from "../../../../shared/board/draw/polyline.ts";
import { endsOf } from "../../../../shared/board/kinds/ends.ts";
import { outlineOf, pointInShape } from "../../../../shared/board/outline.ts";
import type { Point, Shape } from "../../../../shared/board/shape.ts";
import { boxCenter, centerOf, cornersOf, rotate } from "../../geometry.ts";
import { handlesOf, selectionFrame, TURN_GAP } from "../../handles.ts";
import { TestHand } from "../../test-hand.ts";
import { flippedShape, turnedShape } from "./transformed.ts";

/** Where the handle is that turns what is selected. */
function turnHandleOf(hand: TestHand): Point {
  const frame = selectionFrame(hand.editor.selection.unlocked());
  if (frame === null) throw new Error("Nothing is selected.");
  const { minX, minY, maxX } = frame.box;
  return rotate([(minX + maxX) / 2, minY - 6 - TURN_GAP], boxCenter(frame.box), frame.angle);
}

/** A point so many degrees further around the middle of what is selected. */
function around(hand: TestHand, degrees: number): Point {
  const frame = selectionFrame(hand.editor.selection.unlocked());
  const middle = frame === null ? ([0, 0] as const) : boxCenter(frame.box);
  return rotate(turnHandleOf(hand), middle, (degrees * Math.PI) / 180);
}

function turn(hand: TestHand, degrees: number, touch: { shift?: boolean } = {}): void {
  hand.drag(turnHandleOf(hand), around(hand, degrees), touch);
}

test("R282: the handle above the frame turns a shape about its middle, as one update", () => {
  const hand = new TestHand().box("a", [300, 300]);
  hand.editor.selection.set(["a"]);
  hand.updates = 0;
  turn(hand, 90);
  expect(hand.shape.angle).toBeCloseTo(Math.PI / 2);
  expect(centerOf(hand.shape.xy, hand.shape.size)).toEqual([350, 330]);
  expect(hand.updates).toBe(1);
  turn(hand, 90);
  turn(hand, 180);
  expect(hand.shape.angle).toBe(0);
});

test("R282: with shift it turns in steps of 15 degrees, and others see it on the way", () => {
  const hand = new TestHand().box("a", [300, 300]);
  hand.editor.selection.set(["a"]);
  const [from, to] = [turnHandleOf(hand), around(hand, 50)];
  hand.press(from).move(to, { shift: true });
  const sent = hand.channel.sent.at(-1);
  expect(sent).toMatchObject({ kind: "set", shapes: [{ id: "a" }] });
  hand.lift(to, { shift: true });
  expect(hand.shape.angle).toBeCloseTo(Math.PI / 4);
  turn(hand, 8, { shift: true });
  expect(hand.shape.angle).toBeCloseTo(Math.PI / 3);
});

test("R282: several turn about their common middle, arrows by their ends, and locked ones stay", () => {
  const hand = new TestHand().box("a", [300, 300]).box("b", [500, 300]).box("c", [400, 500]);
  hand.doc.transact(() => changeShape(hand.doc, "c", { locked: true }));
  hand.editor.take("arrow");
  hand.drag([310, 420], [590, 420], { ctrl: true });
  hand.key("ctrl+a");
  turn(hand, 90);
  const arrow = hand.shapes.find(({ type }) => type === "arrow");
  if (arrow?.type !== "arrow") throw new Error("no arrow");
  const [from, to] = endsOf(arrow);
  expect(arrow.angle).toBe(0);
  expect(from[0]).toBeCloseTo(to[0], 0);
  expect(to[1] - from[1]).toBeCloseTo(280, 0);
  const [a, b] = ["a", "b"].map((id) => hand.editor.scene.get(id));
  expect(centerOf(a?.xy ?? [0, 0], [100, 60])[0]).toBeCloseTo(
    centerOf(b?.xy ?? [0, 0], [100, 60])[0],
    0,
  );
  expect(hand.stored("c", "angle")).toBeUndefined();
});

test("R282: a turned shape has a turned frame, and is resized along its own sides", () => {
  const hand = new TestHand().box("a", [300, 300]);
  hand.editor.selection.set(["a"]);
  turn(hand, 90);
  const frame = selectionFrame(hand.editor.selection.unlocked());
  const handles = handlesOf(
    frame?.box ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 },
    hand.editor.view.camera.get(),
    frame?.angle,
  );
  const east = handles.find(({ name }) => name === "se");
  if (east === undefined) throw new Error("no handle");
  const before = cornersOf(hand.shape.xy, hand.shape.size, hand.shape.angle)[0];
  // The lower right corner of a shape that is turned by 90 degrees is the lower left one on the screen.
  hand.drag(east.at, [east.at[0], east.at[1] + 40]);
  expect(hand.shape.size).toEqual([140, 60]);
  const after = cornersOf(hand.shape.xy, hand.shape.size, hand.shape.angle)[0];
  expect(after[0]).toBeCloseTo(before[0], 1);
  expect(after[1]).toBeCloseTo(before[1], 1);
});

test("R282: shapes that are turned alike share one turned frame, and others an upright one", () => {
  const hand = new TestHand().box("a", [300, 300]).box("b", [500, 300]);
  hand.doc.transact(() => {
    changeShape(hand.doc, "a", { angle: 0.5 });
    changeShape(hand.doc, "b", { angle: 0.5 });
  });
  expect(selectionFrame(hand.shapes)?.angle).toBe(0.5);
  hand.doc.transact(() => changeShape(hand.doc, "b", { angle: 0.4 }));
  expect(selectionFrame(hand.shapes)?.angle).toBe(0);
});

test("R282: turned there and back, and mirrored twice, every shape stands where it stood", () => {
  const number = fc.integer({ min: -500, max: 500 });
  const angle = fc.double({ min: -3, max: 3, noNaN: true });
  const hand = new TestHand();
  hand.editor.take("arrow");
  hand.drag([10, 20], [200, 300], { ctrl: true });
  hand.box("a", [40, 50]);
  fc.assert(
    fc.property(number, number, angle, angle, (x, y, own, by) => {
      for (const shape of hand.shapes) {
        const start = shape.type === "arrow" ? shape : { ...shape, angle: own };
        const back = turnedShape(turnedShape(start, by, [x, y]), -by, [x, y]);
        const twice = flippedShape(flippedShape(start, "x", x), "x", x);
        for (const one of [back, twice]) {
          expect(Math.abs(one.angle - start.angle)).toBeLessThan(1e-3);
          expect(Math.abs(one.xy[0] - start.xy[0])).toBeLessThan(0.1);
          expect(Math.abs(one.xy[1] - start.xy[1])).toBeLessThan(0.1);
        }
      }
    }),
  );
});

test.each([
  "rectangle",
  "ellipse",
  "diamond",
  "triangle",
  "hexagon",
  "cylinder",
  "cloud",
  "star",
  "callout",
] as const)("R308: a %s that is flipped is its mirror image, however it is turned", (type) => {
  const angle = fc.double({ min: -3, max: 3, noNaN: true });
  const hand = new TestHand().box("a", [40, 50], { type } as object);
  const outline = (of: Shape): Point[] => {
    const center = centerOf([0, 0], of.size);
    const points = [...polylineOf(outlineOf(of).path).points()];
    return points.map(([x, y]) => {
      const [turnedX, turnedY] = rotate([x, y], center, of.angle);
      return [of.xy[0] + turnedX, of.xy[1] + turnedY];
    });
  };
  fc.assert(
    fc.property(angle, fc.constantFrom("x" as const, "y" as const), (own, axis) => {
      const start = { ...hand.shape, angle: own };
      const line = polylineOf(outlineOf(flippedShape(start, axis, 200)).path);
      const flipped = flippedShape(start, axis, 200);
      for (const [x, y] of outline(start)) {
        const mirror: Point = axis === "x" ? [400 - x, y] : [x, 400 - y];
        expect(line.isNear(pointInShape(flipped, mirror), 0.5)).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

test("R308: the commands flip a figure, once more they bring it back, and undo does, too", () => {
  const hand = new TestHand().box("a", [40, 50], { type: "callout" } as object);
  hand.editor.selection.set(["a"]);
  const flip = (way: "Across" | "Down") => hand.editor.commandOf(`flip${way}`).run(hand.editor);
  flip("Across");
  expect(hand.stored("a", "flip")).toBe("x");
  flip("Down");
  expect(hand.stored("a", "flip")).toBe("xy");
  flip("Across");
  flip("Down");
  expect(hand.stored("a", "flip")).toBe("none");
  hand.editor.undo();
  expect(hand.shape).toMatchObject({ flip: "y", xy: [40, 50] });
});
