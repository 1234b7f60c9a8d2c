import fc from "fast-check";
import { expect, test } from "vitest";
import { deleteShapes } from "../../../shared/board/document.ts";
import { boxesTouch } from "../geometry.ts";
import { MY_HAND, Seen } from "../scene/seen.ts";
import { TestHand } from "../test-hand.ts";
import { Rising, riseOf } from "./rise.ts";

const view = { minX: -1000, minY: -1000, maxX: 1000, maxY: 1000 };
const COUNT = 12;

const place = fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 400 }));
const places = fc.array(place, { minLength: COUNT, maxLength: COUNT });
const held = fc.dictionary(fc.integer({ min: 0, max: COUNT - 1 }).map(String), place, {
  maxKeys: 6,
});

function board(at: readonly (readonly [number, number])[]): { hand: TestHand; seen: Seen } {
  const hand = new TestHand();
  for (const [index, xy] of at.entries()) {
    hand.box(String(index), xy, { z: `b${String.fromCharCode(65 + index)}` });
  }
  return { hand, seen: new Seen(hand.editor.scene) };
}

function hold(hand: TestHand, seen: Seen, motion: Record<string, readonly [number, number]>) {
  const moved = Object.entries(motion).flatMap(([id, xy]) => {
    const shape = hand.editor.scene.get(id);
    return shape === undefined ? [] : [{ ...shape, xy }];
  });
  seen.move(MY_HAND, { moved, drafts: [] });
}

test("R192: of two shapes that touch, the one that lies over the other is painted over it", () => {
  fc.assert(
    fc.property(places, held, (at, motion) => {
      const { hand, seen } = board(at);
      hold(hand, seen, motion);
      const { risen, sunk } = riseOf(hand.editor.scene, seen, view);
      const isRisen = new Set(risen.map(({ shape }) => shape.id));
      // As the painter does: first the still layer in its order, then the one above it.
      const still = seen.inOrder().filter(({ shape }) => !isRisen.has(shape.id));
      const painted = [...still, ...risen];
      expect(painted).toHaveLength(COUNT);
      expect([...risen, ...sunk]).toHaveLength(Object.keys(motion).length);
      for (const [index, upper] of painted.entries()) {
        for (const lower of painted.slice(0, index)) {
          if (boxesTouch(upper.box, lower.box)) expect(upper.rank).toBeGreaterThan(lower.rank);
        }
      }
    }),
  );
});

test("R192: a shape with nothing over it moves on a layer of its own, and the rest is left alone", () => {
  const { hand, seen } = board([
    [0, 0],
    [300, 0],
  ]);
  const rising = new Rising(hand.editor.scene, seen);
  hold(hand, seen, { 0: [10, 0] });
  expect(rising.settle(view)).toEqual([hand.editor.scene.boxOf("0")]);
  expect([...rising.aboveStill]).toEqual(["0"]);
  hold(hand, seen, { 0: [20, 0] });
  expect(rising.settle(view)).toEqual([]);
  // Now the other one lies over it.
  hold(hand, seen, { 0: [290, 0] });
  const under = seen.get("0")?.box;
  expect(rising.settle(view)).toEqual([under]);
  expect(rising.risen).toEqual([]);
  expect([...rising.aboveStill]).toEqual([]);
  hold(hand, seen, {});
  expect(rising.settle(view)).toEqual([under, hand.editor.scene.boxOf("0")]);
  expect(rising.isAtWork).toBe(false);
});

test("R192: shapes out of view are painted nowhere", () => {
  const { hand, seen } = board([
    [0, 0],
    [50, 0],
  ]);
  hold(hand, seen, { 0: [3000, 0] });
  const { risen, sunk } = riseOf(hand.editor.scene, seen, view);
  expect([...risen, ...sunk]).toEqual([]);
});

test("the boxes that are told hold all that the still layer shows otherwise", () => {
  fc.assert(
    fc.property(places, fc.array(held, { maxLength: 5 }), (at, motions) => {
      const { hand, seen } = board(at);
      const rising = new Rising(hand.editor.scene, seen);
      const still = () =>
        new Map(
          seen
            .inOrder()
            .filter(({ shape }) => !rising.aboveStill.has(shape.id))
            .map((placed) => [placed.shape.id, placed]),
        );
      let before = still();
      for (const motion of motions) {
        hold(hand, seen, motion);
        const damage = rising.settle(view);
        const now = still();
        for (const id of new Set([...before.keys(), ...now.keys()])) {
          const [was, is] = [before.get(id), now.get(id)];
          if (was === is) continue;
          for (const placed of [was, is]) if (placed) expect(damage).toContainEqual(placed.box);
        }
        before = now;
      }
    }),
  );
});

test("R192: a draft whose result comes in the same moment as its end is no longer left out", () => {
  const { hand, seen } = board([]);
  const { scene } = hand.editor;
  const rising = new Rising(scene, seen);
  hand.box("0", [0, 0]);
  const drawn = scene.get("0");
  if (drawn === undefined) throw new Error("the board has no shape 0");
  deleteShapes(hand.editor.doc, ["0"]);
  seen.move("others", { moved: [], drafts: [drawn] });
  rising.settle(view);
  expect([...rising.aboveStill]).toEqual(["0"]);
  // Both before the next frame.
  hand.box("0", [0, 0]);
  seen.move("others", { moved: [], drafts: [] });
  rising.settle(view);
  expect([...rising.aboveStill]).toEqual([]);
});
