/** The forms in which shapes lie on the clipboard: as HTML that holds them in an attribute, and as their words. */
import { hasText, type Shape, type TextualShape } from "../../../shared/board/shape.ts";
import { readingOrder } from "../reading-order.ts";

/** Copied shapes: the clipping as text, and the words of its shapes. */
export interface Copied {
  readonly clipping: string;
  readonly words: string;
}

/** Everything that came by the clipboard or in a drop. */
export interface Brought {
  readonly html: string;
  readonly text: string;
  readonly files: readonly File[];
}

const ATTRIBUTE = "data-stoa";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** The signs that HTML writes as entities inside of an attribute. Browsers write some of them as they like. */
const SIGNS: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  "#39": "'",
  "#x27": "'",
  nbsp: "\u00a0",
  "#160": "\u00a0",
  "#xa0": "\u00a0",
};

/** The words of shapes, in the order in which they are read. */
export function wordsOf(shapes: readonly Shape[]): string {
  const words = readingOrder(shapes).map((shape) => (hasText(shape) ? wordsIn(shape) : ""));
  return words.filter((each) => each !== "").join("\n");
}

/** Copied shapes as HTML: programs that do not know them take their words. */
export function htmlOf({ clipping, words }: Copied): string {
  const lines = words === "" ? [] : words.split("\n");
  const text = lines.map((line) => `<p>${escaped(line)}</p>`).join("");
  return `<meta charset="utf-8"><div ${ATTRIBUTE}="${escaped(clipping)}">${text}</div>`;
}

/** The words of a shape; of a link card its address, too. */
function wordsIn(shape: TextualShape): string {
  const title = shape.text.toString().trim();
  return shape.type === "link" ? `${title} ${shape.url}`.trim() : title;
}

/** The clipping in an HTML text; `null`: there is none. */
export function clippingIn(html: string): string | null {
  const begin = html.indexOf(`${ATTRIBUTE}=`);
  if (begin < 0) return null;
  const from = begin + ATTRIBUTE.length + 1;
  const quote = html[from];
  if (quote !== '"' && quote !== "'") return null;
  const end = html.indexOf(quote, from + 1);
  if (end < 0) return null;
  return html
    .slice(from + 1, end)
    .replace(/&(#?\w{2,6});/g, (entity, name: string) => SIGNS[name.toLowerCase()] ?? entity);
}

/** The words as plain text. Chrome on Android pastes nothing of what comes with an empty text. */
export function plainOf({ words }: Copied): string {
  return words === "" ? " " : words;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
