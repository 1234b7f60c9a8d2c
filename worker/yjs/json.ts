/** Walks over JSON (RFC 8259) that stands in bytes, and builds nothing of it. It can pause anywhere. */
import { MAX_NESTING } from "../limits.ts";
import { characterSize, MalformedError } from "./reader.ts";

/**
 * Checks that `bytes` from `from` to `to` are one JSON value, in UTF-8. It
 * takes every text that `JSON.parse` takes, except one that nests in more
 * levels than `MAX_NESTING`. Takes time by the bytes and no memory.
 *
 * @returns whether it holds a number beyond those that JavaScript has: readers
 *   take that as infinite, and write it anew as `null`.
 * @throws MalformedError when they are not.
 */
export function checkJson(bytes: Uint8Array, from: number, to: number): boolean {
  ONE.begin(bytes, from, to);
  ONE.run(Number.POSITIVE_INFINITY);
  return ONE.holdsInfinity;
}

/** The state of a walk: the token that may come next. */
const Expects = {
  Value: 0,
  /** A value, or the end of the array that has just begun. */
  FirstValue: 1,
  /** A key, or the end of the object that has just begun. */
  FirstKey: 2,
  Key: 3,
  Colon: 4,
  /** A comma, or the end of what is open. */
  More: 5,
  /** The rest of a string, or of a key. */
  RestOfString: 6,
  RestOfKey: 7,
} as const;

/** One walk over one value, in steps. */
export class JsonWalk {
  /** Is one of the numbers so far beyond those that JavaScript has? */
  holdsInfinity = false;
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;
  #to = 0;
  #expects: number = Expects.Value;
  /** The opening brackets and braces that are open, the outermost first. */
  readonly #open = new Uint8Array(MAX_NESTING);
  #depth = 0;

  /** Begins with a value that stands from `from` to `to`. */
  begin(bytes: Uint8Array, from: number, to: number): void {
    this.#bytes = bytes;
    this.#at = from;
    this.#to = to;
    this.#expects = Expects.Value;
    this.#depth = 0;
    this.holdsInfinity = false;
  }

