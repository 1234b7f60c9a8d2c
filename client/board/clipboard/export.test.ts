import { expect, test } from "vitest";
import { PALETTES } from "../../../shared/board/draw/palette.ts";
import { putInto } from "../../../shared/board/place-edits.ts";
import { TestHand } from "../test-hand.ts";
import { scaleOf, subjectOf, svgOf } from "./export.ts";

test("R296: a picture has the selected shapes and what lies in them, or all, with air around", () => {
  const hand = new TestHand().box("a", [0, 0]).box("b", [300, 0]).box("in a", [10, 10]);
  hand.doc.transact(() => putInto(hand.editor.scene.relations, ["in a"], "a"));
  const idsOf = () => subjectOf(hand.editor)?.shapes.map(({ shape }) => shape.id);
  expect(idsOf()).toEqual(["a", "in a", "b"]);
  hand.editor.selection.set(["a"]);
  expect(idsOf()).toEqual(["a", "in a"]);
  const box = subjectOf(hand.editor)?.box;
  expect(box?.minX).toBeLessThan(-20);
  expect(box?.maxX).toBeGreaterThan(120);
  expect(box?.maxX).toBeLessThan(160);
});

test("R296: SVG holds words as text, on the paper of the theme that the user sees", async () => {
  const hand = new TestHand().box("a", [0, 0], { text: "<1>" });
  const light = await svgOf(hand.editor);
  expect(light).toMatch(/^<svg .*<text [^>]*>&lt;1&gt;<\/text>.*<\/svg>$/s);
  expect(light).toContain(PALETTES.light.paper);
  hand.editor.theme = "dark";
  expect(await svgOf(hand.editor)).toContain(PALETTES.dark.paper);
});

test("R296: of an empty board there is no picture, and none has too many pixels", async () => {
  expect(await svgOf(new TestHand().editor)).toBe(null);
  expect(scaleOf({ minX: 0, minY: 0, maxX: 500, maxY: 300 })).toBe(2);
  for (const [width, height] of [
    [1e7, 1e7],
    [1e7, 1],
    [4_000, 4_000],
  ] as const) {
    const scale = scaleOf({ minX: 0, minY: 0, maxX: width, maxY: height });
    expect(width * scale * height * scale).toBeLessThanOrEqual(16_000_001);
    expect(width * scale).toBeLessThanOrEqual(8_193);
  }
});
