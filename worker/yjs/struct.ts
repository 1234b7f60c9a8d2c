/** The struct reader: one struct of a Yjs update after the other. It builds no values. */
import { JsonWalk } from "./json.ts";
import { LARGE_CONTENT, type LargeContent, largeContentsOf } from "./large-contents.ts";
import { MalformedError, type Reader } from "./reader.ts";
import { AnyWalk, skipAnys, skipJson, skipJsonOrUndefined, skipOptions } from "./values.ts";
import type { Work } from "./work.ts";

/** The low bits of a struct's first byte say what it holds; the high ones, what it says of its place. */
const CONTENT_BITS = 0b0001_1111;
export const HAS_ORIGIN = 0b1000_0000;
export const HAS_RIGHT_ORIGIN = 0b0100_0000;
export const HAS_KEY = 0b0010_0000;

/** The content kinds of a struct, as Yjs numbers them. */
export const Content = {
  Collected: 0,
  Deleted: 1,
  Json: 2,
  Binary: 3,
  Text: 4,
  Embed: 5,
  Format: 6,
  Type: 7,
  Any: 8,
  Document: 9,
  Skip: 10,
} as const;

/** Kinds of shared types, as Yjs numbers them: those with a name of their own, and the last one. */
const XML_ELEMENT = 3;
const XML_HOOK = 5;
const LAST_TYPE = 6;

/** The clock of a neighbour or parent that a struct does not name. */
export const NOWHERE = -1;

/**
 * Reads the structs of a Yjs update (V1) one after the other; after each, its
 * fields describe the struct. The values that items hold are walked over, not
 * built. The format is that of Yjs 13 (npm: yjs, `src/utils/updates.js`).
 */
export class StructReader {
  readonly reader: Reader;
  /** Its first byte, as it stands. */
  info = 0;
  /** One of `Content`. */
  content = 0;
  /**
   * Where the bytes of its parent begin, and where those of its content do; it ends where the
   * reader stands.
   */
  parentFrom = 0;
  contentFrom = 0;
  /** Over how many clocks it reaches. */
  length = 0;
  /** The kind of the shared type that it holds, if it does. */
  type = 0;
  /** The item that it was written after, and the one before it; their clocks are `NOWHERE` where it names none. */
  leftClient = 0;
  leftClock = NOWHERE;
  rightClient = 0;
  rightClock = NOWHERE;
  /** The item whose type it lies in, where it names that and no neighbour. */
  parentClient = 0;
  parentClock = NOWHERE;
  /**
   * Do readers take something else from it than it says, or fail when they write it anew? No client
   * writes such a struct; an old room may hold one.
   */
  isOdd = false;
  /**
   * The rest of the walk over a large content, while a patient reader has not done it: until then,
   * `length` and `isOdd` say nothing.
   */
  rest: Work | null = null;
  readonly #isPatient: boolean;
  #anyWalk: AnyWalk | null = null;
  readonly #larges: ReadonlyMap<number, LargeContent> | undefined;

  /** @param isPatient large contents are not walked over by `read`, but by the work in `rest`. */
  constructor(reader: Reader, isPatient = false) {
    this.reader = reader;
    this.#isPatient = isPatient;
    this.#larges = largeContentsOf(reader.bytes);
  }

  /**
   * Reads the struct that begins where the reader stands.
   *
   * @throws MalformedError when there is none.
   */
  read(): void {
    const { reader } = this;
    const info = reader.uint8();
    this.info = info;
    this.leftClock = NOWHERE;
    this.rightClock = NOWHERE;
    this.parentClock = NOWHERE;
    this.content = info === Content.Skip ? Content.Skip : info & CONTENT_BITS;
    // Yjs ignores the other bits; yrs does not know what it reads then.
    this.isOdd = this.content === Content.Collected && info !== Content.Collected;
    const isItem = info !== Content.Skip && this.content !== Content.Collected;
    if (isItem) this.#place(info);
    this.contentFrom = reader.at;
    this.rest = null;
    if (this.#larges !== undefined && this.#isKnown(this.#larges)) return;
    this.length = isItem ? this.#item() : reader.varUint();
  }

  /** Was the content walked over before? */
  #isKnown(larges: ReadonlyMap<number, LargeContent>): boolean {
    const known = larges.get(this.reader.at);
    if (known === undefined) return false;
    this.reader.at = known.to;
    this.length = known.length;
    this.isOdd ||= known.isOdd;
    return true;
  }

  /** Does it lie in a type that has no parent of its own, and say so? */
  get isAtRoot(): boolean {
    return (
      this.leftClock === NOWHERE && this.rightClock === NOWHERE && this.parentClock === NOWHERE
    );
  }

