import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeInk } from "../../shared/board/ink.ts";
import { arrange } from "./commands/align.ts";
import { type Box, boxesTouch, boxOf } from "./geometry.ts";
import { LAYOUTS } from "./layouts.ts";
import { TestHand } from "./test-hand.ts";

/** The boxes as a layout leaves them. */
function after(name: keyof typeof LAYOUTS, boxes: readonly Box[]): Box[] {
  const ways = LAYOUTS[name](boxes);
  return boxes.map(({ minX, minY, maxX, maxY }, index) => {
    const [x, y] = ways[index] ?? [0, 0];
    return { minX: minX + x, minY: minY + y, maxX: maxX + x, maxY: maxY + y };
  });
}

const three = [boxOf([0, 0], [100, 40]), boxOf([130, 90], [40, 60]), boxOf([300, 20], [60, 20])];

test("R284: each command aligns at one side, or in the middle", () => {
  expect(after("alignLeft", three).map(({ minX }) => minX)).toEqual([0, 0, 0]);
  expect(after("alignRight", three).map(({ maxX }) => maxX)).toEqual([360, 360, 360]);
  expect(after("alignCenter", three).map(({ minX, maxX }) => minX + maxX)).toEqual([360, 360, 360]);
  expect(after("alignTop", three).map(({ minY }) => minY)).toEqual([0, 0, 0]);
  expect(after("alignBottom", three).map(({ maxY }) => maxY)).toEqual([150, 150, 150]);
  expect(after("alignMiddle", three).map(({ minY, maxY }) => minY + maxY)).toEqual([150, 150, 150]);
});

test("R284: distributed shapes have even gaps, and the outer ones stay", () => {
  expect(after("distributeAcross", three).map(({ minX }) => minX)).toEqual([0, 180, 300]);
  expect(after("stackAcross", three).map(({ minX }) => minX)).toEqual([0, 124, 188]);
  const even = [
    boxOf([0, 0], [10, 10]),
    boxOf([30, 0], [10, 10]),
    boxOf([60, 0], [10, 10]),
    boxOf([75, 0], [10, 10]),
  ];
  expect(after("stackAcross", even).map(({ minX }) => minX)).toEqual([0, 30, 60, 90]);
});

test("R284: a tidy grid keeps rows that are there, and its boxes never overlap", () => {
  const grid = [
    [0, 3],
    [110, -4],
    [5, 100],
    [120, 96],
  ] as const;
  const tidied = after(
    "tidy",
    grid.map((xy) => boxOf(xy, [80, 60])),
  );
  expect(tidied.map(({ minX, minY }) => [minX, minY])).toEqual([
    [0, -4],
    [104, -4],
    [0, 80],
    [104, 80],
  ]);
  const number = fc.integer({ min: 0, max: 800 });
  const side = fc.integer({ min: 1, max: 400 });
  const boxes = fc.array(
    fc.tuple(number, number, side, side).map(([x, y, w, h]) => boxOf([x, y], [w, h])),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(boxes, (some) => {
      const placed = after("tidy", some);
      for (const [index, one] of placed.entries()) {
        for (const other of placed.slice(index + 1)) expect(boxesTouch(one, other)).toBe(false);
      }
    }),
  );
});

test("R284: many shapes without rows become a grid about as wide as high", () => {
  const column = Array.from({ length: 16 }, (_, at) => boxOf([at % 3, at * 70], [100, 60]));
  const rows = new Set(after("tidy", column).map(({ minY }) => minY));
  expect(rows.size).toBeGreaterThanOrEqual(4);
  expect(rows.size).toBeLessThanOrEqual(6);
});

test("R284: a group is arranged as a whole, as one update, and a locked shape stays", async () => {
  const hand = new TestHand().box("a", [100, 100]).box("b", [300, 150]).box("c", [500, 400]);
  hand.box("d", [700, 700], { locked: true });
  hand.editor.selection.set(["a", "b"]);
  hand.key("ctrl+g");
  hand.editor.selection.set(["a", "b", "c", "d"]);
  hand.updates = 0;
  await arrange(hand.editor, "alignTop");
  expect(["a", "b", "c", "d"].map((id) => hand.stored(id, "xy"))).toEqual([
    [100, 100],
    [300, 150],
    [500, 100],
    [700, 700],
  ]);
  expect(hand.updates).toBe(1);
});

test("R283: a flip mirrors places and angles across the middle, and a second one undoes it", () => {
  const hand = new TestHand().box("a", [100, 100]).box("b", [400, 200], { angle: 0.5 });
  hand.key("ctrl+a");
  const before = hand.shapes.map(({ xy, angle }) => ({ xy, angle }));
  hand.key("shift+h");
  expect(hand.editor.scene.get("b")?.angle).toBe(-0.5);
  expect(hand.editor.scene.get("a")?.xy[0]).toBeGreaterThan(300);
  hand.key("shift+h");
  hand.key("shift+v");
  hand.key("shift+v");
  for (const [index, { xy, angle }] of hand.shapes.entries()) {
    expect(xy[0]).toBeCloseTo(before[index]?.xy[0] ?? 0, 1);
    expect(xy[1]).toBeCloseTo(before[index]?.xy[1] ?? 0, 1);
    expect(angle).toBe(before[index]?.angle);
  }
});

test("R283: a flip turns an arrow's direction around", () => {
  const hand = new TestHand();
  hand.editor.take("arrow");
  hand.drag([100, 100], [200, 150], { ctrl: true });
  void hand.editor.commandOf("flipAcross").run(hand.editor);
  const arrow = hand.shape;
  if (arrow.type !== "arrow") throw new Error("no arrow");
  expect(arrow).toMatchObject({ xy: [100, 100], from: [100, 0], to: [0, 50] });
});

test("R283: a flip mirrors the points of ink in their own box", () => {
  const hand = new TestHand();
  hand.editor.take("pen");
  hand.press([100, 100]).move([150, 100]).move([200, 180]).lift([200, 180]);
  hand.key("ctrl+a");
  const points = () => {
    const { shape } = hand;
    if (shape.type !== "ink" || !(shape.points instanceof Uint8Array)) throw new Error("no ink");
    return decodeInk(shape.points) ?? [];
  };
  const before = points();
  const width = Math.max(...before.map(([x]) => x));
  hand.editor.commandOf("flipAcross").run(hand.editor);
  expect(points().map(([x]) => x)).toEqual(before.map(([x]) => width - x));
  expect(points().map(([, y]) => y)).toEqual(before.map(([, y]) => y));
});
