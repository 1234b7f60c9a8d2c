/** Reads text that LZ-string has packed, as tldraw puts it on the clipboard. */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Bits of one letter of base64. */
const LETTER_BITS = 6;

/** The codes that mean something else than a known piece: a new sign of one byte or of two, and the end. */
const BYTE = 0;
const WIDE = 1;
const END = 2;

/** Unpacks base64 of LZ-string into at most so many letters; `null`: it is none, or would be longer. */
export function unpack(packed: string, most: number): string | null {
  const bits = bitsOf(packed);
  const read = (count: number): number | null => {
    let value = 0;
    for (let at = 0; at < count; at++) {
      const { value: bit, done } = bits.next();
      if (done) return null;
      value |= bit << at;
    }
    return value;
  };
  const sign = (code: number): string | null => {
    const unit = read(code === BYTE ? 8 : 16);
    return unit === null ? null : String.fromCharCode(unit);
  };

  // The first three places are the codes themselves.
  const pieces: string[] = ["", "", ""];
  const first = read(2);
  if (first === END) return "";
  let last = first === BYTE || first === WIDE ? sign(first) : null;
  if (last === null) return null;
  pieces.push(last);
  const text = [last];
  let length = 1;
  let width = 3;
  for (;;) {
    const code = read(width);
    if (code === null) return null;
    if (code === END) return text.join("");
    let piece: string | null | undefined = pieces[code];
    if (code === BYTE || code === WIDE) {
      piece = sign(code);
      if (piece === null) return null;
      pieces.push(piece);
      if (pieces.length >= 2 ** width) width++;
    } else if (code === pieces.length) piece = last + last.charAt(0);
    if (piece === undefined) return null;
    length += piece.length;
    if (length > most) return null;
    text.push(piece);
    pieces.push(last + piece.charAt(0));
    last = piece;
    if (pieces.length >= 2 ** width) width++;
  }
}

function* bitsOf(packed: string): Generator<number, undefined> {
  for (const letter of packed) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return;
    for (let bit = LETTER_BITS - 1; bit >= 0; bit--) yield (value >> bit) & 1;
  }
}
