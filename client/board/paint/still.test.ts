import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { PALETTES } from "../../../shared/board/draw/palette.ts";
import { zoomAt } from "../camera.ts";
import { Seen } from "../scene/seen.ts";
import { TestHand } from "../test-hand.ts";
import { StillLayer } from "./still.ts";
import { viewOf } from "./view.ts";

/** The calls that canvases of the page have got, by name. */
const calls = new Map<string, number>();

function canvasDouble(): unknown {
  const context = new Proxy({} as Record<string | symbol, unknown>, {
    get(target, name) {
      if (name in target) return target[name];
      return () => {
        calls.set(String(name), (calls.get(String(name)) ?? 0) + 1);
        return name === "createPattern" ? { setTransform: () => undefined } : undefined;
      };
    },
  });
  const element = { style: {}, setAttribute: () => undefined, before: () => undefined };
  return { ...element, getContext: () => context, remove: () => undefined };
}

beforeAll(() => vi.stubGlobal("document", { createElement: canvasDouble }));
afterAll(() => vi.unstubAllGlobals());

test("R191: a user who zooms out and in again sees the picture that was there, and no shape is painted again", () => {
  const hand = new TestHand();
  for (let index = 0; index < 30; index++) hand.box(`box-${index}`, [index * 30, index * 20]);
  const seen = new Seen(hand.editor.scene);
  const still = new StillLayer({ append: () => undefined } as unknown as HTMLElement, seen);
  still.resize(1000, 800, 1);
  const without = { risen: new Set<string>(), editing: null };
  let camera = { x: 0, y: 0, zoom: 0.37 };
  const paint = (zooming: boolean) =>
    still.paint(viewOf(camera, 1, PALETTES.light), without, zooming);
  paint(false);
  for (let step = 0; step < 46; step++) {
    camera = zoomAt(camera, [500, 400], step < 23 ? 1 / 1.0203 : 1.0203);
    paint(true);
  }
  expect(camera.zoom).not.toBe(0.37);
  expect(camera.zoom).toBeCloseTo(0.37, 9);
  expect(still.isStretched).toBe(false);
  calls.clear();
  paint(false);
  expect(calls.get("stroke")).toBeUndefined();
  expect(calls.get("fill")).toBeUndefined();
  camera = zoomAt(camera, [500, 400], 1.01);
  paint(false);
  expect(calls.get("stroke")).toBeGreaterThanOrEqual(30);
});
