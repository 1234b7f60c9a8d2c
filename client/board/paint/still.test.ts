import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { addShape } from "../../../shared/board/document.ts";
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

/** A path of which nobody sees the line. */
function pathDouble(): unknown {
  return new Proxy({}, { get: () => () => undefined });
}

beforeAll(() => {
  vi.stubGlobal("document", { createElement: canvasDouble });
  vi.stubGlobal("Path2D", pathDouble);
});
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

/** A layer over so many pen strokes in view, which was sharp at half the size before a step of the zoom. */
function stretchedOver(count: number) {
  const hand = new TestHand();
  hand.editor.transact(() => {
    for (let index = 0; index < count; index++) {
      const points = Array.from({ length: 40 }, (_, at) => [at * 3, (at * (index + 7)) % 40, 0.5]);
      addShape(hand.doc, {
        ...{ id: `stroke-${index}`, type: "ink", z: `a${index}`, by: "jonas", at: 1 },
        ...{ xy: [(index % 30) * 60, Math.floor(index / 30) * 40], size: [120, 40] },
        ...{ points: points as [number, number, number][], stroke: "ink", width: "m" },
      });
    }
  });
  const still = new StillLayer(
    { append: () => undefined } as unknown as HTMLElement,
    new Seen(hand.editor.scene),
  );
  still.resize(1000, 800, 1);
  const without = { risen: new Set<string>(), editing: null };
  const paint = (x: number, zoom: number, zooming = false) => {
    calls.clear();
    still.paint(viewOf({ x, y: 0, zoom }, 1, PALETTES.light), without, zooming);
  };
  paint(0, 0.5);
  while (still.isUnfinished && !still.finish(without));
  paint(0, 0.55, true);
  expect(painted()).toBe(0);
  expect(still.isStretched).toBe(true);
  return { still, paint, finish: () => still.finish(without) };
}

/** The lines and areas that were painted since the last time. */
function painted(): number {
  return (calls.get("stroke") ?? 0) + (calls.get("fill") ?? 0);
}

test("R373: when the zoom rests, each shape is painted once, in slices, and the stretched picture stays until then", () => {
  const { still, paint, finish } = stretchedOver(600);
  paint(0, 0.55);
  expect(still.isSharpening).toBe(true);
  expect(still.isStretched).toBe(false);
  let slices = 1;
  let before = 0;
  for (let isWhole = false; !isWhole; slices += 1) {
    expect(painted() - before).toBeLessThan(600);
    before = painted();
    isWhole = finish();
  }
  expect(slices).toBeGreaterThan(2);
  // Each stroke is an area or a line, with an edge around it at most.
  expect(painted()).toBeGreaterThanOrEqual(600);
  expect(painted()).toBeLessThanOrEqual(2 * 600);
  expect(still.isUnfinished).toBe(false);
  paint(0, 0.55);
  expect(painted()).toBe(0);
});

test("R373: a user who pans before the picture is sharp sees it painted at once; one who zooms on, stretched", () => {
  const { still, paint, finish } = stretchedOver(600);
  paint(0, 0.55);
  expect(still.isSharpening).toBe(true);
  paint(0, 0.6, true);
  expect(still.isSharpening).toBe(false);
  expect(still.isStretched).toBe(true);
  expect(painted()).toBe(0);
  paint(0, 0.6);
  expect(still.isSharpening).toBe(true);
  paint(300, 0.6);
  expect(still.isSharpening).toBe(false);
  expect(still.isStretched).toBe(false);
  expect(painted()).toBeGreaterThan(0);
  while (still.isUnfinished && !finish());
  paint(300, 0.6);
  expect(painted()).toBe(0);
});

test("R373: a small picture is sharp in the frame in which the zoom rests", () => {
  const { still, paint } = stretchedOver(20);
  paint(0, 0.55);
  expect(still.isSharpening).toBe(false);
  expect(still.isUnfinished).toBe(false);
  expect(painted()).toBeGreaterThanOrEqual(20);
});
