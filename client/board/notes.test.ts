import { expect, test, vi } from "vitest";
import { addShape, shapesOf } from "../../shared/board/document.ts";
import { putInto } from "../../shared/board/place-edits.ts";
import type { NoteShape, Point } from "../../shared/board/shape.ts";
import { Interaction } from "./interaction.ts";
import { writesNeighbour } from "./note-keys.ts";
import { makeNeighbour, SIDES, type Side } from "./notes.ts";
import { lazyOverlay } from "./overlay/lazy.ts";
import { neighbours } from "./overlay/neighbours.ts";
import type { OverlayKind } from "./overlay/part.ts";
import { selection } from "./overlay/selection.ts";
import { TestHand } from "./test-hand.ts";

const PLAIN = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const TAB = { ...PLAIN, key: "Tab" };
const DOWN = { ...PLAIN, key: "Enter", ctrlKey: true };

function handWithNote(rest: Partial<NoteShape> = {}): TestHand {
  const hand = new TestHand();
  const { text: _, ...fields } = rest;
  addShape(hand.doc, {
    ...{ id: "first", type: "note", xy: [300, 300], size: [200, 200], text: "", z: "a1" },
    ...{ stroke: "green", width: "l", letter: "l", font: "sans", align: "start", by: "", at: 1 },
    ...fields,
  });
  Object.assign(hand, {
    interaction: new Interaction(hand.editor, [selection(hand), neighbours(hand)]),
  });
  return hand;
}

function noteOf({ editor }: TestHand, id = "first"): NoteShape {
  const shape = editor.scene.get(id);
  if (shape?.type !== "note") throw new Error(`${id} is no note`);
  return shape;
}

/** Where the notes besides the first stand, in the order in which they were made. */
const others = ({ shapes }: TestHand): Point[] =>
  shapes.filter(({ id }) => id !== "first").map(({ xy }) => xy);

test("R252: Tab and Ctrl+Enter in a note make the next one and open it, each as one step of undo", async () => {
  const hand = handWithNote();
  const { editor } = hand;
  editor.text.edit("first");
  expect(writesNeighbour(editor, "first", TAB)).toBe(true);
  await vi.waitFor(() => expect(hand.shapes).toHaveLength(2));
  const second = editor.text.editing.get() ?? "";
  expect(noteOf(hand, second)).toMatchObject({
    ...{ xy: [520, 300], size: [200, 200], stroke: "green", letter: "l", font: "sans" },
    ...{ align: "start", by: "mina" },
  });
  expect(writesNeighbour(editor, second, DOWN)).toBe(true);
  await vi.waitFor(() => expect(hand.shapes).toHaveLength(3));
  expect(others(hand)).toEqual([
    [520, 300],
    [520, 520],
  ]);
  editor.text.end();
  editor.undo();
  expect(others(hand)).toEqual([[520, 300]]);
});

test("R252: other keys, other shapes and locked notes are left alone", () => {
  const hand = handWithNote().box("box", [0, 0]);
  for (const key of [
    { ...TAB, shiftKey: true },
    { ...PLAIN, key: "Enter" },
    { ...TAB, altKey: true },
  ]) {
    expect(writesNeighbour(hand.editor, "first", key)).toBe(false);
  }
  expect(writesNeighbour(hand.editor, "box", TAB)).toBe(false);
  expect(hand.shapes).toHaveLength(2);
});

test("R252: Tab belongs to the lines of a list", async () => {
  const hand = handWithNote();
  const { text } = noteOf(hand);
  text.insert(0, "ship\n");
  text.format(4, 1, { list: "bullet" });
  expect(writesNeighbour(hand.editor, "first", TAB)).toBe(false);
  expect(writesNeighbour(hand.editor, "first", DOWN)).toBe(true);
  await vi.waitFor(() => expect(hand.shapes).toHaveLength(2));
});

