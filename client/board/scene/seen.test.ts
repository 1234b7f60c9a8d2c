import fc from "fast-check";
import { expect, test } from "vitest";
import { changeShape, deleteShapes } from "../../../shared/board/document.ts";
import { shapeBox } from "../../../shared/board/outline.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import { boxesTouch, unionBoxes } from "../geometry.ts";
import { TestHand } from "../test-hand.ts";
import type { SceneChange } from "./scene.ts";
import { type HandId, type Motion, MY_HAND, Seen } from "./seen.ts";

/** A board of three boxes, and what is seen of it. */
function threeBoxes(): { hand: TestHand; seen: Seen } {
  const hand = new TestHand().box("a", [0, 0]).box("b", [200, 0]).box("c", [400, 0]);
  return { hand, seen: new Seen(hand.editor.scene) };
}

function at(hand: TestHand, id: string, x: number): Shape {
  const shape = hand.editor.scene.get(id);
  if (shape === undefined) throw new Error(`no shape ${id}`);
  return { ...shape, xy: [x, 0] };
}

const ids = (seen: Seen) => seen.inOrder().map(({ shape }) => shape.id);
const left = (seen: Seen, id: string) => seen.get(id)?.shape.xy[0];

test("R192: a shape in motion keeps its place in the pile", () => {
  const { hand, seen } = threeBoxes();
  seen.move(MY_HAND, { moved: [at(hand, "a", 420)], drafts: [] });
  expect(ids(seen)).toEqual(["a", "b", "c"]);
  expect(left(seen, "a")).toBe(420);
  const near = { minX: 410, minY: 0, maxX: 430, maxY: 10 };
  expect(seen.inOrder(near).map(({ shape }) => shape.id)).toEqual(["a", "c"]);
  expect(seen.inOrder({ minX: 0, minY: 0, maxX: 20, maxY: 20 })).toEqual([]);
});

test("a shape that is being drawn lies on top, and once its result is there it is seen once", () => {
  const { hand, seen } = threeBoxes();
  const draft = { ...at(hand, "a", 50), id: "new" };
  seen.move("jonas", { moved: [], drafts: [draft] });
  expect(ids(seen)).toEqual(["a", "b", "c", "new"]);
  expect(seen.get("new")).toBeUndefined();
  hand.box("new", [60, 0]);
  expect(ids(seen)).toEqual(["a", "b", "c", "new"]);
  expect(left(seen, "new")).toBe(60);
});

test("of two hands at one shape mine is right, and the other one has it when I let go", () => {
  const { hand, seen } = threeBoxes();
  seen.move(MY_HAND, { moved: [at(hand, "a", 10)], drafts: [] });
  seen.move(7, { moved: [at(hand, "a", 20)], drafts: [] });
  expect(left(seen, "a")).toBe(10);
  seen.move(MY_HAND, { moved: [], drafts: [] });
  expect(left(seen, "a")).toBe(20);
  seen.move(7, { moved: [], drafts: [] });
  expect(left(seen, "a")).toBe(0);
  expect(seen.isInMotion).toBe(false);
});

test("a shape that somebody deletes is gone, also from the hand that holds it", () => {
  const { hand, seen } = threeBoxes();
  const moved = [at(hand, "a", 10), at(hand, "b", 20)];
  seen.move(MY_HAND, { moved, drafts: [] });
  deleteShapes(hand.doc, ["a"]);
  expect(seen.get("a")).toBeUndefined();
  expect(ids(seen)).toEqual(["b", "c"]);
  hand.box("a", [0, 0], { z: "a9" });
  expect(left(seen, "a")).toBe(10);
});

test("a move tells where it is seen", () => {
  const { hand, seen } = threeBoxes();
  const changes: SceneChange[] = [];
  seen.subscribe((change) => changes.push(change));
  seen.move(MY_HAND, { moved: [at(hand, "a", 300)], drafts: [] });
  expect(changes).toHaveLength(1);
  expect(changes[0]?.changed).toEqual(["a"]);
  const before = hand.editor.scene.boxOf("a");
  expect(changes[0]?.damage).toEqual([before, shapeBox(at(hand, "a", 300))]);
  changeShape(hand.doc, "b", { xy: [5, 5] });
  expect(changes[1]?.changed).toEqual(["b"]);
  // A hand that has had nothing lifts again.
  seen.move("jonas", { moved: [], drafts: [] });
  expect(changes).toHaveLength(2);
});

