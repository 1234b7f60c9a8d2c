/** Finds our colour that is the nearest to a colour of another program. */
import { fillColor, PALETTES } from "../../../../shared/board/draw/palette.ts";
import { COLORS, type Color, type Fill, TONES, type Tone } from "../../../../shared/board/style.ts";

type Rgb = readonly [red: number, green: number, blue: number];

const { light } = PALETTES;

/** The line colour that is nearest; ink for what is no colour. */
export function nearestStroke(color: unknown): Color {
  return (
    nearestOf(
      color,
      COLORS.map((name) => [name, light.stroke[name]] as const),
    ) ?? "ink"
  );
}

/** The paper of a note that is nearest. */
export function nearestPaper(color: unknown): Color {
  return (
    nearestOf(
      color,
      COLORS.map((name) => [name, light.note[name]] as const),
    ) ?? "yellow"
  );
}

/** The fill that is nearest, soft or solid; none for what is transparent or no colour. */
export function nearestFill(color: unknown): { readonly fill: Fill; readonly tone: Tone } {
  const choices = COLORS.flatMap((fill) =>
    TONES.map((tone) => [{ fill, tone }, fillColor(light, fill, tone)] as const),
  );
  return nearestOf(color, choices) ?? { fill: "none", tone: "soft" };
}

function nearestOf<T>(color: unknown, choices: readonly (readonly [T, string | null])[]): T | null {
  const wanted = rgbOf(color);
  if (wanted === null) return null;
  let best: T | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [choice, value] of choices) {
    const rgb = rgbOf(value);
    if (rgb === null) continue;
    const far = distance(wanted, rgb);
    if (far >= least) continue;
    [best, least] = [choice, far];
  }
  return best;
}

/** How different two colours look, about: hue counts more than lightness. */
function distance(a: Rgb, b: Rgb): number {
  const [one, other] = [a, b].map(([red, green, blue]) => {
    const lightness = 0.3 * red + 0.59 * green + 0.11 * blue;
    return [lightness, red - lightness, blue - lightness];
  });
  const by = (at: number) => ((one?.[at] ?? 0) - (other?.[at] ?? 0)) ** 2;
  return by(0) * 0.6 + by(1) + by(2);
}

/** Reads `#rgb`, `#rrggbb` and `#rrggbbaa`; `null` for other colours, and for transparent ones. */
function rgbOf(color: unknown): Rgb | null {
  if (typeof color !== "string") return null;
  const hex = /^#(?:[\da-f]{3}|[\da-f]{6}|[\da-f]{8})$/i.test(color) ? color.slice(1) : null;
  if (hex === null || (hex.length === 8 && hex.endsWith("00"))) return null;
  const part = (at: number) =>
    Number.parseInt(hex.length === 3 ? `${hex[at]}${hex[at]}` : hex.slice(2 * at, 2 * at + 2), 16);
  return [part(0), part(1), part(2)];
}
