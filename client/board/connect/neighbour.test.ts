/** Tests of shapes that are made together with the arrow to them. */
import { expect, test, vi } from "vitest";
import type { ArrowShape, Point, Shape } from "../../../shared/board/shape.ts";
import { Interaction } from "../interaction.ts";
import { connectDots } from "../overlay/connect-dots.ts";
import { selection } from "../overlay/selection.ts";
import { TestHand } from "../test-hand.ts";
import type { PointerInput } from "../tools/tool.ts";
import { makeAtEnd } from "./neighbour.ts";

function arrowsIn({ shapes }: TestHand): ArrowShape[] {
  return shapes.flatMap((shape) => (shape.type === "arrow" ? [shape] : []));
}

function others({ shapes }: TestHand): Shape[] {
  return shapes.filter(({ id, type }) => type !== "arrow" && id !== "a");
}

test.each([
  ["ArrowRight", [1, 0]],
  ["ArrowDown", [0, 1]],
  ["ArrowLeft", [-1, 0]],
  ["ArrowUp", [0, -1]],
] as const)(
  "R236: ctrl+%s makes a connected neighbour there, and opens it for writing",
  async (key, [x, y]) => {
    const hand = new TestHand().box("a", [400, 400], { stroke: "red" });
    hand.editor.selection.set(["a"]);
    expect(hand.key(`ctrl+${key}`)).toBe(true);
    await vi.waitFor(() => expect(others(hand)).toHaveLength(1));
    const [made] = others(hand);
    expect(made).toMatchObject({ type: "rectangle", stroke: "red", size: [100, 60] });
    expect(Math.sign((made?.xy[0] ?? 0) - 400)).toBe(x);
    expect(Math.sign((made?.xy[1] ?? 0) - 400)).toBe(y);
    expect(hand.editor.text.editing.get()).toBe(made?.id);
    expect(arrowsIn(hand)).toMatchObject([{ start: { shape: "a" }, end: { shape: made?.id } }]);
    hand.editor.undo();
    expect(hand.shapes.map(({ id }) => id)).toEqual(["a"]);
  },
);

test("R236: a second neighbour in one direction stands beside the first", async () => {
  const hand = new TestHand().box("a", [400, 400]);
  for (let each = 0; each < 3; each++) {
    hand.editor.text.end();
    hand.editor.selection.set(["a"]);
    hand.key("ctrl+ArrowRight");
    await vi.waitFor(() => expect(others(hand)).toHaveLength(each + 1));
  }
  const places = others(hand).map(({ xy }) => xy);
  expect(places).toHaveLength(3);
  for (const [index, [x, y]] of places.entries()) {
    expect(x).toBe(600);
    for (const [, other] of places.slice(index + 1))
      expect(Math.abs(other - y)).toBeGreaterThan(60);
  }
});

test("R236: nothing is connected to an arrow, to two shapes, or by a viewer", () => {
  const hand = new TestHand().box("a", [400, 400]).box("b", [0, 0]);
  hand.editor.selection.set(["a", "b"]);
  hand.key("ctrl+ArrowRight");
  hand.editor.selection.set(["a"]);
  hand.editor.readOnly.set(true);
  hand.key("ctrl+ArrowRight");
  expect(hand.shapes).toHaveLength(2);
});

function pointer([x, y]: Point, rest: Partial<PointerInput> = {}): PointerInput {
  const touch = { shift: false, alt: false, ctrl: false, pressure: 0.5, clicks: 1 } as const;
  return { board: [x, y], screen: [x, y], pointer: "mouse", trail: [], ...touch, ...rest };
}

/** A box of 200 by 120 under a hand that may take its dots. */
function withDots() {
  const hand = new TestHand().box("a", [100, 100], { size: [200, 120] });
  const { editor } = hand;
  const dots = connectDots({ editor });
  return {
    hand,
    editor,
    dots,
    interaction: new Interaction(editor, [dots, selection({ editor })]),
  };
}

