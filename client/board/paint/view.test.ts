import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PALETTES } from "../../../shared/board/draw/palette.ts";
import { MAX_ZOOM, MIN_ZOOM } from "../camera.ts";
import { fineness, gridSpacing } from "./grid.ts";
import {
  fewRegions,
  holdsRegion,
  pictureIn,
  type Region,
  regionOf,
  uncovered,
  viewOf,
} from "./view.ts";

const width = 40;
const height = 30;

function covers(regions: readonly Region[], x: number, y: number): number {
  return regions.filter(
    (region) =>
      x >= region.x && x < region.x + region.width && y >= region.y && y < region.y + region.height,
  ).length;
}

describe("panning", () => {
  it("paints each pixel that was uncovered once, and no other", () => {
    const steps = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(steps, steps, (dx, dy) => {
        const regions = uncovered({ x: dx, y: dy, width, height }, width, height);
        const wrong: [number, number][] = [];
        for (let x = 0; x < width; x++) {
          for (let y = 0; y < height; y++) {
            const kept = x - dx >= 0 && x - dx < width && y - dy >= 0 && y - dy < height;
            if (covers(regions, x, y) !== (kept ? 0 : 1)) wrong.push([x, y]);
          }
        }
        expect(wrong).toEqual([]);
      }),
    );
  });

  it("keeps a stretched picture where it is whole, and paints around it", () => {
    const kept = { x: 3.5, y: -10, width: 20.2, height: 100 };
    expect(uncovered(kept, width, height)).toEqual([
      { x: 0, y: 0, width: 4, height: 30 },
      { x: 23, y: 0, width: 17, height: 30 },
    ]);
  });

  it("finds a picture again at another zoom", () => {
    const painted = viewOf({ x: 10, y: 20, zoom: 1 }, 1, PALETTES.light);
    const view = viewOf({ x: 10, y: 20, zoom: 2 }, 1, PALETTES.light);
    expect(pictureIn(view, painted, 40, 30)).toEqual({ x: 0, y: 0, width: 80, height: 60 });
  });

  it("moves what is painted by whole pixels", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: MIN_ZOOM, max: MAX_ZOOM, noNaN: true }),
        (x, zoom) => {
          const view = viewOf({ x, y: 0, zoom }, 1.25, PALETTES.light);
          expect(Number.isInteger(view.originX)).toBe(true);
          expect(Math.abs(view.originX + x * view.scale)).toBeLessThanOrEqual(0.5);
        },
      ),
    );
  });
});

describe("a change of the board", () => {
  const view = viewOf({ x: 100, y: 100, zoom: 2 }, 1, PALETTES.light);

  it("is painted where it shows, with the smoothed edges", () => {
    const box = { minX: 105, minY: 105, maxX: 110, maxY: 108 };
    expect(regionOf(box, view, width, height)).toEqual({ x: 8, y: 8, width: 14, height: 10 });
  });

  it("is not painted out of sight", () => {
    const box = { minX: 0, minY: 0, maxX: 50, maxY: 50 };
    expect(regionOf(box, view, width, height)).toBeNull();
  });

  const side = fc.integer({ min: 1, max: 12 });
  const regions = fc.array(
    fc.record({
      x: fc.integer({ min: 0, max: width }),
      y: fc.integer({ min: 0, max: height }),
      width: side,
      height: side,
    }),
    { maxLength: 40 },
  );

  it("is painted in a few regions, however many places it is in", () => {
    fc.assert(
      fc.property(regions, (many) => {
        const few = fewRegions(many);
        expect(few.length).toBeLessThanOrEqual(8);
        for (const one of many) expect(few.some((other) => holdsRegion(other, one))).toBe(true);
      }),
    );
  });

  it("is painted in two places, not in all that lies between them", () => {
    const corners = [
      { x: 0, y: 0, width: 4, height: 4 },
      { x: 36, y: 26, width: 4, height: 4 },
      { x: 1, y: 0, width: 4, height: 4 },
    ];
    expect(fewRegions(corners)).toEqual([
      { x: 36, y: 26, width: 4, height: 4 },
      { x: 0, y: 0, width: 5, height: 4 },
    ]);
  });
});

describe("the grid", () => {
  it("neither crowds nor thins out at any zoom", () => {
    fc.assert(
      fc.property(fc.double({ min: MIN_ZOOM, max: MAX_ZOOM, noNaN: true }), (zoom) => {
        const apart = gridSpacing(zoom) * zoom;
        expect(apart).toBeGreaterThanOrEqual(18);
        expect(apart).toBeLessThanOrEqual(96);
        expect(fineness(zoom)).toBeGreaterThan(0);
        expect(fineness(zoom)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("shows all its dots at 100 %, 24 apart", () => {
    expect(gridSpacing(1)).toBe(24);
    expect(fineness(1)).toBe(1);
  });
});
