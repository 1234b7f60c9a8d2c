/** Image headers: type and size of an image by its first bytes. They decode no pixel. */
import type { ImageType } from "../../shared/assets.ts";
import { MAX_ASSET_SIDE } from "../../shared/limits.ts";

/** The type of an image, and its size in pixels. */
export interface ImageHeader {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
}

/**
 * Reads the type and the size of an image from its bytes. The type that its sender says does not
 * count. The result is null when the bytes are no PNG, JPEG, WebP or GIF, or end within the header.
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    for (const read of READERS) {
      const header = read(view);
      if (header !== null) return header.width > 0 && header.height > 0 ? header : null;
    }
    return null;
  } catch (error) {
    // The bytes end within a header.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Would a browser take too much memory for the pixels of this image? */
export function isTooManyPixels({ width, height }: ImageHeader): boolean {
  return Math.max(width, height) > MAX_ASSET_SIDE;
}

const READERS: readonly ((view: DataView) => ImageHeader | null)[] = [
  readPng,
  readGif,
  readWebp,
  readJpeg,
];

function has(view: DataView, at: number, text: string): boolean {
  if (at + text.length > view.byteLength) return false;
  for (let index = 0; index < text.length; index++) {
    if (view.getUint8(at + index) !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** PNG (RFC 2083): a signature, then the chunk IHDR. */
function readPng(view: DataView): ImageHeader | null {
  if (!has(view, 0, "\x89PNG\r\n\x1a\n") || !has(view, 12, "IHDR")) return null;
  return { type: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
}

/** GIF87a and GIF89a: the size of the screen. Frames that reach beyond it count, because browsers grow the screen. */
function readGif(view: DataView): ImageHeader | null {
  if (!has(view, 0, "GIF87a") && !has(view, 0, "GIF89a")) return null;
  let width = view.getUint16(6, true);
  let height = view.getUint16(8, true);
  for (const frame of gifFrames(view)) {
    width = Math.max(width, frame.right);
    height = Math.max(height, frame.bottom);
  }
  return { type: "image/gif", width, height };
}

/** Walks over the blocks of a GIF, and gives where each frame ends; a file that is cut short ends the walk. */
function* gifFrames(view: DataView): Generator<{ right: number; bottom: number }> {
  let at = 13 + colorTableBytes(view.getUint8(10));
  while (at < view.byteLength) {
    const block = view.getUint8(at);
    if (block === 0x21) at = afterSubBlocks(view, at + 2);
    else if (block !== 0x2c || at + 10 > view.byteLength) return;
    else {
      yield {
        right: view.getUint16(at + 1, true) + view.getUint16(at + 5, true),
        bottom: view.getUint16(at + 3, true) + view.getUint16(at + 7, true),
      };
      at = afterSubBlocks(view, at + 11 + colorTableBytes(view.getUint8(at + 9)));
    }
  }
}

function colorTableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

function afterSubBlocks(view: DataView, from: number): number {
  let at = from;
  while (at < view.byteLength) {
    const length = view.getUint8(at);
    at += 1 + length;
    if (length === 0) break;
  }
  return at;
}

/** WebP (RFC 9649): a RIFF file whose first chunk is VP8 (lossy), VP8L (lossless) or VP8X (extended). */
function readWebp(view: DataView): ImageHeader | null {
  if (!has(view, 0, "RIFF") || !has(view, 8, "WEBP")) return null;
  if (view.getUint32(4, true) + 8 > view.byteLength) return null;
  const size = webpSize(view);
  return size === null ? null : { type: "image/webp", width: size[0], height: size[1] };
}

function webpSize(view: DataView): [number, number] | null {
  if (has(view, 12, "VP8X")) return [1 + uint24(view, 24), 1 + uint24(view, 27)];
  if (has(view, 12, "VP8L") && view.getUint8(20) === 0x2f) {
    const bits = view.getUint32(21, true);
    return [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
  }
  if (has(view, 12, "VP8 ") && has(view, 23, "\x9d\x01\x2a")) {
    return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
  }
  return null;
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + 65_536 * view.getUint8(at + 2);
}

/** Frames (SOF) of JPEG that say a size: all of 0xC0 to 0xCF but the tables DHT, JPG and DAC. */
const NO_FRAMES = [0xc4, 0xc8, 0xcc];

/** JPEG (ITU T.81): marker after marker up to the frame's. */
function readJpeg(view: DataView): ImageHeader | null {
  if (!has(view, 0, "\xff\xd8\xff")) return null;
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAMES.includes(marker)) {
      return { type: "image/jpeg", width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    } else if (marker === 0xd9 || marker === 0xda) return null;
    else {
      const length = view.getUint16(at + 2);
      if (length < 2) return null;
      at += 2 + length;
    }
  }
}
