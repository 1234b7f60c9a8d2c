/** The forms in which shapes lie on the clipboard: as HTML that holds them in an attribute, and as their words. */
import { type AssetId, parseAssetId, parseImageType } from "../../../shared/assets.ts";
import { hasText, type Shape, type TextualShape } from "../../../shared/board/shape.ts";
import { readingOrder } from "../reading-order.ts";

/** Copied shapes: the clipping as text, and the words of its shapes. */
export interface Copied {
  readonly clipping: string;
  readonly words: string;
  /** The images of the shapes. */
  readonly images?: readonly AssetId[];
}

/** Everything that came by the clipboard or in a drop. */
export interface Brought {
  readonly html: string;
  readonly text: string;
  readonly files: readonly File[];
}

const ATTRIBUTE = "data-stoa";

/** The attribute of an image that came along: its id. */
const IMAGE = "data-stoa-image";

/** An image in HTML as it was written, whatever else a browser has put between. */
const IMAGE_IN_HTML = new RegExp(`<img\\b[^>]*${IMAGE}=["']([\\w-]{43})["'][^>]*>`, "g");
const BYTES_IN_HTML = /\bsrc=["']data:(image\/[a-z]+);base64,([A-Za-z0-9+/=]+)["']/;

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

/** Copied shapes as HTML: programs that do not know them take their words, and their images where they are given. */
export function htmlOf(
  { clipping, words }: Copied,
  images: ReadonlyMap<AssetId, string> = new Map(),
): string {
  const lines = words === "" ? [] : words.split("\n");
  const text = lines.map((line) => `<p>${escaped(line)}</p>`).join("");
  const pictures = [...images].map(
    ([asset, address]) => `<p><img ${IMAGE}="${asset}" src="${escaped(address)}"></p>`,
  );
  return `<meta charset="utf-8"><div ${ATTRIBUTE}="${escaped(clipping)}">${text}${pictures.join("")}</div>`;
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

/** The images that came with shapes in an HTML text, by their ids. */
export function imagesIn(html: string): ReadonlyMap<AssetId, Blob> {
  const images = new Map<AssetId, Blob>();
  for (const [tag, id] of html.matchAll(IMAGE_IN_HTML)) {
    const asset = parseAssetId(id);
    const [, type, base64 = ""] = BYTES_IN_HTML.exec(tag) ?? [];
    const bytes = bytesOf(base64);
    if (asset === null || bytes === null || parseImageType(type) === null) continue;
    images.set(asset, new Blob([bytes], { type: String(type) }));
  }
  return images;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** The words as plain text. Chrome on Android pastes nothing of what comes with an empty text. */
export function plainOf({ words }: Copied): string {
  return words === "" ? " " : words;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
