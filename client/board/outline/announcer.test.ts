import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { addShape, changeShape, shapesOf } from "../../../shared/board/document.ts";
import { TestHand } from "../test-hand.ts";
import { sentenceOf } from "./announcer.ts";
import { Changes } from "./changes.ts";
import { movesOf } from "./tell-people.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A board whose changes are told, and another person's copy of it. */
class Told extends TestHand {
  readonly said: string[] = [];
  readonly theirs = new Y.Doc();
  wanted: (isMe: boolean) => boolean = () => true;

  constructor() {
    super();
    new Changes(this.editor, {
      isWanted: (isMe) => this.wanted(isMe),
      nameOf: (client) => (client === this.theirs.clientID ? "Mina" : null),
      holderOf: (id) => (id === "b" ? "Jonas" : null),
      tell: (actor, done) => this.said.push(...done.map((one) => sentenceOf(actor, one))),
    });
  }

  /** The other person does something to the board. */
  others(write: (doc: Y.Doc) => void): void {
    Y.applyUpdate(this.theirs, Y.encodeStateAsUpdate(this.doc));
    const before = Y.encodeStateVector(this.theirs);
    this.theirs.transact(() => write(this.theirs));
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(this.theirs, before), "network");
  }
}

test("R383: my acts are said when they rest, and not the letters that I type", () => {
  const hand = new Told().box("a", [0, 0], { text: "Decide" }).box("b", [300, 0]);
  vi.advanceTimersByTime(10_000);
  // The page itself has drawn nothing.
  expect(hand.said).toEqual([]);
  hand.editor.selection.set(["a"]);
  hand.key("ArrowRight");
  hand.key("ArrowRight");
  vi.advanceTimersByTime(400);
  expect(hand.said).toEqual([]);
  vi.advanceTimersByTime(400);
  expect(hand.said).toEqual(["Moved: Rectangle: Decide, at 2, 0, 100 wide, 60 high"]);
  hand.editor.selection.set(["a", "b"]);
  hand.key("Delete");
  vi.advanceTimersByTime(600);
  hand.editor.undo();
  vi.advanceTimersByTime(600);
  expect(hand.said.slice(1)).toEqual(["Deleted: 2 shapes", "Added: 2 shapes"]);
  const text = shapesOf(hand.doc).get("a")?.get("text") as Y.Text;
  hand.editor.history.typed(() => text.insert(0, "To "), true);
  vi.advanceTimersByTime(10_000);
  expect(hand.said).toHaveLength(3);
});

test("R384: others' changes are said by name every few seconds, and words when they are written", () => {
  const hand = new Told()
    .box("a", [0, 0], { text: "Decide" })
    .box("b", [300, 0])
    .box("c", [600, 0]);
  hand.others((doc) => {
    for (const id of ["a", "b", "c"]) changeShape(doc, id, { xy: [50, 50] });
  });
  vi.advanceTimersByTime(1_000);
  hand.others((doc) => changeShape(doc, "a", { xy: [60, 60] }));
  expect(hand.said).toEqual([]);
  vi.advanceTimersByTime(3_000);
  expect(hand.said).toEqual(["Mina moved 3 shapes"]);
  hand.others((doc) => shapesOf(doc).delete("b"));
  vi.advanceTimersByTime(3_100);
  expect(hand.said.slice(1)).toEqual(["Jonas deleted Rectangle"]);

  const note = { id: "n", type: "note", xy: [0, 300], size: [200, 200], stroke: "yellow" };
  const look = { width: "m", font: "hand", align: "start", z: "b", by: "x", at: 1 };
  hand.others((doc) => addShape(doc, { ...note, ...look, text: "" } as never));
  for (const letter of "Cake") {
    vi.advanceTimersByTime(900);
    hand.others((doc) => {
      const text = shapesOf(doc).get("n")?.get("text") as Y.Text;
      text.insert(text.length, letter);
    });
  }
  expect(hand.said).toHaveLength(2);
  vi.advanceTimersByTime(6_000);
  expect(hand.said.slice(2)).toEqual(["Mina added Sticky note: Cake"]);
});

test("R384: changes that are not wanted are not gathered", () => {
  const hand = new Told();
  hand.wanted = (isMe) => isMe;
  hand.others((doc) => shapesOf(doc).set("x", new Y.Map()));
  vi.advanceTimersByTime(5_000);
  hand.wanted = () => true;
  hand.others((doc) => shapesOf(doc).set("y", new Y.Map()));
  hand.others((doc) => shapesOf(doc).delete("x"));
  vi.advanceTimersByTime(5_000);
  expect(hand.said).toEqual(["Mina added 1 shape", "Somebody deleted 1 shape"]);
});

test("R384: people who come and go are named", () => {
  const [mina, jonas] = [
    { id: "m", name: "Mina" },
    { id: "j", name: "Jonas" },
  ] as const;
  expect(movesOf([mina], [mina, jonas])).toEqual({ joined: ["Jonas"], left: [] });
  expect(movesOf([mina, jonas], [{ ...jonas, name: "Jo" }])).toEqual({
    joined: [],
    left: ["Mina"],
  });
});
