/** Faces: which file of the shipped fonts has which letters. They know no bytes, and no place of the files. */
import { toBase64 } from "../ids.ts";
import inter from "@fontsource/inter/unicode.json";
import shantell from "@fontsource/shantell-sans/unicode.json";
import serif from "@fontsource/source-serif-4/unicode.json";

/** The weights in which letters are drawn: plain and bold. Slanted ones are made from these, as on the board. */
export const FACE_WEIGHTS = [500, 700] as const;
export type FaceWeight = (typeof FACE_WEIGHTS)[number];

/** A family of the board that is shipped. */
interface Family {
  /** As CSS names it on the board. */
  readonly name: string;
  /** The name of its package, with which its files begin. */
  readonly file: string;
  /** Its files by script, and the letters in each. */
  readonly scripts: ReadonlyMap<string, readonly Range[]>;
}

type Range = readonly [first: number, last: number];

const FAMILIES: readonly Family[] = [
  family("Inter Variable", "inter", inter),
  family("Shantell Sans Variable", "shantell-sans", shantell),
  family("Source Serif 4 Variable", "source-serif-4", serif),
];

/** A file of a font, and the letters that are wanted of it. */
export interface FaceFile {
  readonly family: string;
  readonly weight: FaceWeight;
  /** As `inter-latin-500-normal`. */
  readonly file: string;
  readonly letters: ReadonlySet<string>;
}

/** A font as CSS says it, taken apart. */
export interface CssFont {
  readonly isItalic: boolean;
  readonly weight: FaceWeight;
  readonly size: number;
  /** Families, the first that has a letter is taken. */
  readonly families: string;
}

/** Takes a font of the board apart, such as `italic 500 20px "Inter Variable", sans-serif`. */
export function readCssFont(font: string): CssFont {
  const match = /^(italic )?(?:(bold|\d+) )?([\d.]+)px (.*)$/.exec(font);
  const [, italic, weight = "500", size = "16", families = "sans-serif"] = match ?? [];
  const isBold = weight === "bold" || Number(weight) >= 600;
  return {
    isItalic: italic !== undefined,
    weight: isBold ? 700 : 500,
    size: Number(size),
    families,
  };
}

/** The letters of each font, by the font as CSS says it. */
export type UsedLetters = ReadonlyMap<string, ReadonlySet<string>>;

/** Returns the files that have these letters. Letters that no shipped font has are left out. */
export function filesFor(used: UsedLetters): readonly FaceFile[] {
  const files = new Map<string, FaceFile & { letters: Set<string> }>();
  for (const [font, letters] of used) {
    const { weight, families } = readCssFont(font);
    const found = FAMILIES.find(({ name }) => families.startsWith(`"${name}"`));
    if (found === undefined) continue;
    for (const letter of letters) {
      const script = scriptOf(found, letter);
      if (script === null) continue;
      const file = `${found.file}-${script}-${weight}-normal`;
      const known = files.get(file);
      if (known !== undefined) known.letters.add(letter);
      else files.set(file, { family: found.name, weight, file, letters: new Set([letter]) });
    }
  }
  return [...files.values()];
}

function scriptOf({ scripts }: Family, letter: string): string | null {
  const code = letter.codePointAt(0) ?? 0;
  // The last file that names a letter has it, as in the rules of CSS.
  let found: string | null = null;
  for (const [script, ranges] of scripts) {
    if (ranges.some(([first, last]) => first <= code && code <= last)) found = script;
  }
  return found;
}

function family(name: string, file: string, scripts: Readonly<Record<string, string>>): Family {
  const entries = Object.entries(scripts).map(
    ([script, ranges]) => [script, ranges.split(",").map(rangeOf)] as const,
  );
  return { name, file, scripts: new Map(entries) };
}

/** Reads a range as CSS says it, such as `U+0460-052F`. */
function rangeOf(text: string): Range {
  const [first = "0", last = first] = text.replace("U+", "").split("-");
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}

/** Says letters as the ranges of a rule of CSS. */
export function unicodeRange(letters: ReadonlySet<string>): string {
  const codes = [...letters].map((letter) => letter.codePointAt(0) ?? 0).sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const code of codes) {
    const last = ranges.at(-1);
    if (last !== undefined && code <= last[1] + 1) last[1] = code;
    else ranges.push([code, code]);
  }
  const hex = (code: number) => code.toString(16).toUpperCase();
  return ranges
    .map(([first, last]) => (first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`))
    .join(",");
}

/** A font with a few letters, for a file. */
export interface SubsetFace extends FaceFile {
  readonly bytes: Uint8Array;
}

/** Returns the rules of CSS that bring these fonts with them. */
export function fontRules(faces: readonly SubsetFace[]): string {
  return faces
    .map(
      ({ family, weight, letters, bytes }) =>
        `@font-face{font-family:"${family}";font-weight:${weight};` +
        `src:url(data:font/ttf;base64,${toBase64(bytes)}) format("truetype");` +
        `unicode-range:${unicodeRange(letters)}}`,
    )
    .join("");
}
