import { type Sentence, sentencesOfComments, sentencesOfPage } from "./sentences.ts";

/** Words of the longest sentence. */
export const MAX_WORDS = 25;

/** Folders in which each file begins with a sentence that says what it owns. */
const WITH_HEADS = /^(?:worker|shared)\//;
const HEAD = /^\/\*\* .+ \*\/\n(?:\n|import\b|export .* from )/;
/** The title of a test: the argument of `test`, also after `each`, or a string with a rule's number. */
const TITLE =
  /(?:\b(?:test|it|describe)\(\s*|\)\(\s*|^\s*(?=["'`]R\d))["'`](?:(?:R\d+, )*R\d+: )?((?:who|whose|what)\b[^"'`\n]*)/gim;

/** Complaints about a page in Markdown, one sentence each. */
export function complaintsOfPage(file: string, page: string): string[] {
  return complaintsOf(file, sentencesOfPage(page));
}

/** Complaints about a source file: its head, its comments, and the titles of its tests. */
export function complaintsOfSource(file: string, source: string): string[] {
  const complaints = complaintsOf(file, sentencesOfComments(file, source));
  if (WITH_HEADS.test(file) && !HEAD.test(source)) {
    complaints.push(`${file}:1 has no line /** … */ above its imports that says what it owns`);
  }
  if (/\.(?:test|spec)\.tsx?$/.test(file)) {
    for (const title of source.matchAll(TITLE)) {
      const line = source.slice(0, title.index).split("\n").length;
      complaints.push(`${file}:${line} begins a test's title with no named subject: ${title[1]}`);
    }
  }
  return complaints;
}

function complaintsOf(file: string, sentences: readonly Sentence[]): string[] {
  return sentences.flatMap(({ text, line }) => {
    const complaints: string[] = [];
    const start = text.split(" ").slice(0, 8).join(" ");
    if (/^(?:Who|Whoever|Whose|What)\b/.test(text) && !/\?["”)]*$/.test(text)) {
      complaints.push(`${file}:${line} begins a sentence with no named subject: ${start} …`);
    }
    const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    if (words > MAX_WORDS) {
      complaints.push(`${file}:${line} has a sentence of ${words} words: ${start} …`);
    }
    return complaints;
  });
}
