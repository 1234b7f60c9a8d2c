import { MAX_SUBDOCUMENTS, MAX_UPDATE_STRUCTS } from "../../shared/limits.ts";
import { MalformedError, Reader } from "./reader.ts";
import { ANY_OBJECT, checkJson, skipAny } from "./values.ts";

/** Clocks of one Yjs client: the first one, and the first one after them. */
export interface Range {
  readonly client: number;
  readonly clock: number;
  readonly end: number;
}

/** Structs of one Yjs client that follow on one another without a gap. */
export interface Run extends Range {
  readonly structs: number;
  /** Where its structs stand in the update's bytes. */
  readonly from: number;
  readonly to: number;
}

/** A Yjs update (V1), taken apart as far as a room needs: what it writes, what it stands on, what it deletes. */
export interface DecodedUpdate {
  readonly bytes: Uint8Array;
  /** In the order of the bytes; a client has several where its structs leave clocks out. */
  readonly runs: readonly Run[];
  /** What its items are built on, of other clients' clocks: client, clock, client, clock … */
  readonly foundations: readonly number[];
  /** Is an item built on a later one of its own client? No client writes that. */
  readonly isCircular: boolean;
  /** Structs without content: collected or deleted. */
  readonly empties: readonly Range[];
  readonly deletions: readonly Range[];
  /** How many structs and deleted ranges it has. */
  readonly parts: number;
}

/**
 * Takes a Yjs update apart without applying it, as strictly as it can be read:
 * to its last byte, each client once, and within bounds of memory. The values
 * that items hold are walked over, not built, because a room has no use for
 * them. The format is that of Yjs 13 (npm: yjs, `src/utils/updates.js`).
 *
 * @returns null when it is malformed, or is a bomb.
 */