test.each(Object.keys(SIDES) as Side[])(
  "R252: a neighbour %s takes the next free place",
  (side) => {
    const hand = handWithNote();
    const [x, y] = SIDES[side];
    makeNeighbour(hand.editor, noteOf(hand), side);
    makeNeighbour(hand.editor, noteOf(hand), side);
    expect(others(hand)).toEqual([
      [300 + x * 220, 300 + y * 220],
      [300 + x * 440, 300 + y * 440],
    ]);
  },
);

test("R252: a note that has grown has neighbours of its size before, below all of its words", () => {
  const hand = handWithNote({ size: [200, 340] });
  makeNeighbour(hand.editor, noteOf(hand), "below");
  expect(hand.shapes.at(-1)).toMatchObject({ xy: [300, 660], size: [200, 200] });
});

test("R252: neighbours of a turned note stand in its row, and those of one in a frame in the frame", () => {
  const hand = handWithNote({ angle: Math.PI / 2 });
  const { relations } = hand.editor.scene;
  hand.doc.transact(() => {
    shapesOf(hand.doc).set(
      "frame",
      shapesOf(hand.doc).get("first")?.clone() ?? (new Map() as never),
    );
    shapesOf(hand.doc).get("frame")?.set("type", "frame");
  });
  hand.doc.transact(() => putInto(relations, ["first"], "frame"));
  makeNeighbour(hand.editor, noteOf(hand), "right");
  const [at] = others(hand).slice(-1);
  expect(at).toEqual([300, 520]);
  const made = hand.editor.text.editing.get() ?? "";
  expect(hand.stored(made, "parent")).toMatchObject({ id: "frame" });
});

test("R252: a plus sign makes the neighbour there by a click, and pulls one off by a drag", () => {
  const hand = handWithNote();
  hand.editor.selection.set(["first"]);
  hand.click([526, 400]);
  expect(others(hand)).toEqual([[520, 300]]);
  hand.editor.text.end();
  hand.editor.selection.set(["first"]);
  hand.drag([400, 526], [450, 700]);
  expect(others(hand)).toEqual([
    [520, 300],
    [350, 600],
  ]);
  expect(hand.editor.text.editing.get()).toBe(hand.shapes.at(-1)?.id);
  expect(hand.channel.sent.at(-1)).toEqual({ kind: "done" });
  // Viewers have no signs.
  hand.editor.text.end();
  hand.editor.readOnly.set(true);
  hand.editor.selection.set(["first"]);
  hand.click([174, 400]);
  expect(others(hand)).toHaveLength(2);
});

test("R252: keys make neighbours of a selected note, and Tab still walks", async () => {
  const hand = handWithNote();
  hand.editor.selection.set(["first"]);
  hand.key("Tab");
  expect(hand.shapes).toHaveLength(1);
  hand.key("ctrl+Enter");
  await vi.waitFor(() => expect(hand.shapes).toHaveLength(2));
  hand.editor.text.end();
  hand.editor.selection.set(["first"]);
  hand.key("ctrl+shift+Enter");
  await vi.waitFor(() => expect(hand.shapes).toHaveLength(3));
  expect(others(hand)).toEqual([
    [300, 520],
    [520, 300],
  ]);
});

test("R252: the plus signs come once the board is in hand, with what they are painted from", async () => {
  const hand = handWithNote();
  const { editor } = hand;
  const part = lazyOverlay("neighbours", 29)({ editor } as Parameters<OverlayKind>[0]);
  const painted = vi.fn<() => void>();
  const stops = part.from.map((source) => source.subscribe(painted));
  editor.selection.set(["first"]);
  await vi.waitFor(() => expect(part.isShown()).toBe(true));
  expect(part.grab?.([526, 400], "mouse")).toMatchObject({ cursor: "copy" });
  painted.mockClear();
  editor.selection.clear();
  expect(painted).toHaveBeenCalled();
  for (const stop of stops) stop();
  painted.mockClear();
  editor.selection.set(["first"]);
  expect(painted).not.toHaveBeenCalled();
});
