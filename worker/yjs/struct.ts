/** The struct reader: one struct of a Yjs update after the other. It builds no values. */
import { MalformedError, type Reader } from "./reader.ts";
import { skipAny, skipJson, skipJsonOrUndefined, skipOptions } from "./values.ts";

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
 * fields say what was read. The values that items hold are walked over, not
 * built. The format is that of Yjs 13 (npm: yjs, `src/utils/updates.js`).
 */
export class StructReader {
  readonly reader: Reader;
  /** Its first byte, as it stands. */
  info = 0;
  /** One of `Content`. */
  content = 0;
  /** Where what it says of its parent begins, and where its content does; it ends where the reader stands. */
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

  constructor(reader: Reader) {
    this.reader = reader;
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
    // Yjs passes over the other bits; yrs does not know what it reads then.
    this.isOdd = this.content === Content.Collected && info !== Content.Collected;
    const isItem = info !== Content.Skip && this.content !== Content.Collected;
    if (isItem) this.#place(info);
    this.contentFrom = reader.at;
    this.length = isItem ? this.#item() : reader.varUint();
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
          if (skipJsonOrUndefined(reader)) this.isOdd = true;
        }
        return length;
      }
      case Content.Binary:
        reader.skipBytes();
        return 1;
      case Content.Text:
        return reader.skipText();
      case Content.Embed:
        this.isOdd = skipJson(reader);
        return 1;
      case Content.Format:
        reader.skipText();
        this.isOdd = skipJson(reader);
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
        for (let left = length; left > 0; left--) skipAny(reader);
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
}