export function decodeUpdate(update: Uint8Array): DecodedUpdate | null {
  try {
    return new UpdateReader(update, MAX_UPDATE_STRUCTS, MAX_SUBDOCUMENTS).read();
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}

/**
 * Takes apart an update of our own storage, which may hold what many brought.
 *
 * @throws MalformedError when it is damaged.
 */
export function decodeStored(update: Uint8Array): DecodedUpdate {
  return new UpdateReader(update, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY).read();
}

/** Clocks above this lose their last digits in varied arithmetic; nobody edits so often. */
const MAX_CLOCK = 2 ** 40;

/** The low bits of a struct's first byte say what it holds; the high ones, what it says of its place. */
const CONTENT_BITS = 0b0001_1111;
const HAS_ORIGIN = 0b1000_0000;
const HAS_RIGHT_ORIGIN = 0b0100_0000;
const HAS_KEY = 0b0010_0000;

/** What a struct holds, as Yjs numbers it. */
const Content = {
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

const NONE: readonly never[] = [];

class UpdateReader {
  readonly #reader: Reader;
  readonly #maxParts: number;
  readonly #maxSubdocuments: number;
  readonly #runs: Run[] = [];
  #foundations: number[] | null = null;
  #empties: Range[] | null = null;
  #isCircular = false;
  #parts = 0;
  #subdocuments = 0;

  constructor(update: Uint8Array, maxParts: number, maxSubdocuments: number) {
    this.#reader = new Reader(update);
    this.#maxParts = maxParts;
    this.#maxSubdocuments = maxSubdocuments;
  }

  read(): DecodedUpdate {
    const reader = this.#reader;
    const blocks = reader.varUint();
    const clients = blocks > 1 ? new Set<number>() : null;
    for (let left = blocks; left > 0; left--) {
      const structs = reader.varUint();
      const client = reader.varUint();
      // Yjs forgets an earlier block of the same client when it applies.
      if (clients?.has(client)) throw new MalformedError(`Client ${client} comes twice.`);
      clients?.add(client);
      this.#block(client, structs);
    }
    const deletions = this.#deletions();
    if (reader.at !== reader.bytes.length) throw new MalformedError("Bytes are left over.");
    return {
      bytes: reader.bytes,
      runs: this.#runs,
      foundations: this.#foundations ?? NONE,
      isCircular: this.#isCircular,
      empties: this.#empties ?? NONE,
      deletions,
      parts: this.#parts,
    };
  }

  #block(client: number, count: number): void {
    const reader = this.#reader;
    let clock = reader.varUint();
    let run = { client, clock, structs: 0, from: reader.at };
    for (let left = count; left > 0; left--) {
      this.#count();
      const start = reader.at;
      const info = reader.uint8();
      const length = this.#struct(info, client, clock);
      // Written so that what is no number at all fails, too.
      if (!(length > 0 && clock + length <= MAX_CLOCK)) {
        throw new MalformedError("A struct has no length, or too much of it.");
      }
      if (info === Content.Skip) {
        if (run.structs > 0) this.#runs.push({ ...run, end: clock, to: start });
        run = { client, clock: clock + length, structs: 0, from: reader.at };
      } else run.structs += 1;
      clock += length;
    }
    if (run.structs > 0) this.#runs.push({ ...run, end: clock, to: reader.at });
  }

  /** @returns over how many clocks the struct reaches. */
  #struct(info: number, client: number, clock: number): number {
    const reader = this.#reader;
    if (info === Content.Skip) return reader.varUint();
    const content = info & CONTENT_BITS;
    if (content === Content.Collected) return this.#empty(client, clock, reader.varUint());
    if ((info & HAS_ORIGIN) !== 0) this.#foundation(client, clock);
    if ((info & HAS_RIGHT_ORIGIN) !== 0) this.#foundation(client, clock);
    if ((info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) === 0) {
      if (reader.varUint() === 1) reader.skipText();
      else this.#foundation(client, clock);
      if ((info & HAS_KEY) !== 0) reader.skipText();
    }
    if (content === Content.Deleted) return this.#empty(client, clock, reader.varUint());
    return this.#content(content);
  }

  #content(content: number): number {
    const reader = this.#reader;
    switch (content) {
      case Content.Json:
        return this.#each((text) => text === "undefined" || checkJson(text));
      case Content.Binary:
        reader.skipBytes();
        return 1;
      case Content.Text:
        return reader.skipText();
      case Content.Embed:
        checkJson(reader.text());
        return 1;
      case Content.Format:
        reader.skipText();
        checkJson(reader.text());
        return 1;
      case Content.Type: {
        const type = reader.varUint();
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
        if (++this.#subdocuments > this.#maxSubdocuments) {
          throw new MalformedError("There are too many documents in the document.");
        }
        reader.skipText();
        // Yjs reads fields of its options, whatever they are.
        if (reader.bytes[reader.at] !== ANY_OBJECT) throw new MalformedError("No options.");
        skipAny(reader);
        return 1;
      default:
        throw new MalformedError("There is no such content.");
    }
  }

  #each(check: (text: string) => void): number {
    const length = this.#reader.varUint();
    for (let left = length; left > 0; left--) check(this.#reader.text());
    return length;
  }

  #empty(client: number, clock: number, length: number): number {
    this.#empties ??= [];
    this.#empties.push({ client, clock, end: clock + length });
    return length;
  }

  /** Of an item's own client only what came before it can be there. */
  #foundation(ownClient: number, ownClock: number): void {
    const client = this.#reader.varUint();
    const clock = this.#reader.varUint();
    if (client === ownClient) this.#isCircular ||= clock >= ownClock;
    else {
      this.#foundations ??= [];
      this.#foundations.push(client, clock);
    }
  }

  #deletions(): readonly Range[] {
    const reader = this.#reader;
    const clients = reader.varUint();
    if (clients === 0) return NONE;
    const deletions: Range[] = [];
    for (let left = clients; left > 0; left--) {
      const client = reader.varUint();
      for (let ranges = reader.varUint(); ranges > 0; ranges--) {
        this.#count();
        const clock = reader.varUint();
        const end = clock + reader.varUint();
        // Readers throw at a deletion of nothing.
        if (end <= clock || end > MAX_CLOCK) {
          throw new MalformedError("A deletion has no length, or too much of it.");
        }
        deletions.push({ client, clock, end });
      }
    }
    return deletions;
  }

  #count(): void {
    if (++this.#parts > this.#maxParts) throw new MalformedError("The update has too many parts.");
  }
}
