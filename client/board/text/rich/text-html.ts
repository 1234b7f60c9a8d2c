/** Formatted text on the clipboard: as HTML for other programs, which holds it as it is in an attribute. */
import type * as Y from "yjs";
import {
  type LineLook,
  type Run,
  readLine,
  readLook,
  runsOf,
} from "../../../../shared/board/draw/runs.ts";
import { MAX_SHAPE_TEXT } from "../../../../shared/limits.ts";
import { FormattedText } from "./formatted-text.ts";
import { isFormattedPaste, linesOf, type PastedLine } from "./html-lines.ts";
import { richLines } from "./rich-lines.ts";

const ATTRIBUTE = "data-stoa-text";

/** The lines of a text between two letters; `index`: the place in the `Y.Text` behind the last of them. */
export function linesBetween(text: Y.Text, from: number, to: number, index: number): PastedLine[] {
  const runs: Run[] = [];
  let start = 0;
  for (const run of runsOf(text)) {
    const letters = run.text.slice(Math.max(0, from - start), Math.max(0, to - start));
    start += run.text.length;
    if (letters !== "") runs.push({ ...run, text: letters });
  }
  const lines = richLines(runs).map((line): PastedLine => ({ runs: line.runs, look: line.look }));
  const last = lines.at(-1);
  // Part of one entry is letters, not an entry.
  if (last === undefined || lines.length === 1) return lines;
  return [
    ...lines.slice(0, -1),
    { ...last, look: last.look ?? new FormattedText(text).lineLook(index) },
  ];
}

/** Counts the letters of lines. */
export function lettersOfLines(lines: readonly PastedLine[]): number {
  const letters = lines.map(({ runs }) => runs.reduce((sum, { text }) => sum + text.length, 0));
  return letters.reduce((sum, length) => sum + length, Math.max(0, lines.length - 1));
}

/** As much of lines as has so many letters at most: whole lines, or the beginning of the first. */
export function linesWithin(lines: readonly PastedLine[], most: number): readonly PastedLine[] {
  let fitting = 0;
  let letters = 0;
  for (const line of lines) {
    letters += lettersOfLines([line]) + (fitting > 0 ? 1 : 0);
    if (letters > most && fitting > 0) break;
    fitting += 1;
  }
  const within = lines.slice(0, fitting);
  const [first] = within;
  if (first === undefined || fitting > 1 || lettersOfLines(within) <= most) return within;
  let room = Math.max(0, most);
  const runs = first.runs.flatMap((run) => {
    const text = run.text.slice(0, room);
    room -= text.length;
    return text === "" ? [] : [{ ...run, text }];
  });
  return [{ ...first, runs }];
}

/** Lines as HTML. */
export function htmlOfLines(lines: readonly PastedLine[]): string {
  let html = "";
  const open: string[] = [];
  const close = (levels: number) => {
    while (open.length > levels) html += `</${open.pop()}>`;
  };
  for (const { look, runs } of lines) {
    const letters = runs.map(htmlOfRun).join("");
    if (look === null) {
      close(0);
      html += letters === "" ? "<p><br></p>" : `<p>${letters}</p>`;
      continue;
    }
    const tag = look.list === "ordered" ? "ol" : "ul";
    close(look.indent + 1);
    if (open.length === look.indent + 1 && open.at(-1) !== tag) close(look.indent);
    while (open.length <= look.indent) {
      html += `<${tag}>`;
      open.push(tag);
    }
    const box = /check/.test(look.list) ? ` data-list="${look.list}"` : "";
    html += `<li${box}>${letters}</li>`;
  }
  close(0);
  return `<meta charset="utf-8"><div ${ATTRIBUTE}="${escaped(JSON.stringify(lines))}">${html}</div>`;
}

/** Reads pasted HTML; null: there is no formatting in it that a text keeps. Nothing of it is loaded or run. */
export function pastedLines(html: string): PastedLine[] | null {
  if (html === "") return null;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const kept = body.querySelector(`[${ATTRIBUTE}]`)?.getAttribute(ATTRIBUTE) ?? null;
  const lines = (kept === null ? null : readLines(kept)) ?? linesOf(body);
  return isFormattedPaste(lines) ? lines : null;
}

/** Reads lines as they were copied, whoever has written them. */
export function readLines(json: string): PastedLine[] | null {
  const value = parsed(json);
  if (!Array.isArray(value)) return null;
  return value.slice(0, MAX_SHAPE_TEXT).map((line: unknown): PastedLine => {
    const { runs, look } = isObject(line) ? line : {};
    const list: LineLook | null = isObject(look) ? readLine(look) : null;
    const read = (Array.isArray(runs) ? runs : []).flatMap((run: unknown): Run[] => {
      if (!isObject(run) || typeof run["text"] !== "string" || run["text"] === "") return [];
      return [{ text: run["text"].replace(/[\r\n]+/g, " "), ...readLook(run) }];
    });
    return { runs: read, look: list };
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function htmlOfRun({ text, bold, italic, underline, strike, code, link }: Run): string {
  let html = escaped(text);
  if (code === true) html = `<code>${html}</code>`;
  if (strike === true) html = `<s>${html}</s>`;
  if (underline === true) html = `<u>${html}</u>`;
  if (italic) html = `<em>${html}</em>`;
  if (bold) html = `<strong>${html}</strong>`;
  return link == null ? html : `<a href="${escaped(link)}">${html}</a>`;
}

function escaped(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
