import { textOn } from "./contrast.ts";
import { graphemesOf } from "./graphemes.ts";
import { baselineOf, measureText } from "./measure.ts";

const FONT = '600 11px "Inter Variable", system-ui, sans-serif';
const HEIGHT = 17;
const PADDING = 6;
const GAP = 2;
const MOST_LETTERS = 24;

/** Paints a person's name on their colour, its lower left corner at a point of the screen. */
export function paintNameTag(
  context: CanvasRenderingContext2D,
  name: string,
  color: string,
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
  context.roundRect(x, y, measureText(shown, FONT) + 2 * PADDING, HEIGHT, 5);
  context.fill();
  context.fillStyle = textOn(color);
  context.font = FONT;
  context.textAlign = "left";
  context.direction = "ltr";
  context.fillText(shown, x + PADDING, y + HEIGHT / 2 + baselineOf(FONT));
}
