import { expect, test } from "vitest";
import { endsBetween, movedEnd } from "../../../shared/board/kinds/ends.ts";
import { TestHand } from "../test-hand.ts";

function handWithArrow(): TestHand {
  const hand = new TestHand();
  hand.editor.take("arrow");
  return hand;
}

test("a drag draws an arrow from its press to its lift", () => {
  const hand = handWithArrow().drag([300, 100], [200, 150]);
  expect(hand.shape).toMatchObject({
    type: "arrow",
    xy: [200, 100],
    size: [100, 50],
    from: [100, 0],
    to: [0, 50],
  });
  expect(hand.updates).toBe(1);
});

test("a click is no arrow", () => {
  const hand = handWithArrow().click([300, 100]);
  expect(hand.updates).toBe(0);
  expect(hand.channel.sent).toEqual([]);
});

test("with shift it keeps to even directions and its length", () => {
  const [x, y] = movedEnd([0, 0], [100, 4], true);
  expect(y).toBeCloseTo(0);
  expect(x).toBeCloseTo(Math.hypot(100, 4));
});

test("its box is the one around its ends, whichever way it points", () => {
  const place = endsBetween([10, 40], [30, 5]);
  expect(place).toEqual({ xy: [10, 5], size: [20, 35], from: [0, 35], to: [20, 0] });
});
