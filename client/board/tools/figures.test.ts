/** Tests that hold for each tool that draws a shape of its own name. */
import { describe, expect, test } from "vitest";
import { shapesOf } from "../../../shared/board/document.ts";
import { KINDS } from "../../../shared/board/kinds.ts";
import { shapeBox } from "../../../shared/board/outline.ts";
import type { Point } from "../../../shared/board/shape.ts";
import { TOOLS } from "../features.ts";
import { hitAt } from "../hit.ts";
import { TestHand } from "../test-hand.ts";

const types = KINDS.map(({ type }) => type as string);
const drawing = TOOLS.filter(({ name, shelf }) => types.includes(name) && shelf !== "write");

describe.each(drawing)("the tool $name", ({ name, keys }) => {
  test("R185: draws its shape by each of its keys, and others see it grow", () => {
    for (const key of keys) {
      const hand = new TestHand();
      hand.key(key);
      hand.press([100, 100]).move([200, 150]).move([300, 200]);
      expect(hand.channel.sent.at(-1)).toMatchObject({
        kind: "set",
        shapes: [{ fields: { type: name } }],
      });
      hand.lift([300, 200]);
      expect(hand.shape).toMatchObject({ type: name, xy: [100, 100], size: [200, 100] });
      expect(hand.updates).toBe(1);
    }
  });

  test("places one with Enter", () => {
    const hand = new TestHand();
    hand.key(keys[0] ?? "");
    hand.key("Enter");
    const { minX, maxX } = shapeBox(hand.shape);
    expect((minX + maxX) / 2).toBeCloseTo(500, 0);
  });
});

/** Points on the line of a figure in a box of 200 × 100 at 100, 100, in its hollow, and beside it. */
const FIGURES: Readonly<
  Record<string, Readonly<Record<"on" | "inside" | "beside", readonly Point[]>>>
> = {
  rectangle: {
    on: [
      [200, 100],
      [100, 150],
    ],
    inside: [
      [115, 115],
      [200, 150],
    ],
    beside: [],
  },
  ellipse: {
    on: [
      [200, 100],
      [129.3, 114.6],
    ],
    inside: [[200, 150]],
    beside: [[105, 105]],
  },
  diamond: {
    on: [
      [200, 100],
      [150, 125],
    ],
    inside: [[200, 150]],
    beside: [[110, 110]],
  },
  triangle: {
    on: [
      [200, 100],
      [150, 150],
      [120, 200],
    ],
    inside: [[200, 170]],
    beside: [[110, 110]],
  },
  hexagon: {
    on: [
      [200, 100],
      [122, 125],
    ],
    inside: [[200, 150]],
    beside: [[105, 105]],
  },
  cylinder: {
    on: [
      [200, 100],
      [100, 150],
      [200, 200],
    ],
    inside: [[200, 150]],
    beside: [[102, 102]],
  },
  cloud: {
    on: [[200, 108]],
    inside: [[200, 150]],
    beside: [[103, 103]],
  },
  star: {
    on: [[200, 100]],
    inside: [[200, 150]],
    beside: [
      [110, 105],
      [200, 195],
    ],
  },
  callout: {
    on: [
      [200, 100],
      [250, 178],
      [128, 200],
    ],
    inside: [[200, 150]],
    beside: [
      [103, 198],
      [250, 195],
    ],
  },
};

describe.each(Object.entries(FIGURES))("a hollow %s", (type, { on, inside, beside }) => {
  const hand = new TestHand().box("it", [100, 100], { size: [200, 100], fill: "none" });
  hand.doc.transact(() => shapesOf(hand.doc).get("it")?.set("type", type));
  const placeAt = (at: Point) => hitAt(hand.editor.scene, at, 3)?.place ?? null;

  test("R185: is hit on its outline, and looked through within", () => {
    expect(on.map(placeAt)).toEqual(on.map(() => "on"));
    expect(inside.map(placeAt)).toEqual(inside.map(() => "inside"));
    expect(beside.map(placeAt)).toEqual(beside.map(() => null));
  });
});