  /**
   * Walks over about so many bytes.
   *
   * @returns whether the value ends there.
   * @throws MalformedError when it is no JSON, or nests too deeply.
   */
  run(most: number): boolean {
    const bytes = this.#bytes;
    const to = this.#to;
    const pause = Math.min(to, this.#at + most);
    for (;;) {
      if (this.#expects >= Expects.RestOfString) {
        if (!this.#walkString(pause)) return false;
      } else {
        this.#at = skipSpace(bytes, this.#at, pause);
        if (this.#at >= pause) break;
        this.#token(bytes[this.#at] ?? 0);
      }
    }
    if (this.#at < to) return false;
    if (this.#expects !== Expects.More || this.#depth > 0) throw notJson();
    return true;
  }

  /** Walks over the token that begins with a byte. */
  #token(byte: number): void {
    switch (this.#expects) {
      case Expects.FirstValue:
        if (byte === CLOSING_BRACKET) this.#close();
        else this.#value(byte);
        return;
      case Expects.Value:
        this.#value(byte);
        return;
      case Expects.FirstKey:
        if (byte === CLOSING_BRACE) this.#close();
        else this.#key(byte);
        return;
      case Expects.Key:
        this.#key(byte);
        return;
      case Expects.Colon:
        if (byte !== COLON) throw notJson();
        this.#at += 1;
        this.#expects = Expects.Value;
        return;
      default:
        this.#more(byte);
    }
  }

  #value(byte: number): void {
    const bytes = this.#bytes;
    switch (byte) {
      case QUOTE:
        this.#at += 1;
        this.#expects = Expects.RestOfString;
        return;
      case OPENING_BRACE:
      case OPENING_BRACKET:
        if (this.#depth === MAX_NESTING) throw new MalformedError("A value nests too deeply.");
        this.#open[this.#depth++] = byte;
        this.#at += 1;
        this.#expects = byte === OPENING_BRACE ? Expects.FirstKey : Expects.FirstValue;
        return;
      case 0x74:
        this.#at = skipWord(bytes, this.#at, this.#to, TRUE);
        break;
      case 0x66:
        this.#at = skipWord(bytes, this.#at, this.#to, FALSE);
        break;
      case 0x6e:
        this.#at = skipWord(bytes, this.#at, this.#to, NULL);
        break;
      default:
        this.#number();
    }
    this.#expects = Expects.More;
  }

  #key(byte: number): void {
    if (byte !== QUOTE) throw notJson();
    this.#at += 1;
    this.#expects = Expects.RestOfKey;
  }

  #more(byte: number): void {
    if (this.#depth === 0) throw notJson();
    const isObject = this.#open[this.#depth - 1] === OPENING_BRACE;
    if (byte === COMMA) {
      this.#at += 1;
      this.#expects = isObject ? Expects.Key : Expects.Value;
    } else if (byte === (isObject ? CLOSING_BRACE : CLOSING_BRACKET)) this.#close();
    else throw notJson();
  }

  #close(): void {
    this.#at += 1;
    this.#depth -= 1;
    this.#expects = Expects.More;
  }

  /** Walks over what is left of a string. @returns false when it goes on behind `pause`. */
  #walkString(pause: number): boolean {
    const bytes = this.#bytes;
    const to = this.#to;
    let at = this.#at;
    while (at < pause) {
      const byte = bytes[at] as number;
      if (byte === QUOTE) {
        this.#at = at + 1;
        this.#expects = this.#expects === Expects.RestOfKey ? Expects.Colon : Expects.More;
        return true;
      }
      if (byte === BACKSLASH) at = escapeEnd(bytes, at + 1, to);
      else if (byte < SPACE) throw notJson();
      else at += byte < 0x80 ? 1 : characterSize(bytes, at, to);
    }
    if (at >= to) throw notJson();
    this.#at = at;
    return false;
  }

  #number(): void {
    const bytes = this.#bytes;
    const to = this.#to;
    const begin = this.#at;
    let at = begin;
    if (at < to && bytes[at] === MINUS) at++;
    const digitsFrom = at;
    at = at < to && bytes[at] === ZERO ? at + 1 : skipDigits(bytes, at, to);
    let magnitude = at - digitsFrom;
    if (at < to && bytes[at] === POINT) at = skipDigits(bytes, at + 1, to);
    if (at < to && ((bytes[at] ?? 0) | 0x20) === 0x65) {
      at++;
      const isNegative = at < to && bytes[at] === MINUS;
      if (at < to && (bytes[at] === PLUS || bytes[at] === MINUS)) at++;
      const from = at;
      at = skipDigits(bytes, at, to);
      if (!isNegative) magnitude += numberOf(bytes, from, at);
    }
    this.#at = at;
    // A smaller one is none, and texts are slow to make.
    if (magnitude < LEAST_INFINITE) return;
    if (!Number.isFinite(Number(ascii.decode(bytes.subarray(begin, at))))) {
      this.holdsInfinity = true;
    }
  }
}

/** Digits before the point, and the exponent, that a number beyond a double has at least together: 1e308 is a double. */
const LEAST_INFINITE = 309;

/** The walk that is done in one go. */
const ONE = new JsonWalk();

/** Returns the number that digits stand for, or one that is as good as infinite. */
function numberOf(bytes: Uint8Array, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to && number < LEAST_INFINITE; at++) {
    number = 10 * number + (bytes[at] ?? 0) - ZERO;
  }
  return number;
}

/** @returns where the escape ends whose backslash stands before `at`. */
function escapeEnd(bytes: Uint8Array, at: number, to: number): number {
  const letter = at < to ? (bytes[at] ?? 0) : 0;
  if (letter !== 0x75) {
    if (!ESCAPES.has(letter)) throw notJson();
    return at + 1;
  }
  if (at + 4 >= to) throw notJson();
  for (let digit = at + 1; digit <= at + 4; digit++) {
    if (!isHexadecimal(bytes[digit] ?? 0)) throw notJson();
  }
  return at + 5;
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
  for (const letter of word) {
    if (at >= to || bytes[at] !== letter) throw notJson();
    at += 1;
  }
  return at;
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

const ascii = new TextDecoder();
