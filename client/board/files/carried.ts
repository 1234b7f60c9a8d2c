/** The drawing that a picture carries: one of ours, or one of Excalidraw. */
import { inflated, textInPng, textInSvg } from "../../../shared/board/carried.ts";
import { MAX_FILE_BYTES } from "../../../shared/limits.ts";
import { isValues } from "../clipboard/foreign/values.ts";

/** The keyword under which Excalidraw writes its drawing. */
const KEYWORD = "application/vnd.excalidraw+json";

/** Bytes of a chunk of a PNG beside its data, and of the signature before the first one. */
const AROUND = 12;
const SIGNATURE = 8;

/** The text of the drawing that a PNG or SVG carries; `null`: it carries none that can be read. */
export async function carriedDrawing(file: File): Promise<string | null> {
  if (file.size > MAX_FILE_BYTES) return null;
  if (file.type === "image/png") {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const chunk = chunkIn(bytes);
    return (await textInPng(bytes, MAX_FILE_BYTES)) ?? (chunk === null ? null : decoded(chunk));
  }
  const svg = await file.text();
  const element = elementIn(svg);
  return textInSvg(svg) ?? (element === null ? null : decoded(element));
}

/** The text of the chunk of a PNG that Excalidraw has written: each letter is a byte (PNG, 3rd edition, 11.3.3.2). */
function chunkIn(png: Uint8Array): string | null {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const letters = (from: number, until: number) => latin(png.subarray(from, until));
  for (let at = SIGNATURE; at + AROUND <= png.length; ) {
    const end = at + 8 + view.getUint32(at);
    const isText = letters(at + 4, at + 8) === "tEXt" && end <= png.length;
    const begin = at + 8 + KEYWORD.length + 1;
    if (isText && letters(at + 8, begin) === `${KEYWORD}\0`) return letters(begin, end);
    at = end + 4;
  }
  return null;
}

/** The text of the element of an SVG that Excalidraw has written. */
function elementIn(svg: string): string | null {
  const begin = svg.indexOf(`payload-type:${KEYWORD}`);
  const version = svg.indexOf("payload-version:1", begin);
  const from = svg.indexOf("<!-- payload-start -->", begin);
  const end = svg.indexOf("<!-- payload-end -->", from);
  if (begin < 0 || from < 0 || end < 0) return null;
  try {
    const text = atob(svg.slice(from + "<!-- payload-start -->".length, end).trim());
    if (version < 0 || version > from) return text;
    return new TextDecoder().decode(bytesOf(text));
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** A drawing as it is written: plain in earlier versions, and packed since then. */
async function decoded(text: string): Promise<string | null> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (!isValues(value)) return null;
  const { encoding, encoded, compressed } = value;
  if (encoding !== "bstring" || typeof encoded !== "string") return text;
  const bytes =
    compressed === true ? await inflated(bytesOf(encoded), MAX_FILE_BYTES) : bytesOf(encoded);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function latin(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  }
  return text;
}
