import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Camera,
  fitBox,
  MAX_ZOOM,
  MIN_ZOOM,
  panBy,
  toBoard,
  toScreen,
  visibleBox,
  zoomAt,
  zoomTo,
} from "./camera.ts";
import { boxContains, expandBox } from "./geometry.ts";

const number = (least: number, most: number) =>
  fc.double({ min: least, max: most, noNaN: true, noDefaultInfinity: true });
const cameras: fc.Arbitrary<Camera> = fc.record({
  x: number(-1e5, 1e5),
  y: number(-1e5, 1e5),
  zoom: number(MIN_ZOOM, MAX_ZOOM),
});
const screens = fc.tuple(number(0, 4000), number(0, 4000));

describe("camera", () => {
  it("keeps the point under the pointer where it is while zooming", () => {
    fc.assert(
      fc.property(cameras, screens, number(0.01, 100), (camera, screen, factor) => {
        const before = toBoard(camera, screen);
        const zoomed = zoomAt(camera, screen, factor);
        const [x, y] = toScreen(zoomed, before);
        expect(Math.hypot(x - screen[0], y - screen[1])).toBeLessThan(1e-4);
      }),
    );
  });

  it("never zooms beyond its limits", () => {
    fc.assert(
      fc.property(cameras, screens, number(0, 1e6), (camera, screen, zoom) => {
        const zoomed = zoomTo(camera, screen, zoom);
        expect(zoomed.zoom).toBeGreaterThanOrEqual(MIN_ZOOM);
        expect(zoomed.zoom).toBeLessThanOrEqual(MAX_ZOOM);
      }),
    );
  });

  it("moves the content with the hand", () => {
    fc.assert(
      fc.property(cameras, screens, screens, (camera, screen, by) => {
        const held = toBoard(camera, screen);
        const [x, y] = toScreen(panBy(camera, by[0], by[1]), held);
        expect(x).toBeCloseTo(screen[0] + by[0], 4);
        expect(y).toBeCloseTo(screen[1] + by[1], 4);
      }),
    );
  });

  it("finds back from the screen to the board", () => {
    fc.assert(
      fc.property(cameras, screens, (camera, screen) => {
        const [x, y] = toScreen(camera, toBoard(camera, screen));
        expect(x).toBeCloseTo(screen[0], 4);
        expect(y).toBeCloseTo(screen[1], 4);
      }),
    );
  });

  it("shows a box between the insets, as large as allowed", () => {
    const viewport = { width: 1280, height: 800 };
    const inset = number(0, 400);
    const insets = fc.record({ top: inset, right: inset, bottom: inset, left: inset });
    const sizes = fc.tuple(number(0, 10_000), number(0, 8_000));
    fc.assert(
      fc.property(screens, sizes, insets, (corner, size, covered) => {
        fc.pre(covered.left + covered.right < 1100 && covered.top + covered.bottom < 650);
        const box = {
          minX: corner[0],
          minY: corner[1],
          maxX: corner[0] + size[0],
          maxY: corner[1] + size[1],
        };
        const camera = fitBox(box, viewport, covered);
        fc.pre(camera.zoom > MIN_ZOOM);
        const [left, top] = toScreen(camera, [box.minX, box.minY]);
        const [right, bottom] = toScreen(camera, [box.maxX, box.maxY]);
        const free = {
          minX: covered.left,
          minY: covered.top,
          maxX: viewport.width - covered.right,
          maxY: viewport.height - covered.bottom,
        };
        const shown = { minX: left, minY: top, maxX: right, maxY: bottom };
        expect(boxContains(expandBox(free, 0.01), shown)).toBe(true);
        expect((left + right) / 2).toBeCloseTo((free.minX + free.maxX) / 2, 3);
        expect((top + bottom) / 2).toBeCloseTo((free.minY + free.maxY) / 2, 3);
        expect(camera.zoom).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("sees exactly what the viewport covers", () => {
    const box = visibleBox({ x: 100, y: -50, zoom: 2 }, { width: 800, height: 600 });
    expect(box).toEqual({ minX: 100, minY: -50, maxX: 500, maxY: 250 });
  });
});
