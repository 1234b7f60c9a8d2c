import fc from "fast-check";
import { expect, test } from "vitest";
import { CHIP_PITCH, type OutOfView, placeChips } from "./edge-chips.ts";

const FRAME = { left: 30, top: 98, right: 1250, bottom: 702 };

function person(clientId: number, x: number, y: number): OutOfView {
  return { clientId, x, y };
}

test("R219: a chip stands at the edge that is nearest to its person, and points there", () => {
  const chips = placeChips(
    [person(1, 3_000, 400), person(2, -500, 400), person(3, 640, -200), person(4, 640, 5_000)],
    FRAME,
  );
  const byId = new Map(chips.map((chip) => [chip.clientId, chip]));
  expect(byId.get(1)).toMatchObject({ x: FRAME.right, y: 400, edge: "right", angle: 0 });
  expect(byId.get(2)).toMatchObject({ x: FRAME.left, y: 400, edge: "left", angle: Math.PI });
  expect(byId.get(3)).toMatchObject({ x: 640, y: FRAME.top, edge: "top", angle: -Math.PI / 2 });
  expect(byId.get(4)).toMatchObject({ y: FRAME.bottom, edge: "bottom", angle: Math.PI / 2 });
});

test("R219: two people who are in one direction have chips side by side", () => {
  const chips = placeChips([person(1, 3_000, 400), person(2, 4_000, 402)], FRAME);
  expect(chips.map(({ x }) => x)).toEqual([FRAME.right, FRAME.right]);
  expect(Math.abs((chips[0]?.y ?? 0) - (chips[1]?.y ?? 0))).toBe(CHIP_PITCH);
});

test("R219: an edge without space for one more leaves those who came first where they are", () => {
  const low = { ...FRAME, bottom: FRAME.top + 2 * CHIP_PITCH };
  const people = Array.from({ length: 9 }, (_, id) => person(id, 9_000, 100 + id));
  expect(new Set(placeChips(people, low).map(({ clientId }) => clientId))).toEqual(
    new Set([0, 1, 2]),
  );
});

test("R219: however many people are out of view, and wherever: no two chips overlap, and none leaves the frame", () => {
  const far = fc.integer({ min: -5_000, max: 5_000 });
  const frames = fc.record({
    left: fc.integer({ min: 0, max: 200 }),
    top: fc.integer({ min: 0, max: 200 }),
    right: fc.integer({ min: 300, max: 1_600 }),
    bottom: fc.integer({ min: 300, max: 1_000 }),
  });
  fc.assert(
    fc.property(frames, fc.array(fc.tuple(far, far), { maxLength: 60 }), (frame, places) => {
      const people = places
        .map(([x, y], id) => person(id, x, y))
        .filter(
          ({ x, y }) => x < frame.left || x > frame.right || y < frame.top || y > frame.bottom,
        );
      const chips = placeChips(people, frame);
      for (const [index, one] of chips.entries()) {
        expect(one.x).toBeGreaterThanOrEqual(frame.left);
        expect(one.x).toBeLessThanOrEqual(frame.right);
        expect(one.y).toBeGreaterThanOrEqual(frame.top);
        expect(one.y).toBeLessThanOrEqual(frame.bottom);
        for (const other of chips.slice(index + 1)) {
          const apart = Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y));
          expect(apart).toBeGreaterThanOrEqual(CHIP_PITCH - 1e-6);
        }
      }
    }),
  );
});
