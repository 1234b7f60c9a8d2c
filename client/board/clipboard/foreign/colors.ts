/** Finds our colour that is the nearest to a colour of another program. */
import { fillColor, PALETTES } from "../../../../shared/board/draw/palette.ts";
import { COLORS, type Color, type Fill, TONES, type Tone } from "../../../../shared/board/style.ts";

type Rgb = readonly [red: number, green: number, blue: number];

const { light } = PALETTES;

/** Is nothing seen of a colour? One that is missing, or cannot be read, is seen as another. */
export function isClear(color: unknown): boolean {
  const isNone =
    typeof color === "string" && /^(?:transparent|none|#?(?:.{3}0|.{6}00))$/i.test(color);
  return isNone && rgbOf(color) === null;
}

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

/** The inside of a shape. */
export interface Inside {
  readonly fill: Fill;
  readonly tone: Tone;
}

/** The fill that is nearest, soft or solid; none for what is transparent or no colour. `isLight`: it is only hatched. */
export function nearestFill(color: unknown, isLight = false): Inside {
  const choices = COLORS.flatMap((fill) =>
    TONES.map((tone) => [{ fill, tone }, fillColor(light, fill, tone)] as const),
  );
  const nearest = nearestOf(color, choices) ?? { fill: "none", tone: "soft" };
  return isLight ? { fill: nearest.fill, tone: "soft" } : nearest;
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
  const [one, other] = [labOf(a), labOf(b)];
  const by = (at: number) => ((one[at] ?? 0) - (other[at] ?? 0)) ** 2;
  return by(0) * 0.1 + by(1) + by(2);
}

/** A colour in Oklab, in which equal distances look equal (Björn Ottosson, 2020): lightness, and two axes of hue. */
function labOf(color: Rgb): readonly number[] {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Colours that people write by name, as CSS has them. */
const NAMED: Readonly<Record<string, string>> = {
  black: "000000",
  white: "ffffff",
  red: "ff0000",
  green: "008000",
  lightgreen: "90ee90",
  blue: "0000ff",
  lightblue: "add8e6",
  aqua: "00ffff",
  turquoise: "40e0d0",
  yellow: "ffff00",
  orange: "ffa500",
  salmon: "fa8072",
  pink: "ffc0cb",
  purple: "800080",
  brown: "a52a2a",
  grey: "808080",
  gray: "808080",
};

/** Reads names, `#rgb`, `#rgba`, `#rrggbb` and `#rrggbbaa`; `null` for other colours, and for transparent ones. */
function rgbOf(color: unknown): Rgb | null {
  if (typeof color !== "string") return null;
  const name = color.trim().toLowerCase();
  const written = Object.hasOwn(NAMED, name) ? NAMED[name] : /^#?([\da-f]{3,8})$/.exec(name)?.[1];
  if (written === undefined) return null;
  const isShort = written.length < 5;
  const hex = isShort ? written.replace(/./g, "$&$&") : written;
  if (![6, 8].includes(hex.length) || (hex.length === 8 && hex.endsWith("00"))) return null;
  const part = (at: number) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  return [part(0), part(1), part(2)];
}
