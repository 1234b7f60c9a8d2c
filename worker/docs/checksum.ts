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
