/** Palettes: how each theme paints the names of colours that documents hold. They know no shape. */
import { COLORS, type Color, type Fill } from "../style.ts";

export type Theme = "light" | "dark";

/** How a theme paints the names that documents hold. All colours are `#rrggbb`. */
export interface Palette {
  /** Lines, ink, and text that stands alone. */
  readonly stroke: Readonly<Record<Color, string>>;
  /** The soft inside of a box. */
  readonly fill: Readonly<Record<Color, string>>;
  /** A sticky note's paper. */
  readonly note: Readonly<Record<Color, string>>;
  /** Text on a note's paper. */
  readonly noteText: Readonly<Record<Color, string>>;
  /** Labels in boxes. */
  readonly label: string;
  readonly paper: string;
  readonly dot: string;
  /** Selection and handles. */
  readonly select: string;
  /** The inside of a handle. */
  readonly handle: string;
  /** Under a note; with alpha. */
  readonly shadow: string;
}

/** One theme's four tones of a colour. */
type Tones = readonly [stroke: string, fill: string, note: string, noteText: string];

const LIGHT: Readonly<Record<Color, Tones>> = {
  ink: ["#211e1a", "#e9e4dc", "#e3dccf", "#2a261f"],
  grey: ["#6f675d", "#f2efea", "#f3efe8", "#38332b"],
  red: ["#c0282d", "#fbe2e0", "#fbd3d1", "#4a1515"],
  orange: ["#b5451c", "#fae6d6", "#fcdccb", "#46210c"],
  yellow: ["#8f6200", "#fbf0c9", "#fdf0b6", "#3d2f06"],
  green: ["#2b7a4b", "#dcefe2", "#d3efd9", "#12351f"],
  teal: ["#0f7478", "#d7eeee", "#c9ecec", "#0b3335"],
  blue: ["#2f62d0", "#dfe8fb", "#d5e3fc", "#152a58"],
  violet: ["#8446b4", "#efe3f8", "#ecdcf8", "#3a1a54"],
};

const DARK: Readonly<Record<Color, Tones>> = {
  ink: ["#f1ece3", "#37332e", "#4a453e", "#f6f2ea"],
  grey: ["#aca499", "#2b2825", "#3a3631", "#ece7de"],
  red: ["#f58a84", "#4a2524", "#662c2b", "#fde4e1"],
  orange: ["#ec8a5f", "#46301f", "#633a24", "#fde6d9"],
  yellow: ["#e3b64c", "#43391a", "#5b4c1a", "#fbefca"],
  green: ["#6cc492", "#223f2d", "#26502f", "#ddf5e4"],
  teal: ["#56c2c2", "#1a3f40", "#1a4f50", "#d5f4f4"],
  blue: ["#86aefc", "#2a3a55", "#2b4576", "#e0eafe"],
  violet: ["#c79bef", "#3d2b4d", "#523468", "#f2e6fc"],
};

function paletteOf(
  tones: Readonly<Record<Color, Tones>>,
  rest: Omit<Palette, "stroke" | "fill" | "note" | "noteText">,
): Palette {
  const pick = (index: 0 | 1 | 2 | 3): Record<Color, string> =>
    Object.fromEntries(COLORS.map((color) => [color, tones[color][index]])) as Record<
      Color,
      string
    >;
  return { stroke: pick(0), fill: pick(1), note: pick(2), noteText: pick(3), ...rest };
}

/** Two designs, not one and its negative: paper and ink, night and chalk. */
export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: paletteOf(LIGHT, {
    label: "#211e1a",
    paper: "#faf8f4",
    dot: "#ded8cc",
    select: "#2f68d8",
    handle: "#ffffff",
    shadow: "#211e1a14",
  }),
  dark: paletteOf(DARK, {
    label: "#f1ece3",
    paper: "#171614",
    dot: "#2f2c28",
    select: "#86aefc",
    handle: "#171614",
    shadow: "#00000040",
  }),
};

/** A box's inside; `null` when it has none. */
export function fillColor(palette: Palette, fill: Fill): string | null {
  return fill === "none" ? null : palette.fill[fill];
}
