/** Chips: the reactions of a shape at its lower edge, with how many people each is of. They know no kind. */
import type { Box } from "../geometry.ts";
import type { Reaction, ReactionName } from "../reactions.ts";
import type { ShapeBase } from "../record.ts";
import { baselineOf, cssFont, measureText } from "./measure.ts";
import type { Palette } from "./palette.ts";
import { BoxPath } from "./path.ts";
import type { Pen } from "./pen.ts";

/** The signs of reactions; the dot is drawn. */
export const SIGNS: Readonly<Record<Exclude<ReactionName, "dot">, string>> = {
  thumb: "👍",
  heart: "❤️",
  laugh: "😄",
  party: "🎉",
  eyes: "👀",
  question: "❓",
  fire: "🔥",
  check: "✅",
};

/** A chip, where it is drawn: relative to its shape's `xy`, before that is turned. */
export interface Chip extends Box {
  readonly reaction: Reaction;
}

/** The height of a chip, how far it reaches below its shape, and the gap between two, in board units. */
const HEIGHT = 24;
const BELOW = 13;
const GAP = 4;

/** Air at both ends, the width of a sign, and that of a digit with its air. */
const PADDING = 7;
const SIGN = 17;
const DIGIT = 8;

/** The chips begin so far from the left edge; rows are at least so wide. */
const LEFT = 8;
const LEAST_ROW = 104;

const DOT = 5;
const EMOJI = '14px "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif';

const chipsByShape = new WeakMap<ShapeBase, readonly Chip[]>();

/** The chips of a shape, row by row. */
export function chipsOf(shape: ShapeBase): readonly Chip[] {
  const { reactions, size } = shape;
  if (reactions === undefined) return [];
  const known = chipsByShape.get(shape);
  if (known !== undefined) return known;
  const most = Math.max(size[0] - LEFT, LEAST_ROW);
  let [x, y] = [LEFT, size[1] + BELOW - HEIGHT];
  const chips = reactions.map((reaction): Chip => {
    const width = 2 * PADDING + SIGN + 3 + DIGIT * String(reaction.people.length).length;
    if (x > LEFT && x + width > most) [x, y] = [LEFT, y + HEIGHT + GAP];
    const chip = { reaction, minX: x, minY: y, maxX: x + width, maxY: y + HEIGHT };
    x += width + GAP;
    return chip;
  });
  chipsByShape.set(shape, chips);
  return chips;
}

/** The box around the chips of a shape, relative to its `xy`; `null`: it has none. */
export function chipsBox(shape: ShapeBase): Box | null {
  const chips = chipsOf(shape);
  const [first] = chips;
  const last = chips.at(-1);
  if (first === undefined || last === undefined) return null;
  const maxX = Math.max(...chips.map((chip) => chip.maxX));
  return { minX: first.minX - 1, minY: first.minY - 1, maxX: maxX + 1, maxY: last.maxY + 1 };
}

const pill = new BoxPath();

/** Draws the chips of a shape. The pen is at the shape's place. */
export function drawChips(shape: ShapeBase, pen: Pen, palette: Palette): void {
  const font = cssFont("sans", 12, { bold: true });
  for (const { reaction, minX, minY, maxX } of chipsOf(shape)) {
    const isMine = reaction.people.some((person) => pen.isMe?.(person) === true);
    const path = pill.of(minX, minY, maxX - minX, HEIGHT, HEIGHT / 2);
    pen.fill(path, isMine ? palette.soft.blue : palette.card);
    pen.stroke(path, isMine ? palette.stroke.blue : palette.cardEdge, isMine ? 1.5 : 1, "solid");
    const middle = minY + HEIGHT / 2;
    if (pen.leastLetters > HEIGHT / 2) continue;
    if (reaction.name === "dot") {
      const [x, y] = [minX + PADDING + SIGN / 2 - DOT, middle - DOT];
      pen.fill(pill.of(x, y, 2 * DOT, 2 * DOT, DOT), palette.stroke.red);
    } else {
      const drawn = SIGNS[reaction.name];
      const x = minX + PADDING + (SIGN - measureText(drawn, EMOJI)) / 2;
      pen.text({ drawn, font: EMOJI, rtl: false }, x, middle + 5, palette.label);
    }
    const drawn = String(reaction.people.length);
    const x = minX + PADDING + SIGN + 3;
    pen.text({ drawn, font, rtl: false }, x, middle + baselineOf(font), palette.label);
  }
}
