import { expect, test, vi } from "vitest";
import { createStore } from "../../ui/store.ts";
import { Interaction } from "../interaction.ts";
import type { Other } from "../live/others.ts";
import { TestHand } from "../test-hand.ts";
import type { Drag, PointerInput } from "../tools/tool.ts";
import { carets } from "./carets.ts";
import { hover } from "./hover.ts";
import { marquee } from "./marquee.ts";
import { othersFrames } from "./others-frames.ts";
import type { OverlayBoard, OverlayPart } from "./part.ts";
import { selection } from "./selection.ts";

const press: PointerInput = {
  board: [5, 5],
  screen: [5, 5],
  shift: false,
  alt: false,
  ctrl: false,
  pointer: "mouse",
  pressure: 0.5,
  clicks: 1,
  trail: [],
};

/** A part of which each press is written down. */
function part(name: string, above: number, cursor: string, taken: string[]): OverlayPart {
  const drag: Drag = { move: () => undefined, lift: () => undefined, cancel: () => undefined };
  return {
    above,
    from: [],
    isShown: () => true,
    paint: () => undefined,
    grab([x]) {
      if (x > 50) return null;
      return {
        cursor,
        drag() {
          taken.push(name);
          return drag;
        },
      };
    },
  };
}

test("R194: of two marks under the pointer the one on top is taken, before any shape", () => {
  const { editor } = new TestHand().box("a", [0, 0]);
  const taken: string[] = [];
  const parts = [part("low", 1, "grab", taken), part("high", 2, "help", taken)];
  const interaction = new Interaction(editor, parts);
  interaction.move(press);
  expect(editor.hand.cursor.get()).toBe("help");
  expect(editor.hand.hover.get()).toBeNull();
  interaction.press(press);
  expect(taken).toEqual(["high"]);
  interaction.cancel();
  // Beside them the shape is meant, and another tool than select takes no mark.
  interaction.move({ ...press, screen: [60, 5] });
  expect(editor.hand.hover.get()).toBe("a");
  editor.take("pen");
  interaction.press(press);
  expect(taken).toEqual(["high"]);
});

function board(hand: TestHand, others: readonly Other[] = []): OverlayBoard {
  return {
    editor: hand.editor,
    others: createStore(others),
    tags: createStore({ tagOf: () => "" }),
  };
}

const jonas: Other = {
  id: "jonas",
  name: "Jonas",
  verified: false,
  color: "#b04a5a",
  points: false,
  selection: ["a"],
  caret: null,
};

test("a mark is shown while there is something to mark", () => {
  const hand = new TestHand().box("a", [0, 0], { text: "Ship it" });
  const { editor } = hand;
  const typing = { ...jonas, caret: { shape: "a", index: 2, position: null } };
  const shown = (others: readonly Other[] = []) =>
    [selection, hover, marquee, othersFrames, carets].map((make) =>
      make(board(hand, others)).isShown(),
    );
  expect(shown()).toEqual([false, false, false, false, false]);
  editor.hand.hover.set("a");
  expect(shown()).toEqual([false, true, false, false, false]);
  editor.selection.set(["a"]);
  expect(shown()).toEqual([true, false, false, false, false]);
  editor.hand.marquee.set({ minX: 0, minY: 0, maxX: 5, maxY: 5 });
  expect(shown([jonas])).toEqual([true, false, true, true, false]);
  // Where somebody types, the caret says it all.
  expect(shown([typing])).toEqual([true, false, true, false, true]);
});

test("a frame tells that it is to be painted again when its shape is moved", () => {
  const hand = new TestHand().box("a", [0, 0]);
  hand.editor.selection.set(["a"]);
  const { from } = selection(board(hand));
  const heard = vi.fn<() => void>();
  for (const source of from) source.subscribe(heard);
  const shape = hand.editor.scene.get("a");
  if (shape === undefined) throw new Error("there is no shape");
  hand.editor.seen.move("jonas", { moved: [{ ...shape, xy: [10, 0] }], drafts: [] });
  expect(heard).toHaveBeenCalledTimes(1);
});
