/** Places: the lists of a document by number, one for each type and one for each key of it. */
import type { ByteWriter } from "./byte-writer.ts";
import { at, grown, NONE } from "./pieces.ts";
import type { Reader } from "./reader.ts";
import type { Work } from "./work.ts";

/** A list that nobody can see any more: its type was collected, or lies in one that was. */
export const GONE = -2;

/** The type in which the root types lie. */
const ROOTS = -1;

/** Types or lists that are read between two pauses. */
const SLICE = 8_192;

/** Slots of the hash table; a power of two. */
const SLOTS = 64;

/**
 * Types and their lists. A key is known by 64 bits of its hash: who makes two
 * keys meet harms nobody but the one type in which both lie.
 */
export class Places {
  /** How many there are. */
  count = 0;
  typeCount = 0;
  /** The first piece of each list; of a root type's entry, the number of that type. */
  head = new Int32Array(16);
  /** In which type each list lies. */
  type = new Int32Array(16);
  #first = new Int32Array(16);
  #second = new Int32Array(16);
  /** The piece that holds each type; `NONE` of a root type. */
  typePiece = new Int32Array(16);
  /** In how many types each type lies, itself included, roots apart. */
  level = new Int32Array(16);
  /** Which kind of type it is, as Yjs numbers them; of a root type, nobody knows. */
  kind = new Int32Array(16);
  #slots = new Int32Array(SLOTS).fill(NONE);

  /** The list of a type's children in order. */
  list(type: number): number {
    return this.#place(type, 0, 0);
  }

  /** The list of the values that a key has had; the key's text lies in these bytes. */
  key(type: number, bytes: Uint8Array, from: number, to: number): number {
    // Odd, so that no key is taken for the list.
    return this.#place(
      type,
      hash(bytes, from, to, 0x811c9dc5) | 1,
      hash(bytes, from, to, 0x2545f491),
    );
  }

  /** The type at the root of the document under a name. */
  root(bytes: Uint8Array, from: number, to: number): number {
    const place = this.key(ROOTS, bytes, from, to);
    if (at(this.head, place) === NONE) this.head[place] = this.addType(NONE, 0, NONE);
    return at(this.head, place);
  }

  /** Does a list hold the values of a key? */
  isKeyed(place: number): boolean {
    return at(this.#first, place) !== 0;
  }

  /** In how many types lies what is in a list? */
  levelIn(place: number): number {
    return at(this.level, at(this.type, place));
  }

  /** The piece that holds the type of a list; `NONE` for a root type. */
  holderOf(place: number): number {
    return at(this.typePiece, at(this.type, place));
  }

  /** The kind of the type of a list; `NONE` for a root type. */
  kindIn(place: number): number {
    return at(this.kind, at(this.type, place));
  }

  /** @returns the number of a new type. */
  addType(piece: number, level: number, kind: number): number {
    const type = this.typeCount++;
    if (type === this.typePiece.length) {
      this.typePiece = grown(this.typePiece, Math.ceil(type * 1.5));
      this.level = grown(this.level, this.typePiece.length);
      this.kind = grown(this.kind, this.typePiece.length);
    }
    this.typePiece[type] = piece;
    this.level[type] = level;
    this.kind[type] = kind;
    return type;
  }

  /** Forgets what is above these counts. */
  truncate(count: number, typeCount: number): void {
    // The last one first: then no other one was put behind a slot because of it.
    while (this.count > count) {
      const place = --this.count;
      this.#slots[
        this.#slotOf(at(this.type, place), at(this.#first, place), at(this.#second, place))
      ] = NONE;
    }
    this.typeCount = typeCount;
  }

  /** Writes them, with these numbers of pieces. */
  write(target: ByteWriter, numbers: Int32Array): void {
    target.varUint(this.typeCount);
    for (let type = 0; type < this.typeCount; type++) {
      const piece = at(this.typePiece, type);
      target.varUint(piece === NONE ? 0 : at(numbers, piece) + 1);
      target.varUint(at(this.level, type));
      target.varUint(at(this.kind, type) + 1);
    }
    target.varUint(this.count);
    for (let place = 0; place < this.count; place++) {
      const type = at(this.type, place);
      const head = at(this.head, place);
      target.varUint(type + 1);
      target.varUint(at(this.#first, place) >>> 0);
      target.varUint(at(this.#second, place) >>> 0);
      target.varUint(head === NONE ? 0 : (type === ROOTS ? head : at(numbers, head)) + 1);
    }
  }

  /** Reads what `write` has written, as a work that can be interrupted. */
  static *reading(reader: Reader): Work<Places> {
    const places = new Places();
    for (let left = reader.varUint(); left > 0; left--) {
      if (left % SLICE === 0) yield;
      places.addType(reader.varUint() - 1, reader.varUint(), reader.varUint() - 1);
    }
    for (let left = reader.varUint(); left > 0; left--) {
      if (left % SLICE === 0) yield;
      const place = places.#place(reader.varUint() - 1, reader.varUint() | 0, reader.varUint() | 0);
      places.head[place] = reader.varUint() - 1;
    }
    return places;
  }

  #place(type: number, first: number, second: number): number {
    const slot = this.#slotOf(type, first, second);
    const known = at(this.#slots, slot);
    if (known !== NONE) return known;
    const place = this.count++;
    if (place === this.head.length) this.#grow();
    this.head[place] = NONE;
    this.type[place] = type;
    this.#first[place] = first;
    this.#second[place] = second;
    this.#slots[slot] = place;
    if (2 * this.count > this.#slots.length) this.#rehash();
    return place;
  }

  /** Where a list stands in the hash table, or would. */
  #slotOf(type: number, first: number, second: number): number {
    const mask = this.#slots.length - 1;
    let slot = mix(type, first, second) & mask;
    for (let place = at(this.#slots, slot); place !== NONE; place = at(this.#slots, slot)) {
      const isIt =
        at(this.type, place) === type &&
        at(this.#first, place) === first &&
        at(this.#second, place) === second;
      if (isIt) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(NONE);
    for (let place = 0; place < this.count; place++) {
      const slot = this.#slotOf(
        at(this.type, place),
        at(this.#first, place),
        at(this.#second, place),
      );
      this.#slots[slot] = place;
    }
  }

  #grow(): void {
    const size = Math.ceil(this.head.length * 1.5);
    this.head = grown(this.head, size);
    this.type = grown(this.type, size);
    this.#first = grown(this.#first, size);
    this.#second = grown(this.#second, size);
  }
}

/** FNV-1a (isthe.com/chongo/tech/comp/fnv), from a beginning of our own for the second one. */
function hash(bytes: Uint8Array, from: number, to: number, beginning: number): number {
  let value = beginning;
  for (let index = from; index < to; index++) {
    value = Math.imul(value ^ (bytes[index] as number), 0x01000193);
  }
  return value;
}

function mix(type: number, first: number, second: number): number {
  const value = Math.imul(type ^ (type >>> 15), 0x2c1b3c6d) ^ Math.imul(first ^ second, 0x297a2d39);
  return value ^ (value >>> 15);
}
