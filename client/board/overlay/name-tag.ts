import { graphemesOf } from "../../../shared/board/draw/graphemes.ts";
import { baselineOf, measureText } from "../../../shared/board/draw/measure.ts";
import { textOn } from "../paint/contrast.ts";

const FONT = '600 11px "Inter Variable", system-ui, sans-serif';
const HEIGHT = 17;
const PADDING = 6;
const GAP = 2;
const MOST_LETTERS = 24;

/** CSS pixels of the tick behind a verified name. */
const TICK = 13;

/** The person whom a tag names. */
export interface TagOwner {
  readonly name: string;
  readonly color: string;
  /** Does a token vouch for the name? */
  readonly verified: boolean;
}

/** Paints a person's name on their colour, its lower left corner at a point of the screen. */
export function paintNameTag(
  context: CanvasRenderingContext2D,
  { name, color, verified }: TagOwner,
  left: number,
  bottom: number,
): void {
  const letters = graphemesOf(name);
  const shown =
    letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join("")}…` : name;
  if (shown.trim() === "") return;
  const x = Math.round(left);
  const y = Math.round(bottom) - HEIGHT - GAP;
  context.fillStyle = color;
  context.beginPath();
  const width = measureText(shown, FONT);
  context.roundRect(x, y, width + 2 * PADDING + (verified ? TICK : 0), HEIGHT, 5);
  context.fill();
  context.fillStyle = textOn(color);
  context.font = FONT;
  context.textAlign = "left";
  context.direction = "ltr";
  context.fillText(shown, x + PADDING, y + HEIGHT / 2 + baselineOf(FONT));
  if (!verified) return;
  // A tick that is drawn: a name has only letters.
  const tick = x + PADDING + width + 4;
  const middle = y + HEIGHT / 2;
  context.strokeStyle = textOn(color);
  context.lineWidth = 1.75;
  context.beginPath();
  context.moveTo(tick, middle);
  context.lineTo(tick + 3, middle + 3);
  context.lineTo(tick + 9, middle - 4);
  context.stroke();
}
