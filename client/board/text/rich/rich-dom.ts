import type { Run } from "../../../../shared/board/draw/runs.ts";
import type { RichLine } from "./rich-lines.ts";

/** The colour of letters in the editor, by their look. */
export type ColorOf = (run: Run) => string;

/** Shows lines in the elements of an editor. Elements that are right stay: browsers and input methods hold on to them. */
export function showLines(root: HTMLElement, lines: readonly RichLine[], colorOf: ColorOf): void {
  lines.forEach((line, row) => {
    let element = root.childNodes[row];
    if (!(element instanceof HTMLParagraphElement)) {
      const made = document.createElement("p");
      if (element === undefined) root.append(made);
      else element.replaceWith(made);
      element = made;
    }
    showLine(element as HTMLParagraphElement, line, colorOf);
  });
  while (root.childNodes.length > lines.length) root.lastChild?.remove();
}

function showLine(element: HTMLParagraphElement, line: RichLine, colorOf: ColorOf): void {
  const { look, label, rtl, runs } = line;
  setAttribute(element, "dir", rtl ? "rtl" : "ltr");
  setAttribute(element, "data-list", look?.list ?? null);
  setAttribute(element, "data-level", look === null ? null : String(look.indent % 3));
  setAttribute(element, "data-label", label === "" ? null : label);
  if (runs.length === 0) {
    // An empty line has no height without it, and no place for the caret.
    const [only] = element.childNodes;
    if (!(only instanceof HTMLBRElement) || element.childNodes.length > 1) {
      element.replaceChildren(document.createElement("br"));
    }
    return;
  }
  runs.forEach((run, at) => {
    let span = element.childNodes[at];
    if (!(span instanceof HTMLSpanElement)) {
      const made = document.createElement("span");
      if (span === undefined) element.append(made);
      else span.replaceWith(made);
      span = made;
    }
    showRun(span as HTMLSpanElement, run, colorOf);
  });
  while (element.childNodes.length > runs.length) element.lastChild?.remove();
}

function showRun(span: HTMLSpanElement, run: Run, colorOf: ColorOf): void {
  const { text, bold, italic, underline, strike, code } = run;
  const hasLink = (run.link ?? null) !== null;
  const looks = [
    bold && "bold",
    italic && "italic",
    (underline === true || hasLink) && "underline",
    strike === true && "strike",
    code === true && "code",
  ];
  setAttribute(span, "data-look", looks.filter((look) => look !== false).join(" ") || null);
  const isColored = hasLink || (run.color ?? null) !== null;
  const color = isColored ? colorOf(run) : "";
  if (span.dataset["color"] !== color) {
    span.dataset["color"] = color;
    span.style.color = color;
  }
  const [only] = span.childNodes;
  if (only instanceof Text && span.childNodes.length === 1) {
    if (only.data !== text) only.data = text;
  } else span.replaceChildren(text);
}

function setAttribute(element: HTMLElement, name: string, value: string | null): void {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** Reads the letters that an editor shows, also what a browser has put there by itself. */
export function readLetters(root: HTMLElement): string {
  return [...root.childNodes].map(lettersIn).join("\n");
}

function lettersIn(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node instanceof HTMLBRElement) return isFiller(node) ? "" : "\n";
  return [...node.childNodes].map(lettersIn).join("");
}

/** The break that keeps an empty line open is no letter. */
function isFiller(node: HTMLBRElement): boolean {
  return node.nextSibling === null;
}

/** Counts the letters before a place in an editor; `null`: it is not in there. */
export function lettersBefore(root: HTMLElement, node: Node, offset: number): number | null {
  if (!root.contains(node)) return null;
  if (node === root) {
    const before = [...root.childNodes].slice(0, offset);
    const letters = before.reduce((sum, line) => sum + lettersIn(line).length + 1, 0);
    return offset >= root.childNodes.length ? Math.max(0, letters - 1) : letters;
  }
  let line = node;
  while (line.parentNode !== root && line.parentNode !== null) line = line.parentNode;
  let letters = 0;
  for (const each of root.childNodes) {
    if (each === line) break;
    letters += lettersIn(each).length + 1;
  }
  const range = document.createRange();
  range.setStart(line, 0);
  range.setEnd(node, offset);
  return letters + lettersIn(range.cloneContents()).length;
}

/** Finds the place behind so many letters: at the end of the letters before it. */
export function placeOf(root: HTMLElement, letters: number): [node: Node, offset: number] {
  let left = letters;
  for (const line of root.childNodes) {
    const length = lettersIn(line).length;
    if (left <= length || line === root.lastChild) return placeIn(line, Math.min(left, length));
    left -= length + 1;
  }
  return [root, 0];
}

function placeIn(line: Node, letters: number): [node: Node, offset: number] {
  let left = letters;
  const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const { length } = node as Text;
    if (left <= length) return [node, left];
    left -= length;
  }
  return [line, 0];
}
