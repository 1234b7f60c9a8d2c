import { afterEach, expect, test, vi } from "vitest";
import type * as Y from "yjs";
import { addShape, changeShape, shapesOf } from "../../../shared/board/document.ts";
import { putInto } from "../../../shared/board/place-edits.ts";
import { createStore } from "../../ui/store.ts";
import { TestHand } from "../test-hand.ts";
import { type OpenThread, threadsOf } from "../ways/threads.ts";
import { goToShape, removeShape, writingOf } from "./acts.ts";
import { shapeLabel, threadLabel } from "./labels.ts";
import { keyOf, OutlineModel, type Row } from "./model.ts";
import { rename, wordsToRename } from "./rename.ts";
import { heirOf, stepOf, Typed } from "./walk.ts";
import { MOST_AT_ONCE, windowOf } from "./window.ts";

afterEach(() => vi.useRealTimers());

/** A board with a frame, a shape in it, two beside it that an arrow connects, and a stroke. */
function diagram(): TestHand {
  const hand = new TestHand()
    .box("decide", [0, 400], { text: "Decide", fill: "none" })
    .box("plan", [0, 0], { type: "frame", name: "Plan", size: [300, 300] } as object)
    .box("sketch", [400, 0], { text: "Sketch it" });
  addShape(hand.doc, {
    ...{ id: "inside", type: "note", xy: [20, 20], size: [100, 100], stroke: "yellow" },
    ...{ width: "m", font: "hand", align: "start", text: "Cake", z: "a5", by: "x", at: 1 },
  } as never);
  putInto(hand.editor.scene.relations, ["inside"], "plan");
  return hand;
}

/** Draws an arrow from one shape to another. */
function arrow({ doc }: TestHand, id: string, from: string, to: string): void {
  const end = (shape: string) => ({ shape, at: [0.5, 0.5], edge: true });
  addShape(doc, {
    ...{ id, type: "arrow", xy: [0, 0], size: [10, 10], from: [0, 0], to: [10, 10], text: "" },
    ...{ start: end(from), end: end(to), stroke: "ink", width: "m", z: "a9", by: "x", at: 1 },
  } as never);
}

/** The outline of a board, with all that stands there now. */
function outlineAt({ editor }: TestHand): OutlineModel {
  const model = new OutlineModel(editor);
  model.flush();
  return model;
}

/** The rows as a list of words, those below others behind blanks. */
function listed(model: OutlineModel): string[] {
  return model.rows.get().map(({ level, id }) => `${"  ".repeat(level - 1)}${id}`);
}

function at(model: OutlineModel, id: string): Row {
  const row = model.rows.get().find((one) => one.id === id);
  if (row === undefined) throw new Error(`no row ${id}`);
  return row;
}

test("R380: the outline has frames with what lies in them, shapes as one reads them, and then connections, strokes and threads", () => {
  const hand = diagram();
  arrow(hand, "one", "decide", "sketch");
  const stroke = { id: "stroke", type: "ink", xy: [0, 900], size: [10, 10] };
  addShape(hand.doc, {
    ...{
      ...stroke,
      points: [
        [0, 0, 0.5],
        [10, 10, 0.5],
      ],
      stroke: "ink",
      width: "m",
    },
    ...{ z: "a8", by: "x", at: 1 },
  } as never);
  const threads = createStore<readonly OpenThread[]>([]);
  threadsOf(hand.editor).set({ open: threads, show: () => undefined });
  const model = new OutlineModel(hand.editor);
  threads.set([{ key: "t", by: "Mina", text: "Really?", replies: 2, shape: "decide" }]);
  model.flush();
  expect(listed(model)).toEqual([
    ...["plan", "  inside", "sketch", "decide"],
    ...["connections", "  one", "drawings", "threads", "  t"],
  ]);
  expect(model.rows.get().map(({ place, size }) => `${place}/${size}`)).toEqual([
    ...["1/6", "1/1", "2/6", "3/6", "4/6", "1/1", "5/6", "6/6", "1/1"],
  ]);
  expect(at(model, "drawings").isOpen).toBe(false);
  model.open(keyOf("branch", "drawings"), true);
  model.open(keyOf("shape", "plan"), false);
  expect(listed(model).slice(0, 2)).toEqual(["plan", "sketch"]);
  expect(listed(model)).toContain("  stroke");
  // A shape that is selected on the board is shown, wherever it lies.
  model.reveal("inside");
  expect(listed(model)).toContain("  inside");
  model.destroy();
});

test("R380: a row says its kind, words, colour, what it is connected to, and that it is locked", () => {
  const hand = diagram();
  arrow(hand, "one", "decide", "sketch");
  changeShape(hand.doc, "sketch", { locked: true });
  const label = (id: string) => {
    const shape = hand.editor.scene.get(id);
    return shape === undefined ? "" : shapeLabel(hand.editor, shape);
  };
  expect(label("plan")).toBe("Frame: Plan");
  expect(label("inside")).toBe("Sticky note: Cake, Yellow");
  expect(label("decide")).toBe("Rectangle: Decide, connected to Sketch it");
  expect(label("sketch")).toBe("Rectangle: Sketch it, Blue, connected to Decide, locked");
  expect(label("one")).toBe("Arrow, from Decide to Sketch it");
  const thread = { key: "t", by: "Mina", text: "Really?", replies: 2, shape: "decide" };
  expect(threadLabel(hand.editor, thread)).toBe("Mina: Really?, 2 replies, on Decide");
});

