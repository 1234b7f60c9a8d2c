/** Tests of arrows that follow shapes in hands. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { bind, letGo } from "../../../shared/board/binding-edits.ts";
import { shapesOf } from "../../../shared/board/document.ts";
import { endsOf, wayOf } from "../../../shared/board/kinds/ends.ts";
import { putInto } from "../../../shared/board/place-edits.ts";
import type { ArrowShape, Point } from "../../../shared/board/shape.ts";
import { moveShapes } from "../../../shared/board/subtree-edits.ts";
import { handlesOfSelection, selectionFrame } from "../handles.ts";
import { RemoteSet } from "../live/remote-set.ts";
import { TestHand } from "../test-hand.ts";

/** Two boxes, and an arrow between them that is bound to both. */
function bound(): { hand: TestHand; arrow: string } {
  const hand = new TestHand().box("a", [100, 100]).box("b", [500, 100]);
  hand.editor.me.style.set({ ...hand.editor.me.style.get(), route: "straight" });
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

test("R305: an arrow that is dragged out of its shapes lets go, in the hand as on the board", () => {
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

/** The way of an arrow as it is seen now. */
function wayIn({ editor }: TestHand, id: string): unknown {
  const shape = editor.seen.get(id)?.shape;
  if (shape?.type !== "arrow") throw new Error(`${id} is no arrow`);
  const way = wayOf(shape);
  return { ends: endsOf(shape), steps: way.steps.map(({ at }) => at), ...boundIn(shape) };
}

function boundIn({ start, end }: ArrowShape) {
  return { start: start?.shape ?? null, end: end?.shape ?? null };
}

test.each(["straight", "curve", "elbow"] as const)(
  "R305: a %s arrow that is dragged by itself looks in the hand as when it lifts",
  (route) => {
    for (const to of [
      [357, 145],
      [350, 300],
      [200, 130],
    ] as const) {
      const { hand, arrow } = bound();
      const { editor } = hand;
      editor.transact(() => {
        editor.scene.relations.fieldsOf(arrow)?.set("route", route);
        moveShapes(editor.scene.relations, ["b"], [0, 60]);
      });
      editor.selection.set([arrow]);
      const shape = editor.scene.get(arrow);
      if (shape?.type !== "arrow") throw new Error("no arrow");
      const [x, y] = wayOf(shape).at(wayOf(shape).length / 2);
      const at: Point = [shape.xy[0] + x, shape.xy[1] + y];
      hand.press(at).move([300, 300]).move(to);
      const held = wayIn(hand, arrow);
      hand.lift(to);
      expect(wayIn(hand, arrow)).toEqual(held);
    }
  },
);

test("R305: an arrow that is dragged a little stays bound to both shapes, at the points where it is then", () => {
  const { hand, arrow } = bound();
  hand.drag([350, 130], [360, 150]);
  expect(endsIn(hand, arrow)).toEqual([
    [208, 150],
    [492, 150],
  ]);
  hand.drag([550, 130], [550, 330]);
  expect(endsIn(hand, arrow)[1][1]).toBeGreaterThan(270);
});

test("R305: an arrow that is moved with one of its shapes, or lies in a frame that is moved, stays bound", () => {
  const { hand, arrow } = bound();
  const { editor } = hand;
  editor.selection.set(["a", arrow]);
  hand.press([150, 130]).move([150, 300]).move([150, 430]);
  const held = wayIn(hand, arrow);
  expect(held).toMatchObject({ start: "a", end: "b" });
  hand.lift([150, 430]);
  expect(wayIn(hand, arrow)).toEqual(held);
  editor.take("frame");
  hand.drag([90, 420], [300, 500]);
  const [frame] = editor.selection.get();
  editor.transact(() => putInto(editor.scene.relations, [arrow], frame ?? ""));
  hand.press([90, 460]).move([100, 500]).move([90, 560]);
  const along = wayIn(hand, arrow);
  expect(along).toMatchObject({ start: "a", end: "b" });
  hand.lift([90, 560]);
  expect(wayIn(hand, arrow)).toEqual(along);
});

test("R305: others see an arrow in a hand as it is when the hand lifts, until that is written", () => {
  const { hand, arrow } = bound();
  const set = new RemoteSet(hand.editor.scene);
  set.take({ kind: "set", shapes: [{ id: arrow }], by: [0, 20] }, 0);
  expect(set.shapes().moved[0]).toMatchObject({ start: { shape: "a" }, end: { shape: "b" } });
  expect(set.isWritten()).toBe(false);
  hand.drag([350, 130], [350, 150]);
  expect(set.isWritten()).toBe(true);
  set.take({ kind: "set", shapes: [{ id: arrow }], by: [0, 300] }, 0);
  expect(set.shapes().moved[0]).toMatchObject({ start: null, end: null });
});

test("R305: an arrow that is resized or turned with other shapes follows its own, in the hand as on the board", () => {
  for (const handle of ["se", "turn"] as const) {
    const { hand, arrow } = bound();
    hand.box("c", [100, 400]);
    const { editor } = hand;
    editor.transact(() => letGo(editor.scene.relations, arrow, (shape) => shape === "b"));
    editor.selection.set([arrow, "c"]);
    const shapes = editor.selection.unlocked();
    const handles = handlesOfSelection(shapes, selectionFrame(shapes), editor.view.camera.get());
    const [x, y] = handles.find(({ name }) => name === handle)?.at ?? [0, 0];
    hand
      .press([x, y])
      .move([x + 20, y + 20])
      .move([x + 90, y + 70]);
    const held = wayIn(hand, arrow);
    expect(held).toMatchObject({ start: "a", end: null });
    hand.lift([x + 90, y + 70]);
    expect(wayIn(hand, arrow)).toEqual(held);
  }
});

test.each(["straight", "curve", "elbow"] as const)(
  "R306: a %s arrow stays where it stood when a program deletes a shape of it that has moved, for everybody",
  (route) => {
    const { hand, arrow } = bound();
    const { editor } = hand;
    editor.transact(() => editor.scene.relations.fieldsOf(arrow)?.set("route", route));
    hand.drag([550, 130], [550, 430]);
    const other = new TestHand();
    const program = new Y.Doc();
    for (const doc of [other.doc, program]) {
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(hand.doc));
      hand.doc.on("update", (update: Uint8Array) => Y.applyUpdate(doc, update));
    }
    const before = endsIn(hand, arrow);
    shapesOf(program).delete("b");
    const deleted = Y.encodeStateAsUpdate(program);
    for (const { doc } of [hand, other]) Y.applyUpdate(doc, deleted);
    Y.applyUpdate(hand.doc, Y.encodeStateAsUpdate(other.doc));
    for (const one of [hand, other]) {
      const [from, to] = endsIn(one, arrow);
      expect(from[1]).toBeCloseTo(before[0][1], 1);
      expect(to).toEqual(before[1]);
    }
    expect(other.doc.toJSON()).toEqual(hand.doc.toJSON());
    expect(editor.history.depth.get().undo).toBeGreaterThan(0);
  },
);

test("R306: an arrow stays where it stood when the making of its shape is undone, and follows it when that comes back", () => {
  const hand = new TestHand().box("a", [100, 100]);
  const { editor } = hand;
  editor.me.style.set({ ...editor.me.style.get(), route: "straight" });
  editor.take("rectangle");
  hand.drag([500, 100], [600, 160]);
  const [made] = editor.selection.get();
  const other = new TestHand();
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(hand.doc));
  other.editor.me.style.set({ ...other.editor.me.style.get(), route: "straight" });
  other.editor.take("arrow");
  other.drag([150, 130], [550, 130]);
  const arrow = other.editor.selection.get()[0] ?? "";
  other.drag([500, 110], [500, 310]);
  Y.applyUpdate(hand.doc, Y.encodeStateAsUpdate(other.doc));
  const before = endsIn(hand, arrow);
  expect(before[1][1]).toBeGreaterThan(200);
  editor.undo();
  expect(editor.scene.has(made ?? "")).toBe(false);
  expect(endsIn(hand, arrow)).toEqual(before);
  editor.redo();
  expect(editor.scene.has(made ?? "")).toBe(true);
  editor.selection.clear();
  hand.drag([500, 310], [500, 110]);
  expect(endsIn(hand, arrow)[1][1]).toBeLessThan(before[1][1] - 50);
});

test("R305: an elbow goes around what lies in its way where hands have it, and does not jump when they lift", () => {
  const { hand, arrow } = bound();
  const { editor } = hand;
  editor.transact(() => editor.scene.relations.fieldsOf(arrow)?.set("route", "elbow"));
  hand.box("c", [320, 100]);
  editor.selection.set(["b", "c"]);
  // The shape in its way goes down, and its own one a little.
  hand.press([550, 130]).move([550, 300]).move([550, 330]);
  const held = wayIn(hand, arrow);
  hand.lift([550, 330]);
  expect(wayIn(hand, arrow)).toEqual(held);
});
