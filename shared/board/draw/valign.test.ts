/** Tests of the place of words in the height of their shape. */
import { expect, test } from "vitest";
import { hasText, kindOf, readShape, type TextualShape } from "../kinds.ts";
import { plainFields } from "../record.ts";
import { shownText } from "./shape-text.ts";

function one(type: string, fields: Readonly<Record<string, unknown>>): TextualShape {
  const base = { type, xy: [0, 0], size: [200, 200], z: "a0", letter: "m", text: "words" };
  const shape = readShape("one", plainFields({ ...base, ...fields }));
  if (shape === null || !hasText(shape)) throw new Error("the shape cannot be read");
  return shape;
}

/** The space above the words, and that below them. */
function around(shape: TextualShape): [above: number, below: number] {
  const { layout, top } = shownText(shape);
  return [top, shape.size[1] - top - layout.height];
}

test.each(["rectangle", "note"])("R276: the words of a %s stand where the shape says", (type) => {
  const [top] = around(one(type, { valign: "top" }));
  const [above, below] = around(one(type, { valign: "middle" }));
  const [, bottom] = around(one(type, { valign: "bottom" }));
  expect(top).toBeLessThan(25);
  expect(above).toBeCloseTo(below);
  expect(above).toBeGreaterThan(60);
  expect(bottom).toBeCloseTo(top);
});

test("R276: words stand as before in shapes that do not say where, or say nothing readable", () => {
  for (const valign of [undefined, "above", 7]) {
    expect(one("rectangle", { valign }).valign).toBe("middle");
    expect(one("note", { valign, align: "middle" }).valign).toBe("middle");
    expect(one("note", { valign, align: "start" }).valign).toBe("top");
    expect(one("text", { valign }).valign).toBe("top");
  }
});

test("R276: words that are higher than the frame of an ellipse stay in its middle", () => {
  const shape = one("ellipse", { size: [400, 120], valign: "top", text: "one\ntwo\nthree\nfour" });
  const { layout, frame } = shownText(shape);
  expect(layout.height).toBeGreaterThan(kindOf(shape).textFrame?.(shape).height ?? 0);
  const { top } = shownText(shape);
  expect(top + layout.height / 2).toBeCloseTo(frame.y + frame.height / 2);
});
