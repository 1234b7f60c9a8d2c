/** Images for tests: small files of each type, made byte by byte. They know nothing of rooms. */

/** A PNG that browsers show: one colour, as many pixels as are asked for. */
export function pngOf(
  width: number,
  height: number,
  [red, green, blue]: readonly [number, number, number] = [200, 40, 40],
): Uint8Array<ArrayBuffer> {
  const row = new Uint8Array(1 + 3 * width);
  for (let x = 0; x < width; x++) row.set([red, green, blue], 1 + 3 * x);
  const pixels = joined(Array.from({ length: height }, () => row));
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 2], 8);
  return joined([
    latin("\x89PNG\r\n\x1a\n"),
    chunk("IHDR", header),
    chunk("IDAT", stored(pixels)),
    chunk("IEND", new Uint8Array()),
  ]);
}

/** The beginning of a GIF with one frame at a place. */
export function gifOf(
  width: number,
  height: number,
  frame: readonly [x: number, y: number, width: number, height: number] = [0, 0, width, height],
): Uint8Array<ArrayBuffer> {
  return joined([
    latin("GIF89a"),
    words(width, height),
    new Uint8Array([0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
    // An extension, as GIFs with several frames have it.
    new Uint8Array([0x21, 0xf9, 4, 0, 0, 0, 0, 0, 0x2c]),
    words(...frame),
    new Uint8Array([0, 2, 2, 0x4c, 0x01, 0, 0x3b]),
  ]);
}

/** A GIF of square frames of one colour each, red and then blue, that plays for ever. */
export function movingGifOf(side: number): Uint8Array<ArrayBuffer> {
  const frame = (color: 0 | 1): Uint8Array<ArrayBuffer> => {
    // Codes of three bits: each two pixels begin a new table, so that codes never grow.
    const codes = Array.from({ length: side * side }, (_, at) =>
      at % 2 === 0 ? [4, color] : [color],
    );
    let bits = 0;
    let held = 0;
    const bytes: number[] = [];
    for (const code of [...codes.flat(), 5]) {
      held |= code << bits;
      bits += 3;
      for (; bits >= 8; bits -= 8, held >>= 8) bytes.push(held & 255);
    }
    if (bits > 0) bytes.push(held);
    const blocks: number[] = [];
    for (let at = 0; at < bytes.length; at += 255) {
      const block = bytes.slice(at, at + 255);
      blocks.push(block.length, ...block);
    }
    return joined([
      new Uint8Array([0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c]),
      words(0, 0, side, side),
      new Uint8Array([0, 2, ...blocks, 0]),
    ]);
  };
  return joined([
    latin("GIF89a"),
    words(side, side),
    new Uint8Array([0x80, 0, 0, 255, 0, 0, 0, 0, 255, 0x21, 0xff, 11]),
    latin("NETSCAPE2.0"),
    new Uint8Array([3, 1, 0, 0, 0]),
    frame(0),
    frame(1),
    new Uint8Array([0x3b]),
  ]);
}

/** The beginning of a JPEG with a comment before its frame. */
export function jpegOf(width: number, height: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array([
    ...[0xff, 0xd8, 0xff, 0xfe, 0, 4, 0x68, 0x69],
    ...[0xff, 0xff, 0xc2, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 17],
    ...[0, 0xff, 0xd9],
  ]);
}

/** The beginning of a WebP of one of its three kinds. */
export function webpOf(
  width: number,
  height: number,
  kind: "VP8 " | "VP8L" | "VP8X" = "VP8X",
): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(18);
  const view = new DataView(body.buffer);
  if (kind === "VP8X") {
    view.setUint16(4, (width - 1) & 0xffff, true);
    view.setUint8(6, (width - 1) >> 16);
    view.setUint16(7, (height - 1) & 0xffff, true);
    view.setUint8(9, (height - 1) >> 16);
  } else if (kind === "VP8L") {
    view.setUint8(0, 0x2f);
    view.setUint32(1, ((width - 1) | ((height - 1) << 14)) >>> 0, true);
  } else {
    body.set([0, 0, 0, 0x9d, 0x01, 0x2a]);
    view.setUint16(6, width, true);
    view.setUint16(8, height, true);
  }
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, 12 + body.length, true);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, body.length, true);
  return joined([latin("RIFF"), size, latin("WEBP"), latin(kind), length, body]);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}

function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function words(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => [value & 255, value >> 8]));
}

/** A chunk of PNG: length, name, data, CRC-32. */
function chunk(name: string, data: Uint8Array): Uint8Array {
  const named = joined([latin(name), data]);
  const whole = new Uint8Array(named.length + 8);
  const view = new DataView(whole.buffer);
  view.setUint32(0, data.length);
  whole.set(named, 4);
  view.setUint32(4 + named.length, crc32(named));
  return whole;
}

/** Bytes as a zlib stream of blocks that are not compressed. */
function stored(data: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [new Uint8Array([0x78, 0x01])];
  for (let start = 0; start === 0 || start < data.length; start += 65_535) {
    const piece = data.subarray(start, start + 65_535);
    const isLast = start + 65_535 >= data.length;
    pieces.push(
      new Uint8Array([isLast ? 1 : 0]),
      words(piece.length, 65_535 - piece.length),
      piece,
    );
  }
  let [a, b] = [1, 0];
  for (const byte of data) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  const sum = new Uint8Array(4);
  new DataView(sum.buffer).setUint32(0, ((b << 16) | a) >>> 0);
  return joined([...pieces, sum]);
}

function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}