test("R382: the outline follows the document, and the row that is gone has an heir beside it", () => {
  vi.useFakeTimers();
  const hand = diagram();
  const model = outlineAt(hand);
  const before = model.rows.get();
  expect(listed(model)).toEqual(["plan", "  inside", "sketch", "decide"]);
  changeShape(hand.doc, "decide", { xy: [-300, 0] });
  hand.box("more", [0, 800]);
  expect(listed(model)[0]).toBe("plan");
  vi.advanceTimersByTime(300);
  expect(listed(model)).toEqual(["decide", "plan", "  inside", "sketch", "more"]);
  shapesOf(hand.doc).delete("sketch");
  shapesOf(hand.doc).delete("inside");
  vi.advanceTimersByTime(300);
  expect(listed(model)).toEqual(["decide", "plan", "more"]);
  expect(at(model, "plan").isOpen).toBeNull();
  expect(heirOf(before, keyOf("shape", "sketch"), model)?.id).toBe("decide");
  expect(heirOf(before, keyOf("shape", "inside"), model)?.id).toBe("plan");
  // A program may name a shape as a branch is named.
  hand.box("connections", [0, 1_000]);
  vi.advanceTimersByTime(300);
  expect(at(model, "connections").kind).toBe("shape");
  model.destroy();
});

test("R382: a large board is put in order in slices, and a long outline is on the page in part", () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const hand = new TestHand();
  hand.doc.transact(() => {
    for (let n = 0; n < 1_000; n++) {
      hand.box(`s${n}`, [(n % 100) * 200, Math.floor(n / 100) * 200], { z: `a${n}` });
    }
  });
  // Each look at the clock takes a millisecond.
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now++);
  const model = new OutlineModel(hand.editor);
  expect(model.rows.get()).toEqual([]);
  vi.advanceTimersToNextTimer();
  expect(model.rows.get()).toEqual([]);
  vi.runAllTimers();
  clock.mockRestore();
  const rows = model.rows.get();
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 1_000 }, (_, n) => `s${n}`));
  const part = windowOf(rows, { top: 500 * 32, height: 640 }, 32, 3);
  expect(part.length).toBeLessThan(80);
  expect(part[0]).toMatchObject({ index: 3 });
  expect(part.some(({ index }) => index === 510)).toBe(true);
  expect(windowOf(rows.slice(0, MOST_AT_ONCE), { top: 0, height: 90 }, 32, 0)).toHaveLength(300);
  model.destroy();
});

test("R381: keys walk the tree, open and close it, and letters find rows", () => {
  const hand = diagram();
  const model = outlineAt(hand);
  const rows = model.rows.get();
  const lead = (from: string, key: string) => {
    const step = stepOf(model, model.indexOf(keyOf("shape", from)), key);
    return step === null ? null : "to" in step ? step.to.id : step.open;
  };
  expect(lead("plan", "ArrowDown")).toBe("inside");
  expect(lead("plan", "ArrowRight")).toBe("inside");
  expect(lead("plan", "ArrowLeft")).toBe(false);
  expect(lead("inside", "ArrowLeft")).toBe("plan");
  expect(lead("inside", "ArrowRight")).toBeNull();
  expect(lead("sketch", "End")).toBe("decide");
  expect(lead("decide", "ArrowDown")).toBe("decide");
  expect(lead("decide", "Home")).toBe("plan");
  expect(lead("decide", "x")).toBeNull();
  const typed = new Typed();
  const names: Record<string, string> = { plan: "plan", inside: "cake", sketch: "sketch it" };
  const find = (letter: string, now: number, from: number) =>
    typed.find(letter, now, rows, from, ({ id }) => names[id] ?? "decide")?.id ?? null;
  expect(find("s", 0, 0)).toBe("sketch");
  expect(find("k", 100, 2)).toBe("sketch");
  expect(find("x", 200, 2)).toBeNull();
  expect(find("d", 5_000, 2)).toBe("decide");
  expect(find("d", 5_100, 3)).toBe("decide");
});

test("R381: a row leads to its shape, which is renamed and deleted there; locked ones and boards for reading stay", () => {
  const hand = diagram();
  const model = outlineAt(hand);
  goToShape(hand.editor, at(model, "decide"), false);
  expect(hand.editor.selection.get()).toEqual(["decide"]);
  expect(writingOf(hand.editor, at(model, "decide"), false)).toBe("board");
  expect(writingOf(hand.editor, at(model, "decide"), true)).toBe("here");
  expect(writingOf(hand.editor, at(model, "plan"), false)).toBe("here");
  rename(hand.editor, "plan", "  The   plan ");
  expect(hand.stored("plan", "name")).toBe("The plan");
  const text = shapesOf(hand.doc).get("decide")?.get("text") as Y.Text;
  text.format(0, 3, { bold: true });
  rename(hand.editor, "decide", "Decided");
  expect(text.toDelta()).toEqual([
    { insert: "Dec", attributes: { bold: true } },
    { insert: "ided" },
  ]);
  hand.editor.undo();
  expect(text.toString()).toBe("Decide");
  text.insert(0, "two\nlines ");
  const shape = hand.editor.scene.get("decide");
  expect(shape === undefined ? null : wordsToRename(shape)).toBeNull();
  expect(writingOf(hand.editor, at(model, "decide"), true)).toBe("board");

  removeShape(hand.editor, at(model, "plan"));
  expect(hand.shapes.map(({ id }) => id).sort()).toEqual(["decide", "sketch"]);
  changeShape(hand.doc, "sketch", { locked: true });
  removeShape(hand.editor, at(model, "sketch"));
  rename(hand.editor, "sketch", "other");
  expect(hand.stored("sketch", "text")?.toString()).toBe("Sketch it");
  hand.editor.readOnly.set(true);
  removeShape(hand.editor, at(model, "decide"));
  expect(hand.shapes).toHaveLength(2);
});
