import type * as Y from "yjs";
import {
  isSameLook,
  type LineLook,
  type List,
  type Look,
  lettersOf,
  MAX_INDENT,
} from "../../../../shared/board/draw/runs.ts";
import type { TextEdit } from "../binding.ts";
import { type Embeds, piecesOf, toTextIndex } from "../embeds.ts";
import { FLAGS } from "../format.ts";
import { FormattedText } from "./formatted-text.ts";
import type { PastedLine } from "./html-lines.ts";

type Format = Record<string, string | number | boolean | null>;

/** A look as the attributes of letters: each is said, so that no other is taken from the letters beside. */
function formatOf(look: Look): Format {
  const format: Format = { list: null, indent: null };
  for (const flag of FLAGS) format[flag] = look[flag] === true ? true : null;
  return { ...format, color: look.color ?? null, link: look.link ?? null };
}

/** The attributes of a line break that ends a line of a list, or of none. */
function formatOfLine(line: LineLook | null): Format {
  if (line === null) return { list: null, indent: null };
  return { list: line.list, indent: line.indent === 0 ? null : line.indent };
}

/** Replaces letters of a text. The new ones have a look, and new lines the list of the line in which they begin. Call it inside a transaction. */
export function replaceLetters(
  text: Y.Text,
  embeds: Embeds,
  { at, remove, insert }: TextEdit,
  look: Look | null,
): void {
  const wanted = lettersOf(text);
  const before = new FormattedText(text);
  const from = toTextIndex(embeds, at);
  const line = before.lineLook(from);
  const start = before.lineStart(from);
  const removed = wanted.slice(at, at + remove);
  const letters = look ?? before.lookFor(from, removed);
  for (const piece of piecesOf(embeds, at, at + remove)) text.delete(piece.at, piece.length);
  if (removed.includes("\n")) {
    // The line goes on with the letters behind. Its list is that which it had, unless it was empty.
    const joined = new FormattedText(text);
    const own = from > start ? line : joined.lineLook(from);
    setLine(text, joined.lineEnd(from), own);
  }
  if (insert !== "") insertLetters(text, from, insert, letters, line);
  settleEnd(text, wanted.slice(0, at) + insert + wanted.slice(at + remove));
}

function insertLetters(
  text: Y.Text,
  from: number,
  insert: string,
  look: Look,
  line: LineLook | null,
): void {
  let at = from;
  for (const part of insert.split(/(\n)/)) {
    if (part === "") continue;
    const format = part === "\n" ? { ...formatOf({}), ...formatOfLine(line) } : formatOf(look);
    text.insert(at, part, withoutNull(format));
    at += part.length;
  }
  // The next entry of a list of boxes is not checked yet.
  if (!insert.endsWith("\n") || line?.list !== "checked") return;
  const after = new FormattedText(text);
  if (after.lineEnd(at) === at) setLine(text, at, { ...line, list: "unchecked" });
}

/** Yjs writes no attribute that is not there, and ends those of the letters beside that are not said. */
function withoutNull(format: Format): Format {
  return Object.fromEntries(Object.entries(format).filter(([, value]) => value !== null));
}

/** Gives the line that ends at an index a list, or none. At the end of the text, a line break is made for it. */
function setLine(text: Y.Text, end: number, line: LineLook | null): void {
  // Yjs writes nothing where the formatting is so already.
  if (end < text.length) text.format(end, 1, formatOfLine(line));
  else if (line !== null) text.insert(end, "\n", withoutNull(formatOfLine(line)));
}

/** In a text with lists, a line break ends the last line; without them, it begins one. Adds or takes that one. */
function settleEnd(text: Y.Text, wanted: string): void {
  const letters = lettersOf(text);
  if (`${letters}\n` === wanted) text.insert(text.length, "\n", {});
  else if (letters === `${wanted}\n`) text.delete(text.length - 1, 1);
}

/** Replaces letters by lines with their own formatting. Returns how many letters they have. Call it inside a transaction. */
export function replaceByLines(
  text: Y.Text,
  embeds: Embeds,
  { at, remove }: Pick<TextEdit, "at" | "remove">,
  lines: readonly PastedLine[],
): number {
  const insert = lines.map(({ runs }) => runs.map((run) => run.text).join("")).join("\n");
  const from = toTextIndex(embeds, at);
  const isInLine = new FormattedText(text).lineStart(from) < from;
  replaceLetters(text, embeds, { at, remove, insert }, {});
  const wanted = lettersOf(text);
  const ends: (readonly [end: number, look: LineLook])[] = [];
  let index = from;
  lines.forEach(({ runs, look }, row) => {
    for (const run of runs) {
      if (!isSameLook(run, {})) text.format(index, run.text.length, withoutNull(formatOf(run)));
      index += run.text.length;
    }
    // Letters before the paste keep the list of their line.
    if (look !== null && !(row === 0 && isInLine)) ends.push([index, look]);
    index += 1;
  });
  for (const [start, look] of ends.reverse()) {
    setLine(text, new FormattedText(text).lineEnd(start), look);
  }
  settleEnd(text, wanted);
  return insert.length;
}

/** Formats the letters of a selection. Call it inside a transaction, as those that follow. */
export function formatLetters(text: Y.Text, from: number, to: number, format: Format): void {
  if (to > from) text.format(from, to - from, format);
}

/** Puts the lines that a selection touches into a list, or takes them out of it if all of them are in it. */
export function toggleList(text: Y.Text, from: number, to: number, list: List): void {
  const lines = new FormattedText(text);
  const looks = lines.linesIn(from, to).map((start) => lines.lineLook(start));
  const isAll = looks.every((look) => look !== null && kindOf(look.list) === kindOf(list));
  changeLines(text, from, to, (look) =>
    isAll ? null : { list: look !== null && isAll ? look.list : list, indent: look?.indent ?? 0 },
  );
}

/** Lists of boxes are one kind, whether these are checked or not. */
function kindOf(list: List): List {
  return list === "checked" ? "unchecked" : list;
}

/** Moves the lists that a selection touches to another level. */
export function indentLines(text: Y.Text, from: number, to: number, by: 1 | -1): void {
  changeLines(text, from, to, (look) =>
    look === null ? null : { ...look, indent: Math.min(MAX_INDENT, Math.max(0, look.indent + by)) },
  );
}

/** Takes a line out of its list, level by level. */
export function leaveList(text: Y.Text, at: number): void {
  changeLines(text, at, at, (look) =>
    look === null || look.indent === 0 ? null : { ...look, indent: look.indent - 1 },
  );
}

/** Checks the box of the line at an index, or takes its check away. */
export function toggleCheck(text: Y.Text, at: number): void {
  changeLines(text, at, at, (look) => {
    if (look?.list === "checked") return { ...look, list: "unchecked" };
    return look?.list === "unchecked" ? { ...look, list: "checked" } : look;
  });
}

/** Changes the lists of the lines that a selection touches. The letters stay as they are. */
export function changeLines(
  text: Y.Text,
  from: number,
  to: number,
  change: (look: LineLook | null) => LineLook | null,
): void {
  const wanted = lettersOf(text);
  const lines = new FormattedText(text);
  // From the last to the first: a line break that is made at the end moves no other.
  for (const start of lines.linesIn(from, to).reverse()) {
    setLine(text, lines.lineEnd(start), change(lines.lineLook(start)));
  }
  settleEnd(text, wanted);
}
