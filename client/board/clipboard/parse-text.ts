/** Says what a pasted text is: a table, a list, an address, or words. It knows no board. */

import type { Run } from "../../../shared/board/draw/runs.ts";

/** A pasted text, as it is meant. */
export type Meant =
  | { readonly kind: "nothing" }
  | { readonly kind: "words"; readonly words: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "address"; readonly url: string }
  | {
      readonly kind: "formatted";
      readonly runs: readonly Run[];
      /** The same as steps of a delta. */
      readonly delta: readonly object[];
      readonly length: number;
    };

/** An item of a Markdown list; its indent, its mark, and whether it has a box to tick. */
const ITEM = /^([ \t]*)(?:[-*+•‣]|\d{1,4}[.)])[ \t]+(?:\[([ xX])\][ \t]+)?(\S.*)$/;

/** Reads what a text means; `plain`: words, whatever they are. */
export function readText(text: string, plain = false): Meant {
  const words = text.replace(/\r\n?/g, "\n").replace(/^\n+|\s+$/g, "");
  if (words === "") return { kind: "nothing" };
  if (plain) return { kind: "words", words };
  if (/^https?:\/\/\S+$/i.test(words.trim())) return { kind: "address", url: words.trim() };
  const items = itemsOf(words);
  if (items !== null) return { kind: "list", items };
  const rows = rowsOf(words);
  return rows === null ? { kind: "words", words } : { kind: "table", rows };
}

/** The items of a Markdown list of two or more; lines below an item, and items inside it, belong to it. */
function itemsOf(text: string): string[] | null {
  const items: string[] = [];
  let outer: number | null = null;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const found = ITEM.exec(line);
    const indent = found === null ? 0 : (found[1] ?? "").length;
    outer ??= indent;
    if (found !== null && indent <= outer + 1) items.push(itemOf(found));
    else if (items.length > 0 && (found !== null || /^\s/.test(line))) {
      const inner = found === null ? line.trim() : `• ${itemOf(found)}`;
      items.push(`${items.pop()}\n${inner}`);
    } else return null;
  }
  return items.length > 1 ? items : null;
}

function itemOf([, , box, words = ""]: RegExpExecArray): string {
  if (box === undefined) return words.trim();
  return `${box === " " ? "☐" : "☑"} ${words.trim()}`;
}

/** Separators of cells, those first that no prose has. */
const SEPARATORS = ["\t", ";", ","] as const;

/** The rows of a table of two columns or more: each row has the same number of cells. */
function rowsOf(text: string): string[][] | null {
  for (const separator of SEPARATORS) {
    const rows = text.includes(separator) ? cellsOf(text, separator) : null;
    const [first] = rows ?? [];
    if (rows === null || first === undefined || first.length < 2) continue;
    if (!rows.every(({ length }) => length === first.length)) continue;
    // A spreadsheet's row of its own is a table, too. A sentence with a comma is none.
    if (separator === "\t" || (rows.length > 1 && !isProse(rows))) return rows.map(trimmed);
  }
  return null;
}

/** In prose, a space follows each comma; between the cells of a file there is none. */
function isProse(rows: readonly (readonly string[])[]): boolean {
  return rows.some((row) => row.slice(1).some((cell) => /^\s\S/.test(cell)));
}

function trimmed(row: readonly string[]): string[] {
  return row.map((cell) => cell.trim());
}

/** The cells of a file with separators (RFC 4180); `null` where a quote does not end. */
function cellsOf(text: string, separator: string): string[][] | null {
  const rows: string[][] = [[]];
  let at = 0;
  while (at <= text.length) {
    const row = rows.at(-1) ?? [];
    const quoted = text[at] === '"' ? quotedCell(text, at) : null;
    if (text[at] === '"' && quoted === null) return null;
    const end = quoted?.end ?? endOfCell(text, at, separator);
    row.push(quoted?.cell ?? text.slice(at, end));
    const next = text[end];
    if (next !== undefined && next !== separator && next !== "\n") return null;
    if (next === "\n") rows.push([]);
    at = end + 1;
  }
  return rows;
}

function endOfCell(text: string, from: number, separator: string): number {
  const line = text.indexOf("\n", from);
  const cell = text.indexOf(separator, from);
  return Math.min(line < 0 ? text.length : line, cell < 0 ? text.length : cell);
}

/** A cell in quotes, in which a quote is written twice. */
function quotedCell(text: string, from: number): { cell: string; end: number } | null {
  let end = from + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end < 0) return null;
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  return { cell: text.slice(from + 1, end).replaceAll('""', '"'), end: end + 1 };
}
