import { expect, test } from "vitest";
import { deleteShapes } from "../../../shared/board/document.ts";
import { boxOf } from "../geometry.ts";
import { TestHand } from "../test-hand.ts";
import { endPresentation, followBoard, present, slideOf, step } from "./presenting.ts";

const FRAME = { type: "frame", size: [400, 300], name: "" } as object;

/** A board with three frames in two rows, and a shape beside them. */
function board() {
  const hand = new TestHand()
    .box("third", [0, 500], FRAME)
    .box("second", [500, 10], FRAME)
    .box("first", [0, 0], FRAME)
    .box("note", [2_000, 0]);
  return { hand, editor: hand.editor, shown: () => slideOf(hand.editor).get()?.id ?? null };
}

test("R347: a presentation goes from frame to frame as one reads them, and stays at its ends", () => {
  const { editor, shown } = board();
  present(editor);
  expect(slideOf(editor).get()).toEqual({ id: "first", at: 0, of: 3 });
  step(editor, -1);
  expect(shown()).toBe("first");
  step(editor, 1);
  expect(shown()).toBe("second");
  step(editor, 1);
  step(editor, 1);
  expect(shown()).toBe("third");
  step(editor, "first");
  expect(shown()).toBe("first");
  step(editor, "last");
  expect(shown()).toBe("third");
  endPresentation(editor);
  step(editor, 1);
  expect(shown()).toBe(null);
});

test("R347: it begins at the selected frame, and shows all of it above the bar", () => {
  const { editor, shown } = board();
  editor.selection.set(["second"]);
  present(editor);
  expect(shown()).toBe("second");
  expect(editor.selection.get()).toEqual([]);
  const { minX, minY, maxX, maxY } = boxOf([500, 10], [400, 300]);
  const [left, top] = editor.view.toScreen([minX, minY]);
  const [right, bottom] = editor.view.toScreen([maxX, maxY]);
  expect(Math.min(left, top)).toBeGreaterThanOrEqual(31.9);
  expect(right).toBeLessThanOrEqual(968.1);
  expect(bottom).toBeLessThanOrEqual(800 - 64 - 31.9);
  // As large as it can be.
  expect(right - left > 935 || bottom - top > 671).toBe(true);
});

test("R347: a frame that goes is passed over, one that comes joins, and without frames it ends", () => {
  const { hand, editor, shown } = board();
  const stop = followBoard(editor);
  present(editor);
  step(editor, 1);
  deleteShapes(hand.doc, ["second"]);
  expect(slideOf(editor).get()).toEqual({ id: "third", at: 1, of: 2 });
  hand.box("fourth", [0, 900], FRAME);
  expect(slideOf(editor).get()).toEqual({ id: "third", at: 1, of: 3 });
  deleteShapes(hand.doc, ["first", "third", "fourth"]);
  expect(shown()).toBe(null);
  stop();
});
