import { expect, test, vi } from "vitest";
import { PALETTES } from "../../../shared/board/draw/palette.ts";
import { createStore } from "../../ui/store.ts";
import type { Box } from "../geometry.ts";
import { Interaction } from "../interaction.ts";
import type { Other } from "../live/others.ts";
import { TestHand } from "../test-hand.ts";
import type { Drag, PointerInput } from "../tools/tool.ts";
import { carets } from "./carets.ts";
import { hover } from "./hover.ts";
import { marquee } from "./marquee.ts";
import { othersFrames } from "./others-frames.ts";
import type { OverlayBoard, OverlayPart } from "./part.ts";
import type { ScreenPen } from "./screen-pen.ts";
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

/** A frame or a name that a part has painted, with its colour. */
interface Painted {
  readonly what: string;
  readonly color: string;
}

/** Marks that a part paints at 100 %: frames by their left upper corner, and names. */
function painted(part: OverlayPart): readonly Painted[] {
  const marks: Painted[] = [];
  let line = "";
  let paper = "";
  const context = new Proxy({} as Record<string, unknown>, {
    get: (kept, name) => {
      if (name === "fillText") return (text: string) => marks.push({ what: text, color: paper });
      // A tag is its paper, and then letters on it.
      if (name === "fill") return () => (paper = String(kept["fillStyle"]));
      return name in kept ? kept[String(name)] : () => undefined;
    },
    set: (kept, name, value) => {
      kept[String(name)] = value;
      return true;
    },
  });
  const pen = {
    context,
    camera: { x: 0, y: 0, zoom: 1 },
    palette: PALETTES.light,
    line: (color: string) => (line = color),
    crisp: (at: number) => at,
    outline: () => undefined,
    frame: ({ minX, minY }: Box) => marks.push({ what: `frame ${minX} ${minY}`, color: line }),
  };
  part.paint(pen as unknown as ScreenPen);
  return marks;
}

test("R218: the shapes that a person has selected have a frame in their colour, with their name on it once", () => {
  const hand = new TestHand().box("a", [100, 40]);
  const mina: Other = { ...jonas, id: "mina", name: "Mina", color: "#2f6fb0" };
  const marks = (others: readonly Other[]) => painted(othersFrames(board(hand, others)));
  expect(marks([mina, jonas])).toEqual([
    { what: expect.stringMatching(/^frame /), color: "#2f6fb0" },
    { what: "Mina", color: "#2f6fb0" },
    { what: expect.stringMatching(/^frame /), color: "#b04a5a" },
    { what: "Jonas", color: "#b04a5a" },
  ]);
  // The name stands at the pointer, or at the caret, and there alone.
  expect(marks([{ ...mina, points: true }]).map(({ color }) => color)).toEqual(["#2f6fb0"]);
  expect(marks([{ ...mina, caret: { shape: "a", index: 0, position: null } }])).toEqual([]);
});

test("R225: while a twin is dragged, the frame of the selection is painted around it", () => {
  const hand = new TestHand().box("a", [100, 100]);
  const frames = () => painted(selection(board(hand))).filter(({ what }) => /^frame/.test(what));
  hand.editor.selection.set(["a"]);
  const [own] = frames();
  hand.press([150, 105], { alt: true }).move([150, 305], { alt: true });
  const [around, ...more] = frames();
  expect(more).toEqual([]);
  const [, left, top] = /^frame (\S+) (\S+)$/.exec(own?.what ?? "") ?? [];
  expect(around?.what).toBe(`frame ${left} ${Number(top) + 200}`);
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
