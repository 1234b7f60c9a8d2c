import type { CSSProperties } from "react";
import type { Words } from "../words/words.ts";
import { readableOn } from "./contrast.ts";

/** The tones in which one person's colour appears. */
export interface Tones {
  /** Pointer, avatar and name tag, with white on it. It is also the colour that others are told. */
  readonly pointer: string;
  /** Text on light paper. */
  readonly onLight: string;
  /** Text on dark paper. */
  readonly onDark: string;
}

export interface Hue extends Tones {
  /** The key of its name among the words. */
  readonly name: keyof Words["hues"];
}

/** The twelve colours of people. */
export const HUES: readonly [Hue, ...Hue[]] = [
  { name: "terracotta", pointer: "#bc4c20", onLight: "#b24314", onDark: "#e28564" },
  { name: "amber", pointer: "#986600", onLight: "#8d5e05", onDark: "#c19657" },
  { name: "olive", pointer: "#697710", onLight: "#616e07", onDark: "#96a45d" },
  { name: "green", pointer: "#207f4a", onLight: "#117642", onDark: "#69ad80" },
  { name: "teal", pointer: "#077d7d", onLight: "#017474", onDark: "#4facac" },
  { name: "azure", pointer: "#0676ae", onLight: "#096da0", onDark: "#5ba5d7" },
  { name: "blue", pointer: "#326ad9", onLight: "#2b62d0", onDark: "#6d9ef9" },
  { name: "indigo", pointer: "#6e5bdd", onLight: "#6652d3", onDark: "#9992fc" },
  { name: "violet", pointer: "#964fcb", onLight: "#8d45c1", onDark: "#bd87ec" },
  { name: "magenta", pointer: "#b93aa5", onLight: "#af2f9b", onDark: "#e07acc" },
  { name: "rose", pointer: "#ca346f", onLight: "#bf2966", onDark: "#f0789d" },
  { name: "red", pointer: "#ce343f", onLight: "#c52a38", onDark: "#f37877" },
];

/** Every ground on which a person's name may stand: paper, surfaces, wells, an own message. */
export const LIGHT_GROUNDS = ["#faf8f4", "#ffffff", "#f4f0e9", "#f7e6dd"] as const;
export const DARK_GROUNDS = ["#171614", "#262320", "#302c28", "#3f281b"] as const;

/** The least contrast of text (WCAG AA). */
export const TEXT_CONTRAST = 4.5;

const known = new Map<string, Tones>(HUES.map((hue) => [hue.pointer, hue]));

/** The tones of a colour `#rrggbb`: the designed ones of our hues; readable ones for anything that other clients bring. */
export function tonesOf(color: string): Tones {
  const key = color.toLowerCase();
  let tones = known.get(key);
  if (tones === undefined) {
    tones = {
      pointer: readableOn(key, "#000000", ["#ffffff"], TEXT_CONTRAST),
      onLight: readableOn(key, "#000000", LIGHT_GROUNDS, TEXT_CONTRAST),
      onDark: readableOn(key, "#ffffff", DARK_GROUNDS, TEXT_CONTRAST),
    };
    if (known.size > 500) known.delete([...known.keys()][HUES.length] ?? key);
    known.set(key, tones);
  }
  return tones;
}

/** The tones as the custom properties that `.tone-text` and `.tone-fill` read. */
export function toneStyle(color: string): CSSProperties {
  const { pointer, onLight, onDark } = tonesOf(color);
  const properties: Record<`--tone-${string}`, string> = {
    "--tone-fill": pointer,
    "--tone-light": onLight,
    "--tone-dark": onDark,
  };
  return properties as CSSProperties;
}
