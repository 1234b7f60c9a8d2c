/** Tests of arrows that follow shapes in hands. */
import { expect, test } from "vitest";
import { bind } from "../../../shared/board/binding-edits.ts";
import { endsOf } from "../../../shared/board/kinds/ends.ts";
import type { Point } from "../../../shared/board/shape.ts";
import { TestHand } from "../test-hand.ts";

/** Two boxes, and an arrow between them that is bound to both. */
function bound(): { hand: TestHand; arrow: string } {
  const hand = new TestHand().box("a", [100, 100]).box("b", [500, 100]);
  hand.editor.style.set({ ...hand.editor.style.get(), route: "straight" });
  hand.editor.take("arrow");
  hand.drag([250, 600], [450, 600]);
  const arrow = hand.editor.selection.get()[0] ?? "";
  const { relations } = hand.editor.scene;
  hand.editor.transact(() => {
    bind(relations, arrow, "start", { shape: "a", at: [0.5, 0.5], edge: true });
    bind(relations, arrow, "end", { shape: "b", at: [0.5, 0.5], edge: true });
  });
  hand.editor.selection.clear();
  return { hand, arrow };
}

function endsIn({ editor }: TestHand, id: string): readonly [Point, Point] {
  const shape = editor.seen.get(id)?.shape;
  if (shape?.type !== "arrow") throw new Error(`${id} is no arrow`);
  return endsOf(shape);
}

test("R230: an arrow follows a shape while the hand still moves it, and nothing of it is written", () => {
  const { hand, arrow } = bound();
  expect(endsIn(hand, arrow)).toEqual([
    [208, 130],
    [492, 130],
  ]);
  const before = hand.updates;
  hand.press([550, 130]).move([560, 200]).move([550, 330]);
  expect(hand.updates).toBe(before);
  const held = endsIn(hand, arrow);
  expect(held[1][1]).toBeGreaterThan(270);
  hand.lift([550, 330]);
  expect(endsIn(hand, arrow)).toEqual(held);
  expect(hand.editor.seen.isInMotion).toBe(false);
  hand.press([550, 330]).move([600, 400]);
  expect(endsIn(hand, arrow)).not.toEqual(held);
  hand.interaction.cancel();
  expect(endsIn(hand, arrow)).toEqual(held);
});

test("R230: an arrow follows a shape in another person's hand", () => {
  const { hand, arrow } = bound();
  const { seen, scene } = hand.editor;
  const changes: (readonly string[])[] = [];
  seen.subscribe(({ changed }) => changes.push(changed));
  const box = scene.get("a");
  if (box === undefined) throw new Error("no box");
  seen.move("jonas", { moved: [{ ...box, xy: [100, 400] }], drafts: [] });
  expect(changes).toEqual([["a", arrow]]);
  expect(endsIn(hand, arrow)[0][1]).toBeGreaterThan(300);
  // I move the other one at the same time.
  hand.press([550, 130]).move([560, 430]).move([550, 430]);
  expect(endsIn(hand, arrow)).toEqual([
    [208, 430],
    [492, 430],
  ]);
});

test("R230: an arrow that is dragged by itself lets go, in the hand as on the board", () => {
  const { hand, arrow } = bound();
  hand.press([350, 130]).move([350, 200]).move([350, 230]);
  expect(endsIn(hand, arrow)).toEqual([
    [208, 230],
    [492, 230],
  ]);
  hand.lift([350, 230]);
  expect(endsIn(hand, arrow)[0]).toEqual([208, 230]);
  expect(hand.stored(arrow, "start")).toBeUndefined();
});

test("R230: an end whose shape is deleted stays where it stood, also from a shape that had moved since", () => {
  const { hand, arrow } = bound();
  hand.drag([550, 130], [550, 430]);
  const before = endsIn(hand, arrow);
  hand.editor.selection.set(["b"]);
  hand.key("Delete");
  expect(endsIn(hand, arrow)).toEqual(before);
  hand.editor.undo();
  hand.drag([550, 430], [550, 130]);
  expect(endsIn(hand, arrow)[1]).toEqual([492, 130]);
});

test("R230: each move of a shape reads the arrows that are bound to it, and no others", () => {
  const hand = new TestHand().box("hub", [0, 0]).box("other", [0, 300]);
  const { relations } = hand.editor.scene;
  for (const hub of ["hub", "other"]) {
    for (let each = 0; each < 20; each++) {
      hand.box(`${hub}${each}`, [300 + each * 150, hub === "hub" ? 0 : 300]);
      hand.editor.take("arrow");
      hand.drag([10, 700], [60, 760]);
      const arrow = hand.editor.selection.get()[0] ?? "";
      hand.editor.transact(() => {
        bind(relations, arrow, "start", { shape: hub, at: [0.5, 0.5], edge: true });
        bind(relations, arrow, "end", { shape: `${hub}${each}`, at: [0.5, 0.5], edge: true });
      });
    }
  }
  const changes: number[] = [];
  hand.editor.seen.subscribe(({ changed }) => changes.push(changed.length));
  hand.press([50, 30]).move([50, 40]).move([50, 50]);
  expect(changes).toEqual([21, 21]);
  expect([...hand.editor.seen.movingIds()]).toHaveLength(21);
});
