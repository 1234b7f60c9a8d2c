/** The rows of the outline in words: for the eye, and for programs that read them aloud. */
import { hasText, type Shape } from "../../../shared/board/shape.ts";
import { boardWords } from "../../words/board-words.ts";
import { outlineWords } from "../../words/outline-words.ts";
import { styleWords } from "../../words/style-words.ts";
import type { Editor } from "../editor.ts";
import { wordsOf } from "../find/finder.ts";
import { inWords } from "../reading-order.ts";
import type { OpenThread } from "../ways/threads.ts";

/** Letters of a shape's words that stand in a row. */
const MOST_LETTERS = 120;

/** Neighbours of a shape that are named; of more, the number is said. */
const MOST_NEIGHBOURS = 3;

/** Arrows of one shape that are looked at. */
const MOST_ARROWS = 100;

/** The words of a shape in one line; empty: it has none. */
export function lineOf(shape: Shape): string {
  const line = wordsOf(shape)
    .slice(0, MOST_LETTERS * 4)
    .replace(/\s+/gu, " ")
    .trim();
  return line.length > MOST_LETTERS ? `${line.slice(0, MOST_LETTERS)}…` : line;
}

/** A shape as others call it: by its words, or by its kind. */
export function calledOf(shape: Shape): string {
  return lineOf(shape) || boardWords.shapes[shape.type];
}

/** An arrow by what it leads from and to; null: it is bound to nothing. */
export function connectionOf(editor: Editor, shape: Shape): string | null {
  if (shape.type !== "arrow" || (shape.start === null && shape.end === null)) return null;
  const nameOf = (end: { readonly shape: string } | null): string => {
    const there = end === null ? undefined : editor.scene.get(end.shape);
    return there === undefined ? outlineWords.nothing : calledOf(there);
  };
  return outlineWords.from(nameOf(shape.start), nameOf(shape.end));
}

/** The shapes to which arrows lead from a shape, or from which they come. */
function neighboursOf({ scene }: Editor, id: string): Shape[] {
  const found = new Map<string, Shape>();
  let looked = 0;
  for (const arrow of scene.relations.bindings.followersOf(id)) {
    if (looked++ === MOST_ARROWS) break;
    const shape = scene.get(arrow);
    if (shape?.type !== "arrow") continue;
    const other = shape.start?.shape === id ? shape.end : shape.start;
    const neighbour = other === null ? undefined : scene.get(other.shape);
    if (neighbour !== undefined && neighbour.id !== id) found.set(neighbour.id, neighbour);
  }
  return [...found.values()];
}

/** The colour of a shape, where it may mean something: a note's tone, or a filled inside. */
function colourOf(shape: Shape): string | null {
  if (shape.type === "note") return styleWords.colors[shape.stroke];
  return "fill" in shape && shape.fill !== "none" ? styleWords.colors[shape.fill] : null;
}

/** All that is said of a shape: its kind and words, its colour, what it is connected to, whether it is locked. */
export function shapeLabel(editor: Editor, shape: Shape): string {
  const name = inWords(shape);
  // A frame has no text, but a name.
  const own = hasText(shape) || shape.type !== "frame" ? "" : lineOf(shape);
  const neighbours = neighboursOf(editor, shape.id);
  const named = neighbours.slice(0, MOST_NEIGHBOURS).map(calledOf);
  const rest = neighbours.length - named.length;
  if (rest > 0) named.push(outlineWords.others(rest));
  return [
    own === "" || name.includes(own) ? name : `${name}: ${own}`,
    connectionOf(editor, shape),
    colourOf(shape),
    named.length === 0 ? null : outlineWords.connected(named.join(", ")),
    shape.locked ? outlineWords.locked : null,
  ]
    .filter((part) => part !== null)
    .join(", ");
}

/** Where a shape stands and how large it is, in whole units of the board. */
export function standsOf({ xy: [x, y], size }: Shape): string {
  return outlineWords.stands(
    Math.round(x),
    Math.round(y),
    Math.round(size[0]),
    Math.round(size[1]),
  );
}

/** All that is said of a thread: its author and words, its replies, the shape that it is about. */
export function threadLabel({ scene }: Editor, thread: OpenThread): string {
  const shape = thread.shape === null ? undefined : scene.get(thread.shape);
  return [
    outlineWords.thread(thread.by, thread.text.slice(0, MOST_LETTERS).replace(/\s+/gu, " ")),
    thread.replies === 0 ? null : outlineWords.replies(thread.replies),
    shape === undefined ? null : outlineWords.about(calledOf(shape)),
  ]
    .filter((part) => part !== null)
    .join(", ");
}
