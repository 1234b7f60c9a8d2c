/** WOFF: unpacks font files of version 1 (W3C WOFF File Format 1.0). It knows no font. */

/** `wOFF` as a number. */
const SIGNATURE = 0x774f4646;

/** Bytes of the header and of each entry, packed and unpacked. */
const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const FONT_HEADER = 12;
const FONT_ENTRY = 16;

interface Table {
  readonly tag: number;
  readonly checksum: number;
  readonly data: Uint8Array;
}

/**
 * Returns the TrueType or OpenType font in a WOFF.
 *
 * @throws RangeError when the bytes are no WOFF.
 */
export async function unpackWoff(bytes: Uint8Array): Promise<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== SIGNATURE) throw new RangeError("got bytes that are no WOFF");
  const flavor = view.getUint32(4);
  const count = view.getUint16(12);
  const tables: Table[] = [];
  for (let index = 0; index < count; index++) {
    const at = WOFF_HEADER + index * WOFF_ENTRY;
    const [begin, packed, length] = [4, 8, 12].map((field) => view.getUint32(at + field));
    if (begin === undefined || packed === undefined || length === undefined) break;
    const data = bytes.subarray(begin, begin + packed);
    tables.push({
      tag: view.getUint32(at),
      checksum: view.getUint32(at + 16),
      data: packed < length ? await inflate(data) : data,
    });
  }
  return fontOf(flavor, tables);
}

/** Returns a font with these tables, each at a multiple of four bytes. */
function fontOf(flavor: number, tables: readonly Table[]): Uint8Array {
  const head = FONT_HEADER + tables.length * FONT_ENTRY;
  const length = tables.reduce((sum, { data }) => sum + padded(data.length), head);
  const font = new Uint8Array(length);
  const view = new DataView(font.buffer);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  view.setUint32(0, flavor);
  view.setUint16(4, tables.length);
  view.setUint16(6, power * 16);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, tables.length * 16 - power * 16);
  let at = head;
  for (const [index, { tag, checksum, data }] of tables.entries()) {
    const entry = FONT_HEADER + index * FONT_ENTRY;
    view.setUint32(entry, tag);
    view.setUint32(entry + 4, checksum);
    view.setUint32(entry + 8, at);
    view.setUint32(entry + 12, data.length);
    font.set(data, at);
    at += padded(data.length);
  }
  return font;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  const body = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const inflated = body.pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(inflated).arrayBuffer());
}
