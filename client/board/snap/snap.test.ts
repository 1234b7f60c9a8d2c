import fc from "fast-check";
import { expect, test } from "vitest";
import { boxOf } from "../geometry.ts";
import { TestHand } from "../test-hand.ts";
import { snappingOf } from "./setting.ts";
import { SnapTargets, shifted } from "./snap.ts";

/** Boxes to which one snaps. */
function snappingHand(): TestHand {
  const hand = new TestHand().box("a", [100, 100]).box("b", [400, 300]);
  snappingOf(hand.editor).set({ shapes: true, grid: false });
  return hand;
}

test("R285: a shape that comes near snaps to sides and middles, and a guide says to which", () => {
  const hand = snappingHand();
  hand.press([450, 330]).move([154, 330]);
  expect(hand.editor.hand.motion.get().moved).toMatchObject([{ id: "b", xy: [100, 300] }]);
  expect(hand.editor.hand.guides.get()).toContainEqual({
    kind: "line",
    axis: 0,
    at: 100,
    from: 100,
    to: 360,
  });
  hand.lift([154, 330]);
  expect(hand.stored("b", "xy")).toEqual([100, 300]);
  expect(hand.editor.hand.guides.get()).toEqual([]);
});

test("R285: ctrl suspends it, also in the middle of a drag, and the setting ends it", () => {
  const hand = snappingHand();
  hand.press([450, 330]).move([154, 330]);
  hand.interaction.modify({ shift: false, alt: false, ctrl: true });
  expect(hand.editor.hand.motion.get().moved).toMatchObject([{ xy: [104, 300] }]);
  expect(hand.editor.hand.guides.get()).toEqual([]);
  hand.interaction.cancel();
  hand.editor.commandOf("snapToShapes").run(hand.editor);
  hand.drag([450, 330], [154, 330]);
  expect(hand.stored("b", "xy")).toEqual([104, 300]);
});

test("R285: with shift only the way of the hand snaps", () => {
  const hand = snappingHand();
  hand.drag([450, 330], [154, 327], { shift: true });
  expect(hand.stored("b", "xy")).toEqual([100, 300]);
});

test("R285: a shape snaps between two others, and to a gap that is there, and all gaps are marked", () => {
  const row = new SnapTargets([boxOf([0, 0], [50, 50]), boxOf([250, 0], [50, 50])]);
  const between = boxOf([123, 5], [50, 50]);
  expect(row.pull(between, 6)).toEqual([2, -5]);
  const gaps = row.guides(shifted(between, [2, -5])).filter(({ kind }) => kind === "gap");
  expect(gaps.map(({ from, to }) => [from, to])).toEqual([
    [50, 125],
    [175, 250],
  ]);
  const chain = new SnapTargets([boxOf([0, 0], [50, 50]), boxOf([70, 0], [50, 50])]);
  const next = boxOf([143, 20], [80, 50]);
  expect(chain.pull(next, 6)[0]).toBe(-3);
  expect(chain.pull(boxOf([-97, 20], [80, 50]), 6)[0]).toBe(-3);
});

test("R285: sides snap while a shape is resized or drawn", () => {
  const hand = snappingHand();
  hand.editor.selection.set(["a"]);
  // The right side is taken at its middle, 6 pixels beside the shape.
  hand.drag([206, 130], [404, 130]);
  expect(hand.stored("a", "size")).toEqual([300, 60]);
  hand.editor.take("rectangle");
  hand.drag([600, 500], [700, 358]);
  const drawn = hand.shapes.at(-1);
  expect(drawn).toMatchObject({ xy: [600, 360], size: [100, 140] });
});

test("R285: on the grid, corners stand on its dots", () => {
  const hand = snappingHand();
  hand.key("ctrl+'");
  hand.drag([450, 330], [467, 355]);
  expect(hand.stored("b", "xy")).toEqual([408, 336]);
});

test("R285: a move asks for no more shapes on a large board than on a small one", () => {
  const hand = snappingHand();
  hand.doc.transact(() => {
    for (let at = 0; at < 3000; at++)
      hand.box(`n${at}`, [(at % 60) * 20, Math.floor(at / 60) * 20], { size: [10, 10] });
  });
  hand.editor.view.camera.set({ x: 0, y: 0, zoom: 0.5 });
  let looked = 0;
  const { scene } = hand.editor;
  const some = scene.some.bind(scene);
  scene.some = (box, is) =>
    some(box, (placed) => {
      looked += 1;
      return is(placed);
    });
  hand.editor.selection.set(["b"]);
  hand.press([225, 165]).move([245, 165]);
  const first = looked;
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThanOrEqual(4 * 800);
  hand.move([247, 165]).move([249, 166]);
  expect(looked).toBe(first);
});

test("R285: nothing is pulled further than the reach, and what is pulled stands at a line or gap", () => {
  const number = fc.integer({ min: 0, max: 400 });
  const side = fc.integer({ min: 1, max: 120 });
  const box = fc.tuple(number, number, side, side).map(([x, y, w, h]) => boxOf([x, y], [w, h]));
  fc.assert(
    fc.property(fc.array(box, { maxLength: 12 }), box, (boxes, moving) => {
      const targets = new SnapTargets(boxes);
      const [x, y] = targets.pull(moving, 6);
      for (const way of [x, y]) if (way !== null) expect(Math.abs(way)).toBeLessThanOrEqual(6);
      const guides = targets.guides(shifted(moving, [x ?? 0, y ?? 0]));
      if (x !== null && y === null) expect(guides.some(({ axis }) => axis === 0)).toBe(true);
      if (y !== null && x === null) expect(guides.some(({ axis }) => axis === 1)).toBe(true);
    }),
  );
});

test("R309: a shape snaps to what lies in the frame where the hand is, and to that frame", () => {
  const hand = new TestHand().box("in", [160, 150]).box("out", [600, 500]);
  hand.key("f");
  hand.drag([100, 100], [400, 300]);
  snappingOf(hand.editor).set({ shapes: true, grid: false });
  const lines = () =>
    hand.editor.hand.guides
      .get()
      .flatMap(({ kind, axis, at }) => (kind === "line" ? [[axis, at]] : []));
  // On the board, the content of a frame does not count, and its sides do.
  hand.press([650, 530]).move([400, 530]).move([214, 530]);
  expect(lines()).toEqual([]);
  hand.move([154, 530]);
  expect(lines()).toContainEqual([0, 100]);
  // Over the frame, its content counts, and so do its sides.
  hand.move([214, 254]);
  expect(lines()).toContainEqual([0, 160]);
  hand.move([352, 254]);
  expect(lines()).toContainEqual([0, 400]);
  hand.lift([214, 530]);
  // A shape in a frame does not snap to what lies on the board.
  hand.box("near", [185, 480]);
  hand.editor.selection.clear();
  hand.press([200, 180]).move([220, 200]).move([222, 200]);
  expect(lines()).not.toContainEqual([0, 185]);
});
