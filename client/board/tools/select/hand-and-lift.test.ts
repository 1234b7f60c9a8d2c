/** A random test that shapes look in the hand as they do when it has lifted. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { bind } from "../../../../shared/board/binding-edits.ts";
import { endsOf, wayOf } from "../../../../shared/board/kinds/ends.ts";
import type { Point, Shape } from "../../../../shared/board/shape.ts";
import { handlesOfSelection, selectionFrame } from "../../handles.ts";
import { TestHand } from "../../test-hand.ts";

/** The numbers of all that is seen, by id, and what arrows are bound to. */
function seenBy({ editor }: TestHand): ReadonlyMap<string, readonly (number | string)[]> {
  return new Map(editor.seen.inOrder().map(({ shape }) => [shape.id, placeOf(shape)]));
}

function placeOf(shape: Shape): (number | string)[] {
  if (shape.type !== "arrow") return [...shape.xy, ...shape.size, shape.angle];
  const points = [...endsOf(shape), ...wayOf(shape).steps.map(({ at }) => at)];
  return [shape.start?.shape ?? "", shape.end?.shape ?? "", ...points.flat()];
}

/** Half a unit is allowed: what is stored is rounded. */
function expectAlike(seen: ReturnType<typeof seenBy>, before: ReturnType<typeof seenBy>): void {
  expect([...seen.keys()].sort()).toEqual([...before.keys()].sort());
  for (const [id, values] of before) {
    const now = seen.get(id) ?? [];
    const isAlike = values.every((value, at) => {
      const other = now[at];
      return typeof value === "number" && typeof other === "number"
        ? Math.abs(value - other) < 0.5
        : value === other;
    });
    if (!isAlike || now.length !== values.length) expect(now, id).toEqual(values);
  }
}

const place = fc.integer({ min: 0, max: 40 }).map((step) => step * 20);
const box = fc.tuple(place, place);
const arrow = fc.record({
  /** The numbers of boxes; beyond them: to none. */
  from: fc.nat(4),
  to: fc.nat(4),
  route: fc.constantFrom("straight", "curve", "elbow"),
  edge: fc.boolean(),
});
type Script = typeof script extends fc.Arbitrary<infer T> ? T : never;
const script = fc.record({
  boxes: fc.array(box, { minLength: 3, maxLength: 5 }),
  arrows: fc.array(arrow, { minLength: 1, maxLength: 3 }),
  taken: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  act: fc.constantFrom("move", "se", "nw", "turn"),
  by: fc.tuple(fc.integer({ min: -60, max: 160 }), fc.integer({ min: -60, max: 160 })),
});

/** Scripts that once failed. */
const FOUND: readonly Script[] = [
  // An elbow leaves its shape at another side where something lies in its way: there it lets go.
  {
    boxes: [
      [0, 0],
      [0, 760],
      [0, 80],
    ],
    arrows: [{ from: 0, to: 1, route: "elbow", edge: true }],
    taken: [true, false, false, true, false, false, false, false],
    act: "move",
    by: [0, 30],
  },
  {
    boxes: [
      [0, 0],
      [0, 760],
      [0, 80],
      [600, 600],
    ],
    arrows: [
      { from: 0, to: 1, route: "elbow", edge: true },
      { from: 9, to: 9, route: "straight", edge: true },
    ],
    taken: [false, false, false, false, true, true, false, false],
    act: "move",
    by: [0, 60],
  },
  // A shape that is dragged away was in the way of an arrow that is not.
  {
    boxes: [
      [0, 0],
      [0, 0],
      [120, 0],
      [0, 0],
    ],
    arrows: [{ from: 0, to: 9, route: "elbow", edge: false }],
    taken: [false, false, true, true, false, false, false, false],
    act: "move",
    by: [0, -50],
  },
];

test("R305: whatever is selected, and however it is dragged, arrows look in the hand as at the lift", () => {
  fc.assert(
    fc.property(script, ({ boxes, arrows, taken, act, by }) => {
      const hand = new TestHand();
      const { editor } = hand;
      const { relations } = editor.scene;
      for (const [at, xy] of boxes.entries()) hand.box(`b${at}`, xy);
      const ids = boxes.map((_, at) => `b${at}`);
      for (const { from, to, route, edge } of arrows) {
        editor.take("arrow");
        hand.drag([820, 700], [900, 760], { ctrl: true });
        const id = editor.selection.get()[0] ?? "";
        editor.transact(() => {
          relations.fieldsOf(id)?.set("route", route);
          const anchor = (at: number) => ({ shape: `b${at}`, at: [0.5, 0.5], edge }) as const;
          if (from < boxes.length) bind(relations, id, "start", anchor(from));
          if (to < boxes.length && to !== from) bind(relations, id, "end", anchor(to));
        });
        ids.push(id);
      }
      const selected = ids.filter((_, at) => taken[at] === true);
      editor.selection.set(selected);
      const shapes = editor.selection.unlocked();
      if (shapes.length < 2) return;
      const frame = selectionFrame(shapes);
      const handles = handlesOfSelection(shapes, frame, editor.view.camera.get());
      const handle = handles.find(({ name }) => name === act)?.at;
      const middle: Point = frame === null ? [0, 0] : [frame.box.minX + 1, frame.box.minY + 1];
      const [x, y] = handle ?? middle;
      const to: Point = [x + by[0], y + by[1]];
      hand
        .press([x, y])
        .move([x + 10, y + 10])
        .move(to);
      const held = seenBy(hand);
      hand.lift(to);
      expectAlike(seenBy(hand), held);
    }),
    { numRuns: 60, examples: FOUND.map((one) => [one]) },
  );
});