  /**
   * The list of an item, as `Item.integrate` of Yjs has it. It is the list of
   * its neighbour, of the one before it if it names both, and otherwise of its
   * parent.
   *
   * @param beside where something lies.
   * @param within where that lies which something holds.
   */
  placed(
    beside: (client: number, clock: number) => number,
    within: (client: number, clock: number) => number,
    atRoot: number,
  ): number {
    if (this.leftClock !== NOWHERE) return beside(this.leftClient, this.leftClock);
    if (this.rightClock !== NOWHERE) return beside(this.rightClient, this.rightClock);
    if (this.parentClock !== NOWHERE) return within(this.parentClient, this.parentClock);
    return atRoot;
  }

  #place(info: number): void {
    const { reader } = this;
    if ((info & HAS_ORIGIN) !== 0) {
      this.leftClient = reader.varUint();
      this.leftClock = reader.varUint();
    }
    if ((info & HAS_RIGHT_ORIGIN) !== 0) {
      this.rightClient = reader.varUint();
      this.rightClock = reader.varUint();
    }
    this.parentFrom = reader.at;
    if ((info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) !== 0) return;
    if (reader.varUint() === 1) reader.skipText();
    else {
      this.parentClient = reader.varUint();
      this.parentClock = reader.varUint();
    }
    if ((info & HAS_KEY) !== 0) reader.skipText();
  }

  #item(): number {
    const { reader } = this;
    switch (this.content) {
      case Content.Deleted:
        return reader.varUint();
      case Content.Json: {
        const length = reader.varUint();
        for (let left = length; left > 0; left--) {
          if (this.#isPatient && this.#isLargeFrom(this.contentFrom)) {
            this.rest = this.#walkingJsons(left);
            break;
          }
          if (skipJsonOrUndefined(reader)) this.isOdd = true;
        }
        return length;
      }
      case Content.Binary:
        reader.skipBytes();
        return 1;
      case Content.Text:
        if (!this.#isPatient || !this.#isLargeFrom(reader.at)) return reader.skipText();
        this.rest = this.#walkingText();
        return 1;
      case Content.Format:
        reader.skipText();
        this.#json();
        return 1;
      case Content.Embed:
        this.#json();
        return 1;
      case Content.Type: {
        const type = reader.varUint();
        this.type = type;
        if (type > LAST_TYPE) throw new MalformedError("There is no such shared type.");
        if (type === XML_ELEMENT || type === XML_HOOK) reader.skipText();
        return 1;
      }
      case Content.Any: {
        const length = reader.varUint();
        if (!this.#isPatient) {
          skipAnys(reader, length);
          return length;
        }
        this.#anyWalk ??= new AnyWalk();
        const walk = this.#anyWalk;
        walk.begin(reader, length);
        if (!walk.run(LARGE_CONTENT)) this.rest = walkingAny(walk);
        return length;
      }
      case Content.Document:
        reader.skipText();
        this.isOdd = skipOptions(reader);
        return 1;
      default:
        throw new MalformedError("There is no such content.");
    }
  }
  /** Does the text that stands where the reader does end far behind `from`? */
  #isLargeFrom(from: number): boolean {
    const { reader } = this;
    const start = reader.at;
    const end = reader.textEnd();
    reader.at = start;
    return end - from > LARGE_CONTENT;
  }

  #json(): void {
    const { reader } = this;
    if (!this.#isPatient || !this.#isLargeFrom(reader.at)) this.isOdd = skipJson(reader);
    else this.rest = this.#walkingJsons(1);
  }

  *#walkingText(): Work {
    const { reader } = this;
    const end = reader.textEnd();
    let units = 0;
    while (reader.at < end) {
      units += reader.walkText(Math.min(end, reader.at + LARGE_CONTENT), end);
      yield;
    }
    this.length = units;
  }

  /** Walks over so many texts of JSON. */
  *#walkingJsons(count: number): Work {
    const { reader } = this;
    const walk = new JsonWalk();
    let pause = reader.at + LARGE_CONTENT;
    for (let left = count; left > 0; left--) {
      const isLarge = this.#isLargeFrom(reader.at);
      if (reader.at > pause || isLarge) {
        pause = reader.at + LARGE_CONTENT;
        yield;
      }
      if (!isLarge) {
        if (skipJsonOrUndefined(reader)) this.isOdd = true;
        continue;
      }
      const end = reader.textEnd();
      walk.begin(reader.bytes, reader.at, end);
      while (!walk.run(LARGE_CONTENT)) yield;
      reader.at = end;
      if (walk.holdsInfinity) this.isOdd = true;
    }
  }
}

function* walkingAny(walk: AnyWalk): Work {
  do yield;
  while (!walk.run(LARGE_CONTENT));
}
