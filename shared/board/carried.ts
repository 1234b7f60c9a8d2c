/** Carried boards: the text of a board within a picture, as a chunk of a PNG or an element of an SVG. They know no board. */
import { crc } from "../crc.ts";
import { BOARD_KEYWORD } from "./board-file.ts";

/** The eight bytes with which a PNG begins. */
const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];

/** Bytes of a chunk beside its data: its length, its name, and its checksum. */
const AROUND = 12;

/** The name of the chunk for international text (PNG, 3rd edition, 11.3.3.4). */
const NAME = "iTXt";

/** Returns a PNG that carries a text. The text is compressed. */
export async function pngWith(png: Uint8Array, text: string): Promise<Uint8Array> {
  if (!isPng(png)) throw new Error("got bytes that are no PNG");
  const data = await through(new TextEncoder().encode(text), new CompressionStream("deflate"));
  const head = new TextEncoder().encode(`${BOARD_KEYWORD}\0\u0001\0\0\0`);
  const chunk = new Uint8Array(AROUND + head.length + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, head.length + data.length);
  chunk.set(new TextEncoder().encode(NAME), 4);
  chunk.set(head, 8);
  chunk.set(data, 8 + head.length);
  view.setUint32(chunk.length - 4, crc(chunk.subarray(4, -4)));
  // The first chunk is the header's; others may stand in any place before the image's data.
  const after = SIGNATURE.length + AROUND + 13;
  const whole = new Uint8Array(png.length + chunk.length);
  whole.set(png.subarray(0, after));
  whole.set(chunk, after);
  whole.set(png.subarray(after), after + chunk.length);
  return whole;
}

/** Returns the text that a PNG carries; `null`: it carries none, or more than so many bytes, or it is no PNG. */
export async function textInPng(png: Uint8Array, most: number): Promise<string | null> {
  if (!isPng(png)) return null;
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  let at = SIGNATURE.length;
  while (at + AROUND <= png.length) {
    const length = view.getUint32(at);
    if (at + AROUND + length > png.length) return null;
    const name = String.fromCharCode(...png.subarray(at + 4, at + 8));
    const data = png.subarray(at + 8, at + 8 + length);
    if (name === NAME) {
      const text = await textOf(data, most);
      if (text !== null) return text;
    }
    at += AROUND + length;
  }
  return null;
}

async function textOf(data: Uint8Array, most: number): Promise<string | null> {
  const keyword = new TextEncoder().encode(`${BOARD_KEYWORD}\0`);
  if (!keyword.every((byte, index) => data[index] === byte)) return null;
  const isCompressed = data[keyword.length] === 1;
  // A language and the keyword in it end with a zero each.
  const language = data.indexOf(0, keyword.length + 2);
  const begin = language === -1 ? -1 : data.indexOf(0, language + 1);
  if (begin === -1) return null;
  const text = data.subarray(begin + 1);
  if (!isCompressed) return text.length > most ? null : new TextDecoder().decode(text);
  const bytes = await inflated(text, most);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** Inflates bytes, and stops when there are more than `most`; `null` then, and when they are malformed. */
export async function inflated(bytes: Uint8Array, most: number): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream("deflate"));
  try {
    for (const reader = stream.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return joined(pieces, length);
      length += value.length;
      if (length > most) {
        await reader.cancel();
        return null;
      }
      pieces.push(value);
    }
  } catch (error) {
    // Malformed bytes are a TypeError by the standard.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

async function through(bytes: Uint8Array, stream: CompressionStream): Promise<Uint8Array> {
  const body = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(body).arrayBuffer());
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

const OPEN = `<metadata id="${BOARD_KEYWORD}">`;
const CLOSE = "</metadata>";

/** Returns the element of an SVG that carries a text of JSON. */
export function svgElementWith(json: string): string {
  // Outside its strings, JSON has none of these signs. Within them, each may stand as its number.
  const safe = json.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are meant
    /[<>&\u0000-\u001f\ufffe\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${OPEN}${safe}${CLOSE}`;
}

/** Returns the text that an SVG carries; `null`: it carries none. */
export function textInSvg(svg: string): string | null {
  const begin = svg.indexOf(OPEN);
  const end = begin === -1 ? -1 : svg.indexOf(CLOSE, begin);
  return end === -1 ? null : svg.slice(begin + OPEN.length, end);
}