test("R237: a dot beside a shape under the pointer starts an arrow that is bound to it", () => {
  const { hand, editor, dots, interaction } = withDots();
  interaction.move(pointer([200, 160]));
  expect(dots.isShown()).toBe(true);
  // On the way to the dot, it stays.
  interaction.move(pointer([308, 130]));
  expect(dots.isShown()).toBe(true);
  expect(editor.hand.cursor.get()).not.toBe("crosshair");
  interaction.move(pointer([316, 160]));
  expect(editor.hand.cursor.get()).toBe("crosshair");
  interaction.press(pointer([316, 160]));
  interaction.move(pointer([400, 200]));
  interaction.move(pointer([600, 300]));
  interaction.lift(pointer([600, 300]));
  expect(arrowsIn(hand)).toMatchObject([{ start: { shape: "a", edge: true }, end: null }]);
  expect(hand.stored("a", "xy")).toEqual([100, 100]);
});

test("R237: a press at the middle of a side moves the shape, or resizes the selected one", () => {
  const { hand, editor, interaction } = withDots();
  const drag = (from: Point, to: Point) => {
    interaction.move(pointer(from));
    interaction.press(pointer(from));
    interaction.move(pointer([from[0] + 10, from[1]]));
    interaction.move(pointer(to));
    interaction.lift(pointer(to));
  };
  for (const x of [296, 300, 305]) {
    editor.selection.clear();
    drag([x, 160], [x + 30, 160]);
    expect(hand.stored("a", "xy")).toEqual([130, 100]);
    editor.undo();
  }
  editor.selection.set(["a"]);
  drag([306, 160], [336, 160]);
  expect(hand.stored("a", "size")).toEqual([230, 120]);
  expect(arrowsIn(hand)).toEqual([]);
});

test("R237: a dot stays where an arrow leads out already", () => {
  const { hand, editor, interaction } = withDots();
  editor.take("arrow");
  hand.drag([200, 160], [500, 160]);
  editor.selection.clear();
  editor.take("select");
  interaction.move(pointer([250, 140]));
  interaction.move(pointer([316, 160]));
  expect(editor.hand.cursor.get()).toBe("crosshair");
});

test("R237: there is no dot where another shape lies, and none when the pointer goes away", () => {
  const { hand, editor, dots, interaction } = withDots();
  hand.box("b", [308, 100]);
  interaction.move(pointer([200, 160]));
  interaction.move(pointer([316, 150]));
  expect(editor.hand.cursor.get()).not.toBe("crosshair");
  interaction.move(pointer([110, 160]));
  interaction.move(pointer([90, 160]));
  expect(dots.isShown()).toBe(true);
  interaction.leave();
  expect(dots.isShown()).toBe(false);
});

test("R237: on touch, the dots stand beside the selected shape", () => {
  const { hand, editor, interaction } = withDots();
  const touch = { pointer: "touch" } as const;
  editor.selection.set(["a"]);
  interaction.press(pointer([332, 160], touch));
  interaction.move(pointer([500, 160], touch));
  interaction.lift(pointer([500, 160], touch));
  expect(arrowsIn(hand)).toHaveLength(1);
});

test("R237: viewers have no dots, and neither have locked or small shapes", () => {
  const { editor, dots, interaction } = withDots();
  interaction.move(pointer([200, 160]));
  editor.readOnly.set(true);
  expect(dots.isShown()).toBe(false);
  editor.readOnly.set(false);
  editor.view.camera.set({ x: 0, y: 0, zoom: 0.2 });
  editor.hand.hover.set("a");
  expect(dots.isShown()).toBe(false);
});

test("R238: an arrow from a shape to the empty board offers a shape there, which it then leads to", () => {
  const hand = new TestHand().box("a", [100, 100]);
  hand.editor.take("arrow");
  hand.drag([150, 130], [500, 140]);
  const [arrow] = arrowsIn(hand);
  expect(hand.editor.dialog.get()).toEqual({ kind: "offer", at: [500, 140], arrow: arrow?.id });
  makeAtEnd(hand.editor, arrow?.id ?? "", "diamond");
  const [made] = others(hand);
  expect(made).toMatchObject({ type: "diamond", xy: [500, 80] });
  expect(arrowsIn(hand)).toMatchObject([{ end: { shape: made?.id } }]);
  expect(hand.editor.text.editing.get()).toBe(made?.id);
  hand.editor.undo();
  expect(arrowsIn(hand)).toMatchObject([{ end: null }]);
});

test("R238: an arrow between empty places, or with ctrl, is offered nothing", () => {
  const hand = new TestHand().box("a", [100, 100]);
  hand.editor.take("arrow");
  hand.drag([300, 330], [500, 340]);
  hand.editor.take("arrow");
  hand.drag([150, 130], [500, 140], { ctrl: true });
  expect(hand.editor.dialog.get()).toBeNull();
});
