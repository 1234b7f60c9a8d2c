/** Palettes: how each theme paints the names of colours that documents hold. They know no shape. */
import { COLORS, type Color, type Fill, type Tone } from "../style.ts";

export type Theme = "light" | "dark";

/** How a theme paints one colour. All are `#rrggbb`. */
export interface Tones {
  /** Lines and ink. */
  readonly stroke: string;
  /** A thin line along both sides of those that would not be seen on the board; `null`: none. */
  readonly edge: string | null;
  /** Text that stands alone. */
  readonly letter: string;
  /** A thin line around such text, if it would not be seen on the board. */
  readonly letterEdge: string | null;
  /** The soft inside of a figure. */
  readonly soft: string;
  /** The strong inside of a figure, and text on it. */
  readonly solid: string;
  readonly solidText: string;
  /** A highlighter's ink, with alpha. */
  readonly marker: string;
  /** A sticky note's paper, and text on it. */
  readonly note: string;
  readonly noteText: string;
  /** The rim of a paper that would not be seen on the board. */
  readonly noteEdge: string | null;
}

/** For each way of painting a colour, what each colour is in it. */
type ByTone = { readonly [K in keyof Tones]: Readonly<Record<Color, Tones[K]>> };

/** How a theme paints the names that documents hold. */
export interface Palette extends ByTone {
  /** Labels in figures without a strong inside. */
  readonly label: string;
  readonly paper: string;
  readonly dot: string;
  /** Selection and handles. */
  readonly select: string;
  /** The inside of a handle. */
  readonly handle: string;
  /** A frame without a colour, and the line around it. */
  readonly sheet: string;
  readonly sheetEdge: string;
  /** A card of the board itself, its rim, and what is said in passing on it. */
  readonly card: string;
  readonly cardEdge: string;
  readonly cardMuted: string;
  /** Under a note; with alpha. */
  readonly shadow: string;
}

/** The tones that every colour has, and what a few have otherwise. */
type Row = readonly [
  stroke: string,
  soft: string,
  solid: string,
  solidText: string,
  note: string,
  noteText: string,
  rest?: Partial<Tones>,
];

const LIGHT: Readonly<Record<Color, Row>> = {
  ink: ["#211e1a", "#e3ddd5", "#312d28", "#ffffff", "#b2aba2", "#27231e"],
  grey: ["#6f675d", "#efece9", "#716b62", "#ffffff", "#dcd8d3", "#27231e"],
  red: ["#c4262c", "#ffdddb", "#d53739", "#ffffff", "#ffa69e", "#47191a"],
  orange: ["#bd4a0b", "#fee0c9", "#f88d38", "#351a03", "#fec396", "#422000"],
  yellow: [
    "#f2b705",
    "#fdeebb",
    "#fecf28",
    "#2a2000",
    "#ffe184",
    "#342900",
    { edge: "#a67c00", letter: "#8a5f00" },
  ],
  green: ["#23794a", "#d3f1d9", "#248348", "#ffffff", "#a2e8b4", "#053418"],
  teal: ["#0b7377", "#cef0f0", "#038284", "#ffffff", "#96e2e3", "#013132"],
  blue: ["#2b60d2", "#d9e7fe", "#2d6fdc", "#ffffff", "#aacaff", "#14294c"],
  violet: ["#7f42b6", "#ede0fc", "#8d4dc2", "#ffffff", "#d5b6f5", "#331f45"],
  pink: ["#c22d7c", "#fedbe9", "#ca2f7d", "#ffffff", "#ffbee1", "#43192e"],
  white: [
    "#ffffff",
    "#ffffff",
    "#ffffff",
    "#24211c",
    "#ffffff",
    "#27231e",
    { edge: "#8f867b", letterEdge: "#6f675d", noteEdge: "#c9c1b5" },
  ],
  brown: ["#7b4b22", "#eed8c5", "#7d4f23", "#ffffff", "#d7b191", "#402201"],
};

