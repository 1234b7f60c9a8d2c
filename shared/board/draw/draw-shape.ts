/** Draws a shape with any pen: what its kind draws, and its words. It knows no paper. */
import { type Box, boxesEqual } from "../geometry.ts";
import { hasText, kindOf, type Shape } from "../kinds.ts";
import { MOST_ON_TOP } from "./budget.ts";
import { drawChips } from "./chips.ts";
import type { Palette } from "./palette.ts";
import type { Pen } from "./pen.ts";
import { drawWords, isReadable, labelEffort, setWords, shownText, withRoom } from "./shape-text.ts";
import { pixelsInSight } from "./sight.ts";

/** Microseconds that a shape takes whatever it is, and that a thousand of its pixels take, about. */
const SHAPE_EFFORT = 2;
const PIXELS_EFFORT = 0.5;

/** Microseconds that a line by hand takes more than one by a ruler, about. */
const SKETCH_EFFORT = 25;

/** The topmost shapes are drawn also when there is no time left: what has just been drawn is seen at once. */
const ALWAYS_ON_TOP = 40;

/** A shape to draw, and the part of the board outside which it is cut off; `null`: it is not. */
export interface Drawn {
  readonly shape: Shape;
  readonly clip: Box | null;
}

/**
 * Draws shapes bottom to top until the pen's budget is spent. Then the rest is
 * left out, except for the topmost ones, and the budget is marked as
 * unfinished. `editing`: the id of the shape whose words are left out.
 */
export function drawShapes(
  shapes: readonly Drawn[],
  pen: Pen,
  palette: Palette,
  editing: string | null = null,
): void {
  const { budget } = pen;
  const top = shapes.length - ALWAYS_ON_TOP;
  let index = 0;
  const next = (): Drawn | undefined => {
    if (budget.isOver && index < top) {
      budget.isUnfinished = true;
      index = top;
    }
    return shapes[index];
  };
  for (let first = next(); first !== undefined; first = next()) {
    const { clip } = first;
    // The paper is clipped once for all that lie in one frame.
    const drawRun = (): void => {
      for (let one = next(); one && boxesEqual(one.clip, clip); one = next()) {
        drawShape(one.shape, pen, palette, one.shape.id !== editing);
        index += 1;
      }
    };
    if (clip === null) drawRun();
    else pen.clipped(clip, drawRun);
  }
}

/** Draws one shape; `withWords`: its text, too, which a field may stand for while somebody types. */
export function drawShape(shape: Shape, pen: Pen, palette: Palette, withWords = true): void {
  const kind = kindOf(shape);
  const { budget } = pen;
  if (kind.paced !== true) {
    const pixels = Number.isFinite(pen.detail) ? pixelsInSight(shape, pen.within, pen.detail) : 0;
    const isSketched = "finish" in shape && shape.finish === "sketched";
    const needed =
      SHAPE_EFFORT + (isSketched ? SKETCH_EFFORT : 0) + (pixels / 1000) * PIXELS_EFFORT;
    if (budget.isOver && needed > MOST_ON_TOP) {
      budget.isUnfinished = true;
      return;
    }
    budget.spend(needed);
  }
  // A shape is drawn with room for its words, so these are set first.
  const words = hasText(shape) ? setWords(shape, pen) : null;
  const seen = words?.seen ?? withRoom(shape);
  pen.place(seen);
  kind.draw(seen, pen, palette, words?.shown.layout ?? null);
  if (words !== null && withWords) drawWords(words, pen, palette);
  if (seen.reactions !== undefined) drawChips(seen, pen, palette);
}

/**
 * Makes what a shape needs before it is drawn finely, when that takes long, so
 * that it can be drawn another time. Says whether it has made something.
 */
export function prepareShape(shape: Shape, pen: Pen): boolean {
  if (!hasText(shape)) return kindOf(shape).prepare?.(shape, pen) ?? false;
  const needed = isReadable(shape, pen) ? labelEffort(shape) : 0;
  if (needed < MOST_ON_TOP) return false;
  pen.budget.spend(needed);
  shownText(shape);
  return true;
}
