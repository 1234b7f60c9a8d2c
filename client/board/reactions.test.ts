import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { copyShapes } from "../../shared/board/copies.ts";
import { shapesOf } from "../../shared/board/document.ts";
import { chipsOf } from "../../shared/board/draw/chips.ts";
import { drawShape } from "../../shared/board/draw/draw-shape.ts";
import { PALETTES } from "../../shared/board/draw/palette.ts";
import { RecordingPen } from "../../shared/board/draw/recording-pen.ts";
import { boxContains, expandBox } from "../../shared/board/geometry.ts";
import { readHeld } from "../../shared/board/held.ts";
import { shapeBox } from "../../shared/board/outline.ts";
import { reactionKey, setReaction } from "../../shared/board/reactions.ts";
import type { Shape } from "../../shared/board/shape.ts";
import { Interaction } from "./interaction.ts";
import { reactions } from "./overlay/reactions.ts";
import { selection } from "./overlay/selection.ts";
import { peopleOf, reactionInWords, sortByVotes, toggleReaction } from "./reactions.ts";
import { inWords } from "./reading-order.ts";
import { TestHand } from "./test-hand.ts";

function shapeOf({ editor }: TestHand, id = "a"): Shape {
  const shape = editor.scene.get(id);
  if (shape === undefined) throw new Error(`there is no ${id}`);
  return shape;
}

/** Somebody's reactions arrive. */
function reacts(hand: TestHand, id: string, name: "dot" | "heart", ...people: string[]): void {
  hand.doc.transact(() => {
    for (const person of people) {
      const fields = shapesOf(hand.doc).get(id);
      if (fields !== undefined) setReaction(fields, name, person, true);
    }
  });
}

/** Gives each of two documents the changes of the other. */
function meet(one: TestHand, other: TestHand): void {
  const fromOne = Y.encodeStateAsUpdate(one.doc, Y.encodeStateVector(other.doc));
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(one.doc)));
  Y.applyUpdate(other.doc, fromOne);
}

test("R255: two people who vote at once both count, and undo takes back one's own alone", () => {
  const mina = new TestHand().box("a", [0, 0]);
  const jonas = new TestHand();
  jonas.editor.me.id = "jonas";
  meet(mina, jonas);
  toggleReaction(mina.editor, ["a"], "dot");
  toggleReaction(jonas.editor, ["a"], "dot");
  meet(mina, jonas);
  const both = [{ name: "dot", people: ["jonas", "mina"] }];
  expect(shapeOf(mina).reactions).toEqual(both);
  expect(shapeOf(jonas).reactions).toEqual(both);
  mina.editor.undo();
  meet(mina, jonas);
  expect(shapeOf(mina).reactions).toEqual([{ name: "dot", people: ["jonas"] }]);
  mina.editor.redo();
  toggleReaction(jonas.editor, ["a"], "dot");
  meet(mina, jonas);
  expect(shapeOf(jonas).reactions).toEqual([{ name: "dot", people: ["mina"] }]);
});

test("R255: a reaction goes to all selected shapes, and is taken back where all have it", () => {
  const hand = new TestHand().box("a", [0, 0]).box("b", [200, 0]);
  reacts(hand, "a", "heart", "mina");
  toggleReaction(hand.editor, ["a", "b"], "heart");
  expect(shapeOf(hand, "b").reactions).toEqual([{ name: "heart", people: ["mina"] }]);
  toggleReaction(hand.editor, ["a", "b"], "heart");
  expect([shapeOf(hand).reactions, shapeOf(hand, "b").reactions]).toEqual([undefined, undefined]);
});

test("R255: viewers do not react, nor does a page that does not know yet whose it is", () => {
  const hand = new TestHand().box("a", [0, 0]);
  hand.editor.me.id = "";
  toggleReaction(hand.editor, ["a"], "dot");
  hand.editor.me.id = "mina";
  hand.editor.readOnly.set(true);
  toggleReaction(hand.editor, ["a"], "dot");
  expect(hand.updates).toBe(1);
});

test("R255: reactions that cannot be read, and of later versions, are left alone", () => {
  const hand = new TestHand().box("a", [0, 0]);
  hand.doc.transact(() => {
    const fields = shapesOf(hand.doc).get("a");
    for (const key of ["react:dot:", "react:dot:a b", "react:wave:mina", "react:dot", "react:"]) {
      fields?.set(key, true);
    }
    fields?.set("react:dot:liar", "yes");
    fields?.set("react:dot:nobody", { a: 1 });
  });
  expect(shapeOf(hand).reactions).toBeUndefined();
  reacts(hand, "a", "dot", ...Array.from({ length: 5_000 }, (_, number) => `p${number}`));
  expect(shapeOf(hand).reactions?.[0]?.people.length).toBe(2_000);
});

test("R255: copies have no reactions, and a shape in a hand keeps its own", () => {
  const hand = new TestHand().box("a", [0, 0]);
  reacts(hand, "a", "heart", "jonas");
  const { relations } = hand.editor.scene;
  const made = { by: "", at: 0 };
  hand.doc.transact(() =>
    copyShapes(relations, ["a"], { by: [9, 9], made, above: null, newId: () => "copy" }),
  );
  expect(shapeOf(hand, "copy").reactions).toBeUndefined();
  const held = readHeld({ id: "a", fields: { xy: [50, 50] } }, shapesOf(hand.doc).get("a"));
  expect(held).toMatchObject({ xy: [50, 50], reactions: [{ name: "heart", people: ["jonas"] }] });
});

