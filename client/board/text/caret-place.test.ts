import { expect, test } from "vitest";
import * as Y from "yjs";
import { addShape } from "../../../shared/board/document.ts";
import { hasText, type TextualShape } from "../../../shared/board/shape.ts";
import { readPresence } from "../../../shared/presence.ts";
import { TestHand } from "../test-hand.ts";
import { isSameCaret, lettersBefore } from "./caret-place.ts";

const user = { name: "Mina", color: "#2f68d8" };

/** A board with the note `a`, and the note as it stands there. */
function board(text: string): { hand: TestHand; note: () => TextualShape } {
  const hand = new TestHand();
  const look = { stroke: "yellow", width: "m", font: "hand", align: "start" } as const;
  const made = { z: "a0", by: "", at: 0 };
  const box = { xy: [0, 0], size: [200, 200] } as const;
  addShape(hand.doc, { id: "a", type: "note", ...box, ...look, ...made, text });
  const note = () => {
    const { shape } = hand;
    if (!hasText(shape)) throw new Error("a note has text");
    return shape;
  };
  return { hand, note };
}

/** The letters before a caret that was published as `position` and `index`. */
function shown(shape: TextualShape, index: number, position?: unknown): number | null {
  const { caret } = readPresence({ user, caret: { shape: "a", index, position } });
  return caret === null ? null : lettersBefore(shape, caret);
}

function positionAt(text: Y.Text, index: number): unknown {
  const position = Y.createRelativePositionFromTypeIndex(text, index, -1);
  return JSON.parse(JSON.stringify(Y.relativePositionToJSON(position)));
}

test("R179: another person's caret keeps to its letter while others type", () => {
  const { note } = board("Friday");
  const position = positionAt(note().text, 3);
  const start = positionAt(note().text, 0);
  note().text.insert(0, "On ");
  expect(shown(note(), 3, position)).toBe(6);
  expect(shown(note(), 3)).toBe(3);
  expect(shown(note(), 0, start)).toBe(0);
});

test("R179: a caret stands behind its letters, whatever is embedded before it", () => {
  const { note } = board("Friday");
  note().text.insertEmbed(0, { image: "a" });
  expect(shown(note(), 4, positionAt(note().text, 4))).toBe(3);
  expect(shown(note(), 4)).toBe(3);
});

test("R179: a place that cannot be found here, or lies in no text, is the index's", () => {
  const { hand, note } = board("Friday");
  for (const position of [
    { item: { client: 999, clock: 3 }, assoc: -1 },
    { type: { client: 999, clock: 3 }, assoc: -1 },
    { tname: "shapes" },
    { tname: "made by a caret", assoc: 0 },
    { item: { client: hand.doc.clientID, clock: -1 } },
    { item: { client: hand.doc.clientID, clock: 0 } },
    { type: { client: hand.doc.clientID, clock: 1 } },
    "nonsense",
  ]) {
    expect(shown(note(), 2, position)).toBe(2);
  }
  expect(shown(note(), 99)).toBe(6);
  expect([...hand.doc.share.keys()]).toEqual(["shapes"]);
});

test("R277: the other end of a selection keeps to its letter, too, and is left out when it cannot be read", () => {
  const { note } = board("Friday");
  const { text } = note();
  const caret = (from: unknown) =>
    readPresence({
      user,
      caret: { shape: "a", index: 5, position: positionAt(text, 5), from },
    }).caret;
  const selected = caret({ index: 3, position: positionAt(text, 3) });
  text.insert(0, "On ");
  if (selected?.from == null) throw new Error("nothing is selected");
  expect(lettersBefore(note(), selected.from)).toBe(6);
  expect(lettersBefore(note(), selected)).toBe(8);
  expect(caret({ index: -1 })).toMatchObject({ index: 5, from: null });
  expect(isSameCaret(selected, { ...selected, from: null })).toBe(false);
});
