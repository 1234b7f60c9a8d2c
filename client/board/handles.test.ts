import { describe, expect, it } from "vitest";
import { draftInk } from "./draft.ts";
import {
  drawnBox,
  drawnFrame,
  handleAt,
  handlesOf,
  handlesOfSelection,
  selectionFrame,
} from "./handles.ts";
import { arrowWith } from "./test-arrow.ts";

const box = { minX: 0, minY: 0, maxX: 200, maxY: 100 };
const arrow = arrowWith({ xy: [10, 20], size: [100, 50], from: [0, 0], to: [100, 50] });

describe("handles", () => {
  it("stand at the corners and sides of the frame, equally far from the shape at every zoom", () => {
    for (const zoom of [0.1, 1, 8]) {
      const handles = handlesOf(box, { x: 0, y: 0, zoom });
      const southEast = handles.find((handle) => handle.name === "se");
      expect(southEast?.at).toEqual([200 * zoom + 6, 100 * zoom + 6]);
    }
    const names = handlesOf(box, { x: 0, y: 0, zoom: 1 }).map((handle) => handle.name);
    expect(names.sort()).toEqual(["e", "n", "ne", "nw", "s", "se", "sw", "w"]);
  });

  it("leave room between them on a small shape", () => {
    const names = handlesOf(box, { x: 0, y: 0, zoom: 0.1 }).map((handle) => handle.name);
    expect(names.sort()).toEqual(["ne", "nw", "se", "sw"]);
  });

  it("are taken a little beside them, and further with a finger", () => {
    const handles = handlesOf(box, { x: 0, y: 0, zoom: 1 });
    expect(handleAt(handles, [206, 106])?.name).toBe("se");
    expect(handleAt(handles, [212, 100])?.name).toBe("se");
    expect(handleAt(handles, [222, 106])).toBeNull();
    expect(handleAt(handles, [222, 106], "touch")?.name).toBe("se");
  });

  it("can be taken anywhere along a side, but not from within the shape", () => {
    const handles = handlesOf(box, { x: 0, y: 0, zoom: 1 });
    expect(handleAt(handles, [206, 50])?.name).toBe("e");
    expect(handleAt(handles, [206, 80])?.name).toBe("e");
    expect(handleAt(handles, [60, -6])?.name).toBe("n");
    expect(handleAt(handles, [199, 80])).toBeNull();
    expect(handleAt(handles, [100, 50])).toBeNull();
  });

  it("prefer a corner to a side", () => {
    const handles = handlesOf(box, { x: 0, y: 0, zoom: 1 });
    expect(handleAt(handles, [206, 99])?.name).toBe("se");
  });

  it("are the two ends of a single arrow, and its middle", () => {
    const handles = handlesOfSelection([arrow], selectionFrame([arrow]), { x: 10, y: 20, zoom: 2 });
    expect(handles.map(({ name, at }) => [name, ...at])).toEqual([
      ["from", 0, 0],
      ["to", 200, 100],
      ["bend", 100, 50],
    ]);
    expect(handleAt(handles, [203, 97])?.name).toBe("to");
  });

  it("are eight again when the arrow is not alone", () => {
    const two = [arrow, { ...arrow, id: "other", xy: [500, 500] as const }];
    expect(handlesOfSelection(two, selectionFrame(two), { x: 0, y: 0, zoom: 1 })).toHaveLength(9);
    expect(handlesOfSelection([], null, { x: 0, y: 0, zoom: 1 })).toEqual([]);
  });
});

describe("R251: the frame of a highlighter's stroke", () => {
  const marker = draftInk("a", { stroke: "yellow", width: "xl", nib: "marker" }, [
    [100, 100, 0.5],
    [300, 100, 0.5],
  ]);

  it("stands around its whole thickness, turned or not", () => {
    expect(drawnFrame([marker])).toEqual({
      box: { minX: 72, minY: 72, maxX: 328, maxY: 128 },
      angle: 0,
    });
    const turned = drawnFrame([{ ...marker, angle: Math.PI / 2 }])?.box;
    expect(turned?.maxX).toBeCloseTo(328);
    expect(turned?.maxY).toBeCloseTo(128);
    expect(drawnBox([{ ...marker, angle: Math.PI / 2 }])?.minY).toBeCloseTo(-28);
  });

  it("is dragged by its middle line, which is what grows", () => {
    expect(selectionFrame([marker])?.box).toEqual({ minX: 100, minY: 100, maxX: 300, maxY: 100 });
    expect(drawnFrame([arrow])).toEqual(selectionFrame([arrow]));
  });
});
