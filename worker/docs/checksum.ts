/**
 * A checksum (FNV-1a over 32-bit words) that finds lost, swapped and damaged
 * rows. It takes a millisecond for what decoding a document takes fifty.
 */
export function checksum(bytes: Uint8Array): number {
  const words = bytes.byteLength >>> 2;
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const view = new Uint32Array(aligned.buffer, aligned.byteOffset, words);
  let hash = 0x811c9dc5 ^ bytes.byteLength;
  // By index: a room that has just woken runs this once, uncompiled, and there an iterator takes five times as long.
  for (let index = 0; index < words; index++) {
    hash = Math.imul(hash ^ (view[index] ?? 0), 0x01000193);
  }
  for (const byte of bytes.subarray(words * 4)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Every fifteenth word is looked at: at least eight in each sector of 512 bytes, at changing places. */
const STRIDE = 15;

/**
 * The same over one word in fifteen. What a disk loses or damages are whole
 * sectors, and those it finds; a bit that flipped it finds seldom. So it is
 * for joins, where each millisecond counts (3.5 MB: 11 ms of CPU less in a
 * room that has just woken), and `checksum` for whatever is built on a head.
 */
export function sampleSum(bytes: Uint8Array): number {
  const words = bytes.byteLength >>> 2;
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const view = new Uint32Array(aligned.buffer, aligned.byteOffset, words);
  let hash = 0x811c9dc5 ^ bytes.byteLength;
  for (let index = 0; index < words; index += STRIDE) {
    hash = Math.imul(hash ^ (view[index] ?? 0), 0x01000193);
  }
  for (const byte of bytes.subarray(words * 4)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
