/** Reads JSON in slices: a file of many megabytes would hold the page up for as long as one call takes. */
import type { Sliced } from "./slices.ts";

/** Letters of a value that is read by one call: less than a millisecond. */
const AT_ONCE = 32 * 1024;

/** Letters between two pauses while the end of a value is looked for. */
const STRETCH = 256 * 1024;

/** Lists and objects in one another. */
const MOST_LEVELS = 500;

const BLANKS = /[ \t\n\r]*/y;
const SCALAR = /[^,\]}\s]*/y;

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** Reads a text as `JSON.parse` does. Throws a SyntaxError where it is none, or is too deep. */
export function* readJson(text: string): Sliced<unknown> {
  const reader = new Reader(text);
  const value = yield* reader.value(0);
  reader.end();
  return value;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  *value(level: number): Sliced<unknown> {
    const from = this.#skip(BLANKS);
    const end = yield* this.#endFrom(from);
    const code = this.#text.charCodeAt(from);
    if (end - from <= AT_ONCE || (code !== OPEN_LIST && code !== OPEN_OBJECT)) {
      this.#at = end;
      return JSON.parse(this.#text.slice(from, end));
    }
    yield from / this.#text.length;
    this.#at = from + 1;
    return yield* code === OPEN_LIST ? this.#list(level + 1) : this.#object(level + 1);
  }

  /** Nothing may follow. */
  end(): void {
    if (this.#skip(BLANKS) !== this.#text.length) throw new SyntaxError("got more than one value");
  }

  *#list(level: number): Sliced<unknown[]> {
    const list: unknown[] = [];
    if (this.#takes("]")) return list;
    do {
      list.push(yield* this.value(level));
      if (list.length % 64 === 0) yield this.#at / this.#text.length;
    } while (this.#takes(","));
    this.#expect("]");
    return list;
  }

  *#object(level: number): Sliced<object> {
    const entries: [string, unknown][] = [];
    if (this.#takes("}")) return {};
    do {
      const from = this.#skip(BLANKS);
      if (this.#text.charCodeAt(from) !== QUOTE) throw new SyntaxError("got no name of a field");
      this.#at = this.#stringEnd(from);
      const key: string = JSON.parse(this.#text.slice(from, this.#at));
      this.#expect(":");
      entries.push([key, yield* this.value(level)]);
      if (entries.length % 64 === 0) yield this.#at / this.#text.length;
    } while (this.#takes(","));
    this.#expect("}");
    // It defines each field, also one with the name of an accessor.
    return Object.fromEntries(entries);
  }

  *#endFrom(from: number): Sliced<number> {
    const text = this.#text;
    const first = text.charCodeAt(from);
    if (first === QUOTE) return this.#stringEnd(from);
    if (first !== OPEN_LIST && first !== OPEN_OBJECT) {
      SCALAR.lastIndex = from;
      SCALAR.test(text);
      return SCALAR.lastIndex;
    }
    let level = 0;
    let pauseAt = from + STRETCH;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) at = this.#stringEnd(at) - 1;
      else if (code === OPEN_LIST || code === OPEN_OBJECT) {
        level++;
        if (level > MOST_LEVELS) throw new SyntaxError("got too many levels");
      } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
        level--;
        if (level === 0) return at + 1;
      }
      if (at > pauseAt) {
        pauseAt = at + STRETCH;
        yield from / text.length;
      }
    }
    throw new SyntaxError("got a text that is cut off");
  }

  #stringEnd(from: number): number {
    const text = this.#text;
    for (let at = text.indexOf('"', from + 1); at > 0; at = text.indexOf('"', at + 1)) {
      let slashes = 0;
      while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
      if (slashes % 2 === 0) return at + 1;
    }
    throw new SyntaxError("got a string that is cut off");
  }

  #takes(sign: string): boolean {
    const at = this.#skip(BLANKS);
    if (this.#text[at] !== sign) return false;
    this.#at = at + 1;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#takes(sign)) throw new SyntaxError(`got something else than ${sign}`);
  }

  #skip(pattern: RegExp): number {
    pattern.lastIndex = this.#at;
    pattern.test(this.#text);
    this.#at = pattern.lastIndex;
    return this.#at;
  }
}
