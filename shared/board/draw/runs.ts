/** Runs: a text as stretches of one look, with the lists in which its lines stand. They know no paper. */
import type * as Y from "yjs";
import { COLORS, type Color } from "../style.ts";

/** The lists in which a line may stand. Their names are those of Quill's deltas. */
export const LISTS = ["bullet", "ordered", "checked", "unchecked"] as const;
export type List = (typeof LISTS)[number];

/** The deepest level of a list, counted from 0. */
export const MAX_INDENT = 5;

/** A link that is longer is none: browsers and servers refuse longer addresses. */
const LONGEST_LINK = 2_000;

/** The place of a line in a list. A line break holds it for the line that it ends. */
export interface LineLook {
  readonly list: List;
  /** 0 to `MAX_INDENT`. */
  readonly indent: number;
}

/** The look of letters. Those that are absent are not so. */
export interface Look {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
  readonly color?: Color | null;
  /** An address of http, https or mailto. */
  readonly link?: string | null;
}

/** Letters of one look. */
export interface Run extends Look {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  /** The list of the lines that the line breaks in it end; absent or `null`: none. */
  readonly line?: LineLook | null;
}

/** A text in one look. */
export function plainRun(text: string): Run {
  return { text, bold: false, italic: false };
}

/** The runs of a shape's text, as people and programs have formatted it. Embeds are left out, as they are of its letters. */
export function runsOf(text: Y.Text): readonly Run[] {
  const runs: Run[] = [];
  for (const { insert, attributes } of text.toDelta() as readonly Piece[]) {
    if (typeof insert !== "string") continue;
    const run = runFrom(insert, attributes);
    const last = runs.at(-1);
    if (last !== undefined && isLike(last, run)) {
      runs[runs.length - 1] = { ...last, text: last.text + insert };
    } else runs.push(run);
  }
  return runs.length === 0 ? [plainRun("")] : runs;
}

interface Piece {
  readonly insert: unknown;
  readonly attributes?: Attributes;
}

/** Formatting as a `Y.Text` holds it: whatever some program has written. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Reads one piece of a delta: formatting that cannot be read counts as none. */
function runFrom(text: string, attributes: Attributes | undefined): Run {
  if (attributes === undefined) return plainRun(text);
  return { text, ...readLook(attributes), line: text.includes("\n") ? readLine(attributes) : null };
}

/** Reads the look of letters. */
export function readLook(attributes: Attributes): Look & Pick<Run, "bold" | "italic"> {
  const color = attributes["color"];
  return {
    bold: attributes["bold"] === true,
    italic: attributes["italic"] === true,
    underline: attributes["underline"] === true,
    strike: attributes["strike"] === true,
    code: attributes["code"] === true,
    color: COLORS.includes(color as Color) ? (color as Color) : null,
    link: readLink(attributes["link"]),
  };
}

/** Reads the list of a line; `null`: it stands in none. */
export function readLine(attributes: Attributes): LineLook | null {
  const list = attributes["list"];
  if (!LISTS.includes(list as List)) return null;
  const indent = attributes["indent"];
  const level = typeof indent === "number" && Number.isFinite(indent) ? Math.trunc(indent) : 0;
  return { list: list as List, indent: Math.min(MAX_INDENT, Math.max(0, level)) };
}

/** Signs that no address has as it is written. A browser leaves some of them out, and another address would be meant. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are meant
const NOT_IN_LINKS = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Reads an address that a click may open; `null`: it is none, or would run something. */
export function readLink(value: unknown): string | null {
  if (typeof value !== "string" || value.length > LONGEST_LINK) return null;
  return /^(?:https?:\/\/|mailto:)./iu.test(value) && !NOT_IN_LINKS.test(value) ? value : null;
}

/** Are two texts the same, look and all? */
export function sameRuns(a: readonly Run[], b: readonly Run[]): boolean {
  return (
    a.length === b.length &&
    a.every((run, index) => {
      const other = b[index];
      return other !== undefined && run.text === other.text && isLike(run, other);
    })
  );
}

/** Have letters of both runs one look, and their lines one list? */
function isLike(a: Run, b: Run): boolean {
  return isSameLook(a, b) && a.line?.list === b.line?.list && a.line?.indent === b.line?.indent;
}

/** Do letters look the same? */
export function isSameLook(a: Look, b: Look): boolean {
  return (
    isOn(a.bold, b.bold) &&
    isOn(a.italic, b.italic) &&
    isOn(a.underline, b.underline) &&
    isOn(a.strike, b.strike) &&
    isOn(a.code, b.code) &&
    (a.color ?? null) === (b.color ?? null) &&
    (a.link ?? null) === (b.link ?? null)
  );
}

function isOn(a: boolean | undefined, b: boolean | undefined): boolean {
  return (a ?? false) === (b ?? false);
}

/** Has a text lists? Then a line break at its end ends the last line, and begins none. */
export function hasLists(runs: readonly Run[]): boolean {
  return runs.some(({ line }) => line !== undefined && line !== null);
}

const PLAIN = plainRun("");

/** Has a text any formatting? */
export function isFormatted(text: Y.Text): boolean {
  return runsOf(text).some((run) => !isLike(run, PLAIN));
}

/** The letters of a text as they are shown: without embeds, and without the line break that ends a text with lists. */
export function lettersOf(text: Y.Text): string {
  const letters = text.toString();
  return letters.endsWith("\n") && hasLists(runsOf(text)) ? letters.slice(0, -1) : letters;
}

/** Has a text these letters, with or without the line break that ends it? */
export function hasLetters(text: Y.Text, letters: string): boolean {
  return text.toString() === letters || lettersOf(text) === letters;
}
