/** Styles: the names that documents store for colours, widths, fills and fonts. It knows no pixels. */

/**
 * The choices a shape's style is made of. Documents store these names, never
 * pixels or hex values: each theme paints them in its own way.
 */
export const COLORS = [
  "ink",
  "grey",
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "blue",
  "violet",
  "pink",
  "white",
  "brown",
] as const;
export type Color = (typeof COLORS)[number];

/** A shape's inside: empty, or a colour. */
export const FILLS = ["none", ...COLORS] as const;
export type Fill = (typeof FILLS)[number];

/** How strong the colour of an inside is. */
export const TONES = ["soft", "solid"] as const;
export type Tone = (typeof TONES)[number];

/** Line width, and the size of text, by name. */
export const WIDTHS = ["s", "m", "l", "xl"] as const;
export type Width = (typeof WIDTHS)[number];

export const DASHES = ["solid", "dashed", "dotted"] as const;
export type Dash = (typeof DASHES)[number];

/** How lines are drawn: by a ruler, or by a hand. */
export const FINISHES = ["neat", "sketched"] as const;
export type Finish = (typeof FINISHES)[number];

/** How an arrow or a line goes: straight, along an arc, or along the board's sides. */
export const ROUTES = ["straight", "curve", "elbow"] as const;
export type Route = (typeof ROUTES)[number];

/** The tips of arrows, at either end. */
export const HEADS = ["none", "open", "filled", "dot", "bar", "crow"] as const;
export type Head = (typeof HEADS)[number];

export const FONTS = ["hand", "sans", "serif", "mono"] as const;
export type Font = (typeof FONTS)[number];

export const ALIGNS = ["start", "middle", "end"] as const;
export type Align = (typeof ALIGNS)[number];

/** Where words stand in the height of their shape. */
export const VALIGNS = ["top", "middle", "bottom"] as const;
export type VerticalAlign = (typeof VALIGNS)[number];

/** Widths of lines, outlines and arrows, in board units. */
export const LINE_WIDTH: Record<Width, number> = { s: 2, m: 3, l: 5, xl: 9 };

/** Thickness of a pen stroke at middling pressure, in board units. */
export const INK_WIDTH: Record<Width, number> = { s: 2, m: 4, l: 7, xl: 12 };

/** The tip with which ink is drawn: a pen's, or the broad, see-through one of a highlighter. */
export const NIBS = ["pen", "marker"] as const;
export type Nib = (typeof NIBS)[number];

/** Thickness of a highlighter's stroke, in board units: the least covers a line of small letters. */
export const MARKER_WIDTH: Record<Width, number> = { s: 12, m: 22, l: 34, xl: 56 };

/** Font sizes in board units. */
export const FONT_SIZE: Record<Width, number> = { s: 16, m: 20, l: 28, xl: 44 };

/**
 * Font sizes on a note, from the one that it has with few words to the one from which on it grows.
 * Their line heights are whole units: browsers round those of a text field, and letters would jump.
 */
export const NOTE_SIZES: Record<Width, readonly [number, ...number[]]> = {
  s: [16],
  m: [24, 20, 16],
  l: [32, 28, 24, 20, 16],
  xl: [48, 40, 32, 24, 20, 16],
};
