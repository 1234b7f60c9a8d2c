/** The JSON checker (RFC 8259): walks over JSON in bytes. It builds nothing. */
import { MAX_NESTING } from "../../shared/limits.ts";
import { MalformedError } from "./reader.ts";

/**
 * Checks that `bytes` from `from` to `to` are one JSON value. The bytes must
 * be UTF-8. Accepts what `JSON.parse` accepts, except what nests in more
 * levels than `MAX_NESTING`. Takes time by the bytes and no memory.
 *
 * @throws MalformedError when they are not.
 */
export function checkJson(bytes: Uint8Array, from: number, to: number): void {
  const end = skipSpace(bytes, skipValue(bytes, skipSpace(bytes, from, to), to, 0), to);
  if (end !== to) throw notJson();
}

/**
 * Does a JSON value, which `checkJson` has taken, hold a number beyond those that JavaScript has?
 * Readers take it as infinite, and write it anew as `null`.
 */
export function holdsInfinity(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) at = skipString(bytes, at + 1, to) - 1;
    else if (isDigit(byte)) {
      const end = numberEnd(bytes, at, to);
      if (!Number.isFinite(Number(ascii.decode(bytes.subarray(at, end))))) return true;
      at = end - 1;
    }
  }
  return false;
}

function numberEnd(bytes: Uint8Array, begin: number, to: number): number {
  let at = begin;
  while (at < to && NUMBER_LETTERS.has(bytes[at] ?? 0)) at++;
  return at;
}

/** @returns where the value that begins at `at` ends. */
function skipValue(bytes: Uint8Array, at: number, to: number, depth: number): number {
  switch (at < to ? bytes[at] : undefined) {
    case QUOTE:
      return skipString(bytes, at + 1, to);
    case OPENING_BRACE:
    case OPENING_BRACKET:
      if (depth === MAX_NESTING) throw new MalformedError("A value nests too deeply.");
      return skipMembers(bytes, at, to, depth + 1);
    case 0x74:
      return skipWord(bytes, at, to, TRUE);
    case 0x66:
      return skipWord(bytes, at, to, FALSE);
    case 0x6e:
      return skipWord(bytes, at, to, NULL);
    default:
      return skipNumber(bytes, at, to);
  }
}

/** @returns where the object or array that begins at `at` ends. */
function skipMembers(bytes: Uint8Array, begin: number, to: number, depth: number): number {
  const isObject = bytes[begin] === OPENING_BRACE;
  const closing = isObject ? CLOSING_BRACE : CLOSING_BRACKET;
  let at = skipSpace(bytes, begin + 1, to);
  if (at < to && bytes[at] === closing) return at + 1;
  for (;;) {
    if (isObject) {
      at = skipString(bytes, skipByte(bytes, at, to, QUOTE), to);
      at = skipSpace(bytes, skipByte(bytes, skipSpace(bytes, at, to), to, COLON), to);
    }
    at = skipSpace(bytes, skipValue(bytes, at, to, depth), to);
    if (at < to && bytes[at] === closing) return at + 1;
    at = skipSpace(bytes, skipByte(bytes, at, to, COMMA), to);
  }
}

/** @returns where the string ends whose opening quote stands before `at`. */
function skipString(bytes: Uint8Array, begin: number, to: number): number {
  for (let at = begin; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH) at = skipEscape(bytes, at + 1, to);
    else if (byte < SPACE) break;
  }
  throw notJson();
}

/** @returns where the last character of the escape stands whose backslash stands before `at`. */
function skipEscape(bytes: Uint8Array, at: number, to: number): number {
  const letter = at < to ? (bytes[at] ?? 0) : 0;
  if (letter !== 0x75) {
    if (!ESCAPES.has(letter)) throw notJson();
    return at;
  }
  if (at + 4 >= to) throw notJson();
  for (let digit = at + 1; digit <= at + 4; digit++) {
    if (!isHexadecimal(bytes[digit] ?? 0)) throw notJson();
  }
  return at + 4;
}

function skipNumber(bytes: Uint8Array, begin: number, to: number): number {
  let at = begin;
  if (at < to && bytes[at] === MINUS) at++;
  at = at < to && bytes[at] === ZERO ? at + 1 : skipDigits(bytes, at, to);
  if (at < to && bytes[at] === POINT) at = skipDigits(bytes, at + 1, to);
  if (at < to && ((bytes[at] ?? 0) | 0x20) === 0x65) {
    at++;
    if (at < to && (bytes[at] === PLUS || bytes[at] === MINUS)) at++;
    at = skipDigits(bytes, at, to);
  }
  return at;
}

/** At least one digit. */
function skipDigits(bytes: Uint8Array, begin: number, to: number): number {
  let at = begin;
  while (at < to && isDigit(bytes[at] ?? 0)) at++;
  if (at === begin) throw notJson();
  return at;
}

function skipWord(bytes: Uint8Array, begin: number, to: number, word: readonly number[]): number {
  let at = begin;
  for (const letter of word) at = skipByte(bytes, at, to, letter);
  return at;
}

function skipByte(bytes: Uint8Array, at: number, to: number, byte: number): number {
  if (at >= to || bytes[at] !== byte) throw notJson();
  return at + 1;
}

function skipSpace(bytes: Uint8Array, begin: number, to: number): number {
  let at = begin;
  while (at < to && isSpace(bytes[at] ?? 0)) at++;
  return at;
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 0x39;
}

function isHexadecimal(byte: number): boolean {
  const lower = byte | 0x20;
  return isDigit(byte) || (lower >= 0x61 && lower <= 0x66);
}

function notJson(): MalformedError {
  return new MalformedError("A value is no JSON.");
}

const SPACE = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const OPENING_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

const codesOf = (text: string): readonly number[] => [...text].map((one) => one.charCodeAt(0));
const TRUE = codesOf("true");
const FALSE = codesOf("false");
const NULL = codesOf("null");

/** The characters that may follow a backslash, besides `u` and four digits. */
const ESCAPES: ReadonlySet<number> = new Set(codesOf('"\\/bfnrt'));

/** The characters of a number after its sign. */
const NUMBER_LETTERS: ReadonlySet<number> = new Set(codesOf("0123456789.eE+-"));

const ascii = new TextDecoder();