test("a shape in two hands stays in the same one when the document changes it", () => {
  const { hand, seen } = threeBoxes();
  seen.move(2, { moved: [at(hand, "a", 0)], drafts: [] });
  seen.move(1, { moved: [at(hand, "a", 105)], drafts: [] });
  seen.move(2, { moved: [at(hand, "a", 30)], drafts: [] });
  changeShape(hand.doc, "a", { z: "a9" });
  expect(left(seen, "a")).toBe(30);
  expect(ids(seen)).toEqual(["b", "c", "a"]);
});

const hands = fc.constantFrom<HandId>(MY_HAND, 1, 2);
const place = fc.integer({ min: 0, max: 500 });
const step = fc.oneof(
  fc.record({
    kind: fc.constant("hold" as const),
    hand: hands,
    moved: fc.dictionary(fc.constantFrom("0", "1", "2", "3", "4"), place, { maxKeys: 3 }),
  }),
  fc.record({ kind: fc.constant("write" as const), id: fc.integer({ max: 4, min: 0 }), x: place }),
  fc.record({ kind: fc.constant("delete" as const), id: fc.integer({ max: 4, min: 0 }) }),
  fc.record({
    kind: fc.constant("raise" as const),
    id: fc.integer({ max: 4, min: 0 }),
    z: fc.constantFrom("a0", "a1", "a2", "a7"),
  }),
);

test("R192: everything is seen once, in the pile's order, and all that has changed is told", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), place, (sequence, from) => {
      const hand = new TestHand();
      for (const [index, id] of ["0", "1", "2", "3", "4"].entries()) hand.box(id, [index * 90, 0]);
      const { scene } = hand.editor;
      const seen = new Seen(scene);
      const motions = new Map<HandId, Motion>();
      let shown = new Map(seen.inOrder().map(({ shape }) => [shape.id, shape]));
      const damage: SceneChange["damage"][number][] = [];
      seen.subscribe((change) => damage.push(...change.damage));
      for (const one of sequence) {
        damage.length = 0;
        if (one.kind === "hold") {
          const moved = Object.entries(one.moved).flatMap(([id, x]) =>
            scene.get(id) === undefined ? [] : [at(hand, id, x)],
          );
          motions.set(one.hand, { moved, drafts: [] });
          seen.move(one.hand, { moved, drafts: [] });
        } else if (one.kind === "write") changeShape(hand.doc, String(one.id), { xy: [one.x, 0] });
        else if (one.kind === "delete") deleteShapes(hand.doc, [String(one.id)]);
        else changeShape(hand.doc, String(one.id), { z: one.z });

        const now = seen.inOrder();
        expect(now.map(({ shape }) => shape.id)).toEqual(scene.inOrder().map(({ id }) => id));
        const mine = motions.get(MY_HAND)?.moved ?? [];
        for (const { id, xy } of mine) {
          if (scene.has(id)) expect(seen.get(id)?.shape.xy).toEqual(xy);
        }
        const near = { minX: from, minY: 0, maxX: from + 50, maxY: 50 };
        expect(seen.inOrder(near)).toEqual(now.filter(({ box }) => boxesTouch(box, near)));
        const after = new Map(now.map(({ shape }) => [shape.id, shape]));
        const around = unionBoxes(damage);
        for (const id of new Set([...shown.keys(), ...after.keys()])) {
          const [was, is] = [shown.get(id), after.get(id)];
          if (was?.xy === is?.xy) continue;
          for (const shape of [was, is]) {
            if (shape === undefined) continue;
            expect(around !== null && boxesTouch(around, shapeBox(shape))).toBe(true);
          }
        }
        shown = after;
      }
    }),
    { numRuns: 200 },
  );
});
