import fc from "fast-check";
import { expect, test } from "vitest";
import { PALETTES } from "../../../shared/board/draw/palette.ts";
import { panBy, zoomAt } from "../camera.ts";
import type { Layer } from "./layer.ts";
import { Surround } from "./surround.ts";
import { pictureIn, type Region, type View, viewOf } from "./view.ts";

const width = 60;
const height = 40;

/** A layer of which nobody sees the picture. */
function layer(): Layer {
  const nothing = () => undefined;
  const context = { setTransform: nothing, fillRect: nothing };
  const brush = { context, opacity: nothing, fill: nothing };
  return { canvas: { width, height }, brush } as unknown as Layer;
}

function holds({ x, y, width, height }: Region, left: number, top: number): boolean {
  return left >= x && left < x + width && top >= y && top < y + height;
}

const middle = viewOf({ x: 0, y: 0, zoom: 1 }, 1, PALETTES.light);
const steps = fc.array(
  fc.oneof(
    fc.record({
      at: fc.tuple(fc.integer({ min: 0, max: width }), fc.integer({ min: 0, max: height })),
      factor: fc.double({ min: 0.8, max: 1.2, noNaN: true }),
    }),
    fc.record({ by: fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: -6, max: 6 })) }),
  ),
  { maxLength: 20 },
);

test("R191: whatever comes into view around a stretched picture is painted, and each part once", () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      const surround = new Surround(layer(), middle);
      const painted: Region[] = [];
      let camera = { x: 0, y: 0, zoom: 1 };
      for (const step of sequence) {
        camera =
          "by" in step
            ? panBy(camera, step.by[0], step.by[1])
            : zoomAt(camera, step.at, step.factor);
        const view: View = viewOf(camera, 1, PALETTES.light);
        const isCovered = surround.cover(view, (_, region, of) => {
          expect(of).toBe(surround.view);
          painted.push(region);
        });
        // Then all is painted anew.
        if (!isCovered) return;
        const sharp = pictureIn(surround.view, middle, width, height);
        const seen = pictureIn(surround.view, view, width, height);
        let wrong = 0;
        for (let x = 0; x < width; x++) {
          for (let y = 0; y < height; y++) {
            let times = 0;
            for (const region of painted) if (holds(region, x, y)) times += 1;
            const isMissing = times === 0 && holds(seen, x, y) && !holds(sharp, x, y);
            if (times > 1 || isMissing) wrong += 1;
          }
        }
        expect(wrong).toBe(0);
      }
    }),
    { numRuns: 100 },
  );
});

test("R191: a step of the zoom paints a ring, not what was painted before", () => {
  const surround = new Surround(layer(), middle);
  const areas: number[] = [];
  let camera = { x: 0, y: 0, zoom: 1 };
  for (let step = 0; step < 10; step++) {
    camera = zoomAt(camera, [width / 2, height / 2], 0.95);
    let area = 0;
    surround.cover(viewOf(camera, 1, PALETTES.light), (_, region) => {
      area += region.width * region.height;
    });
    areas.push(area);
  }
  const all = areas.reduce((sum, area) => sum + area, 0);
  expect(Math.max(...areas)).toBeLessThan(all / 3);
  expect(all).toBeLessThan(width * height);
});
