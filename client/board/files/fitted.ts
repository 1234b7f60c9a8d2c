/** Fits words and boxes: a text's box around its words, and a label's letters into its figure. Other fonts are wider or narrower. */
import * as Y from "yjs";
import { runsOf } from "../../../shared/board/draw/runs.ts";
import { changeForWords } from "../../../shared/board/draw/shape-text.ts";
import { storedPoint } from "../../../shared/board/kinds/stretch.ts";
import { fittedSize } from "../../../shared/board/kinds/text.ts";
import { longestWord } from "../../../shared/board/kinds/words.ts";
import { hasText, kindOf, readShape } from "../../../shared/board/kinds.ts";
import { plainFields } from "../../../shared/board/record.ts";
import type { Point, Size, TextualShape } from "../../../shared/board/shape.ts";
import { FONTS, type Font, WIDTHS, type Width } from "../../../shared/board/style.ts";
import type { Values } from "../clipboard/foreign/values.ts";
import { isValues, listOf, numberOf, textOf } from "../clipboard/foreign/values.ts";

/** The box of a text around its words, where its words stood. `wrap`: where its lines wrap; `null`: nowhere. */
export function fittedBox(fields: Values, wrap: number | null): Values {
  const font = FONTS.find((one) => one === fields["font"]) ?? ("hand" satisfies Font);
  const letter = WIDTHS.find((one) => one === fields["letter"]) ?? ("m" satisfies Width);
  const size = fittedSize(runsOf(wordsOf(fields["text"])), font, letter, wrap);
  const isTurned = numberOf(fields["angle"]) !== 0;
  const shares = { start: 0, middle: 0.5, end: 1 };
  const align = textOf(fields["align"]);
  const share = isTurned ? 0.5 : Object.hasOwn(shares, align) ? shares[align as "start"] : 0;
  return resized(fields, size, share);
}

/** The letters with which a label fits its figure: smaller ones where a word would be broken, or a line has no room. */
export function fittedLabel(fields: Values): Values {
  const shape = labelled(fields);
  const widthFor = shape === null ? undefined : kindOf(shape).widthFor;
  if (shape === null || widthFor === undefined) return {};
  const letters = WIDTHS.slice(0, WIDTHS.indexOf(shape.letter) + 1).toReversed();
  const tries = letters.map((letter): TextualShape => ({ ...shape, letter }));
  const whole = tries.find((one) => Object.keys(changeForWords(one, undefined)).length === 0);
  if (whole !== undefined) return { letter: whole.letter };
  const unbroken = tries.find((one) => widthFor(longestWord(one)) <= one.size[0]);
  if (unbroken !== undefined) return { letter: unbroken.letter };
  const least = tries.at(-1) ?? shape;
  const size: Size = [widthFor(longestWord(least)), least.size[1]];
  return { letter: least.letter, ...resized(fields, size, 0.5) };
}

function labelled(fields: Values): TextualShape | null {
  const { text } = fields;
  const isEmpty = typeof text === "string" ? text === "" : listOf(text).length === 0;
  if (isEmpty) return null;
  const shape = readShape("label", plainFields({ ...fields, text: "" }));
  return shape !== null && hasText(shape) ? { ...shape, text: wordsOf(text) } : null;
}

/** A box of another size, of which this share of the change in width goes to its left. */
function resized(fields: Values, size: Size, share: number): Values {
  const [x, y] = pairOf(fields["xy"]);
  const [width, height] = pairOf(fields["size"]);
  const xy = storedPoint([x + (width - size[0]) * share, y + (height - size[1]) / 2]);
  return { xy, size, ...movedParent(fields["parent"], [xy[0] - x, xy[1] - y], xy) };
}

function movedParent(parent: unknown, by: Point, board: Point): Values {
  if (!isValues(parent)) return {};
  const [x, y] = pairOf(parent["xy"]);
  return { parent: { ...parent, xy: [x + by[0], y + by[1]], board } };
}

/** Words in a text of no room: plain, or in steps of a delta. */
function wordsOf(words: unknown): Y.Text {
  const text = new Y.Doc().getText();
  if (typeof words === "string") text.insert(0, words);
  else {
    const steps = listOf(words).filter(isValues);
    text.applyDelta(steps.map(({ insert, attributes }) => ({ insert, attributes })) as never);
  }
  return text;
}

function pairOf(value: unknown): Size {
  const [x, y] = listOf(value);
  return [numberOf(x), numberOf(y)];
}
