import { parseSync } from "vite";

/** A sentence of prose, without markup, and the line of its file on which its paragraph begins. */
export interface Sentence {
  readonly text: string;
  readonly line: number;
}

/** Lines of prose: those of a page, or those of a comment without its markers. */
interface Prose {
  readonly lines: readonly string[];
  /** The number of the first one. */
  readonly line: number;
}

const LIST_ITEM = /^\s*(?:[-*]|\d+\.)\s+/;
const HEADING = /^#+\s+/;
/** `@throws` and the like begin a paragraph; the name after `@param` is no word of it. */
const TAG = /^\s*@(?:param\s+\S+|\w+)\s*/;
/** Tables, quotations, and lines of HTML. */
const SKIPPED = /^\s*[|><]/;
const FENCE = /^\s*```/;
/** Stands for one word that is not read: code, or quoted text. */
const WORD = "Quoted";

/** The sentences of a page in Markdown, without code, tables and quoted text. */
export function sentencesOfPage(page: string): Sentence[] {
  return sentencesOf({ lines: page.split("\n"), line: 1 });
}

/** The sentences of a source file's comments. Line comments below one another are one. */
export function sentencesOfComments(file: string, source: string): Sentence[] {
  const parsed = parseSync(file, source);
  const broken = parsed.errors[0];
  if (broken) throw new Error(`${file} cannot be parsed: ${broken.message}`);
  const proses: { lines: string[]; line: number; end: number; isLine: boolean }[] = [];
  let line = 1;
  let at = 0;
  for (const { type, value, start, end } of parsed.comments) {
    line += count(source.slice(at, start), "\n");
    at = start;
    const last = proses.at(-1);
    const between = last === undefined ? "" : source.slice(last.end, start);
    if (type === "Line" && last?.isLine === true && /^\s*$/.test(between)) {
      last.lines.push(value);
      last.end = end;
    } else {
      const lines = value.split("\n").map((text) => text.replace(/^\s*\*+ ?/, ""));
      proses.push({ lines, line, end, isLine: type === "Line" });
    }
  }
  return proses.flatMap(sentencesOf);
}

function sentencesOf({ lines, line }: Prose): Sentence[] {
  const sentences: Sentence[] = [];
  let paragraph: string[] = [];
  let beginning = line;
  let isCode = false;
  const end = (next: number): void => {
    const texts = sentencesOfParagraph(paragraph.join(" "));
    sentences.push(...texts.map((text) => ({ text, line: beginning })));
    paragraph = [];
    beginning = next;
  };
  for (const [index, text] of lines.entries()) {
    const here = line + index;
    const isHeading = HEADING.test(text);
    const begins = isHeading || LIST_ITEM.test(text) || TAG.test(text);
    const isProse = !(isCode || FENCE.test(text) || SKIPPED.test(text) || text.trim() === "");
    if (FENCE.test(text)) isCode = !isCode;
    if (!isProse || begins) end(here);
    if (!isProse) continue;
    if (paragraph.length === 0) beginning = here;
    paragraph.push(text.replace(HEADING, "").replace(LIST_ITEM, "").replace(TAG, "").trim());
    if (isHeading) end(here + 1);
  }
  end(line);
  return sentences;
}

function sentencesOfParagraph(paragraph: string): string[] {
  return paragraph
    .replace(/``.+?``|`[^`]*`/g, WORD)
    .replace(/“[^”]*”|"[^"]*"/g, WORD)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}/g, "")
    .split(/(?<=[.!?][)”’]*)\s+(?=[“(]*[A-Z])|(?<=[.!?])\s+(?=[“(]*\d)/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