const DARK: Readonly<Record<Color, Row>> = {
  ink: ["#f1ece3", "#39352f", "#e3ddd5", "#24211c", "#544f49", "#f8f4ec"],
  grey: ["#aca499", "#292724", "#928d84", "#24211c", "#96928b", "#27231e"],
  red: ["#f58a84", "#502827", "#ea6a66", "#381515", "#e27d7b", "#47191a"],
  orange: ["#f09456", "#4f321b", "#f1944f", "#351a03", "#e89b5f", "#422000"],
  yellow: ["#f5cf57", "#4b3f16", "#f0ca55", "#2a2000", "#e7c454", "#342900"],
  green: ["#6cc492", "#24412c", "#5cb176", "#082914", "#72c38a", "#053418"],
  teal: ["#56c2c2", "#1c4142", "#45adb0", "#022828", "#5fbec0", "#013132"],
  blue: ["#86aefc", "#283b5a", "#5d91e7", "#11213c", "#7ba1de", "#14294c"],
  violet: ["#c79bef", "#433155", "#aa77d9", "#291a36", "#ae88d3", "#331f45"],
  pink: ["#f28fc0", "#512b3c", "#e876a6", "#351524", "#e88ab5", "#43192e"],
  white: ["#ffffff", "#4b4a48", "#ffffff", "#24211c", "#ecebe8", "#27231e"],
  brown: ["#c9966a", "#3b2a1b", "#b07f53", "#2b1500", "#af8158", "#301700"],
};

/** How much a highlighter covers, as two hex digits: words below it are read as well as without. */
const MARKER_ALPHA = { light: "59", dark: "52" } as const;

function tonesOf(
  [stroke, soft, solid, solidText, note, noteText, rest]: Row,
  alpha: string,
): Tones {
  const marker = `${rest?.marker ?? solid}${alpha}`;
  const same = { stroke, letter: stroke, soft, solid, solidText, note, noteText };
  return { ...same, edge: null, letterEdge: null, noteEdge: null, ...rest, marker };
}

function paletteOf(
  rows: Readonly<Record<Color, Row>>,
  alpha: string,
  rest: Omit<Palette, keyof Tones>,
): Palette {
  const pick = <K extends keyof Tones>(key: K): Record<Color, Tones[K]> =>
    Object.fromEntries(COLORS.map((color) => [color, tonesOf(rows[color], alpha)[key]])) as Record<
      Color,
      Tones[K]
    >;
  return {
    stroke: pick("stroke"),
    edge: pick("edge"),
    letter: pick("letter"),
    letterEdge: pick("letterEdge"),
    soft: pick("soft"),
    solid: pick("solid"),
    solidText: pick("solidText"),
    marker: pick("marker"),
    note: pick("note"),
    noteText: pick("noteText"),
    noteEdge: pick("noteEdge"),
    ...rest,
  };
}

/** Two designs, not one and its negative: paper and ink, night and chalk. */
export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: paletteOf(LIGHT, MARKER_ALPHA.light, {
    label: "#211e1a",
    paper: "#faf8f4",
    dot: "#ded8cc",
    select: "#2f68d8",
    handle: "#ffffff",
    sheet: "#ffffff",
    sheetEdge: "#b9b1a4",
    card: "#ffffff",
    cardEdge: "#ddd6ca",
    cardMuted: "#6f675d",
    shadow: "#211e1a0d",
  }),
  dark: paletteOf(DARK, MARKER_ALPHA.dark, {
    label: "#f1ece3",
    paper: "#171614",
    dot: "#2f2c28",
    select: "#86aefc",
    handle: "#171614",
    sheet: "#1f1d1a",
    sheetEdge: "#5c564d",
    card: "#24221f",
    cardEdge: "#47423b",
    cardMuted: "#aca499",
    shadow: "#00000038",
  }),
};

/** A figure's inside; `null` when it has none. */
export function fillColor(palette: Palette, fill: Fill, tone: Tone): string | null {
  return fill === "none" ? null : palette[tone][fill];
}

/** The colour of words in a figure. */
export function labelColor(palette: Palette, fill: Fill, tone: Tone): string {
  return fill === "none" || tone === "soft" ? palette.label : palette.solidText[fill];
}

/** How far an edge reaches beyond its line on each side, in board units. */
export const EDGE = 0.6;

/** The colours of letters beside others in this colour: dark letters stand on something light, in whatever theme. */
export function lettersOn(color: string): Readonly<Record<Color, string>> {
  return PALETTES[isDark(color) ? "light" : "dark"].letter;
}

/** The weights of red, green and blue in a colour's lightness, as in ITU-R BT.601. */
const LIGHTNESS = [0.299, 0.587, 0.114] as const;

function isDark(color: string): boolean {
  let lightness = 0;
  LIGHTNESS.forEach((weight, at) => {
    lightness += weight * Number.parseInt(color.slice(1 + 2 * at, 3 + 2 * at), 16);
  });
  return lightness < 128;
}