describe("R255: the chips of a shape", () => {
  test("show how many, lie within its box, and mine look so", () => {
    const hand = new TestHand().box("a", [0, 0], { angle: 0.5 });
    reacts(hand, "a", "dot", "jonas", "mina");
    reacts(hand, "a", "heart", "jonas");
    const pen = new RecordingPen();
    drawShape(
      shapeOf(hand),
      Object.assign(pen, { isMe: (id: string) => id === "mina" }),
      PALETTES.light,
    );
    expect(pen.texts).toEqual(["2", "❤️", "1"]);
    const fills = pen.marks.filter((mark) => mark.as === "fill").map(({ color }) => color);
    const { soft, card, stroke } = PALETTES.light;
    expect(fills).toEqual([soft.blue, soft.blue, stroke.red, card]);
    const box = expandBox(shapeBox(shapeOf(hand)), 1);
    for (const mark of pen.marks) {
      if (mark.as !== "text") expect(boxContains(box, mark.box)).toBe(true);
    }
  });

  test("toggle mine by a click, and a shape below is not taken", () => {
    const hand = new TestHand().box("a", [100, 100]);
    const { editor } = hand;
    reacts(hand, "a", "dot", "jonas");
    const part = reactions({ editor } as Parameters<typeof reactions>[0]);
    Object.assign(hand, {
      interaction: new Interaction(editor, [selection({ editor }), part]),
    });
    const [chip] = chipsOf(shapeOf(hand));
    if (chip === undefined) throw new Error("there is no chip");
    const at = [100 + chip.minX + 10, 100 + chip.maxY - 5] as const;
    hand.move(at);
    expect(editor.hand.cursor.get()).toBe("pointer");
    expect(part.isShown()).toBe(true);
    hand.click(at);
    expect(shapeOf(hand).reactions).toEqual([{ name: "dot", people: ["jonas", "mina"] }]);
    hand.click(at);
    expect(shapeOf(hand).reactions).toEqual([{ name: "dot", people: ["jonas"] }]);
    expect(editor.selection.get()).toEqual([]);
    // A viewer learns who it was, and changes nothing.
    editor.readOnly.set(true);
    hand.move(at);
    expect(editor.hand.cursor.get()).toBe("help");
    hand.click(at);
    expect(hand.stored("a", reactionKey("dot", "mina"))).toBeUndefined();
  });

  test("stand in rows where a shape is narrow", () => {
    const hand = new TestHand().box("a", [0, 0], { size: [20, 20] });
    reacts(hand, "a", "dot", "jonas");
    reacts(hand, "a", "heart", ...Array.from({ length: 120 }, (_, number) => `p${number}`));
    const [first, second] = chipsOf(shapeOf(hand));
    expect(second?.minX).toBe(first?.minX);
    expect(second?.minY).toBeGreaterThan(first?.maxY ?? 0);
  });

  test("are said in words, with the names of those who are known", () => {
    const hand = new TestHand().box("a", [0, 0]);
    reacts(hand, "a", "dot", "mina", "jonas", "gone");
    hand.editor.people.nameOf = (id) => (id === "jonas" ? "Jonas" : null);
    const [dots] = shapeOf(hand).reactions ?? [];
    if (dots === undefined) throw new Error("there are no votes");
    expect(peopleOf(hand.editor, dots.people)).toBe("You, Jonas, 1 person who left");
    expect(reactionInWords(hand.editor, dots)).toBe("Vote: You, Jonas, 1 person who left");
    expect(inWords(shapeOf(hand))).toBe("Rectangle, Vote 3");
  });
});

test("R255: shift+e opens the picker for selected shapes, and alt+e also where letters are written", () => {
  const hand = new TestHand().box("a", [0, 0]).box("b", [200, 0]);
  hand.editor.selection.set(["a", "b"]);
  expect(hand.key("shift+e")).toBe(true);
  expect(hand.editor.dialog.get()).toMatchObject({ kind: "reactions" });
  hand.editor.dialog.set(null);
  hand.editor.selection.set(["a"]);
  expect(hand.key("alt+e")).toBe(true);
  expect(hand.editor.dialog.get()).toMatchObject({ kind: "reactions" });
});

describe("R256: sorting into columns", () => {
  function sorted(hand: TestHand, ...ids: string[]): unknown[] {
    hand.editor.selection.set(ids);
    sortByVotes(hand.editor);
    return ids.map((id) => shapeOf(hand, id).xy);
  }

  test("puts those with most votes at the left, and keeps their order within a column", () => {
    const hand = new TestHand().box("a", [0, 0]).box("b", [300, 50]).box("c", [10, 400]);
    hand.box("d", [700, 300]);
    reacts(hand, "b", "dot", "mina", "jonas");
    reacts(hand, "d", "dot", "jonas");
    reacts(hand, "a", "heart", "mina", "jonas", "ada");
    expect(sorted(hand, "a", "b", "c", "d")).toEqual([
      [248, 0],
      [0, 0],
      [248, 84],
      [124, 0],
    ]);
    hand.editor.undo();
    expect(shapeOf(hand, "b").xy).toEqual([300, 50]);
  });

  test("counts all reactions where nobody has voted", () => {
    const hand = new TestHand().box("a", [0, 0]).box("b", [300, 0]);
    reacts(hand, "b", "heart", "mina");
    expect(sorted(hand, "a", "b")).toEqual([
      [124, 0],
      [0, 0],
    ]);
  });
});
