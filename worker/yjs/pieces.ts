/** Pieces: the items of a document as columns of numbers. They hold no content. */
import { PieceIndex } from "./piece-index.ts";
import { Content } from "./struct.ts";
import { finish, type Work } from "./work.ts";

/** No piece, no neighbour, no client. */
export const NONE = -1;

/** Pieces from which on room for more takes over 10 ms to make: 0.4 µs each. */
export const MANY_PIECES = 32_768;

/** Numbers that `undo` takes back; beyond, a table is cheaper to build anew. */
const MAX_JOURNAL = 200_000;

/** The kinds of entries in the journal; an entry's operands lie before it. */
const Done = { Inserted: 0, Extended: 1, Split: 2, Passed: 3, Divided: 4 } as const;

/**
 * Pieces: items of a list as Yjs would hold them, as numbers. A piece is a
 * stretch of clocks of one client that lie one after the other, and were
 * written so. Everything is in typed arrays, because a document of 16 MiB has
 * some 650,000 of them.
 */
export class Pieces {
  count = 0;
  client: Int32Array;
  clock: Int32Array;
  length: Int32Array;
  /** How many structs Yjs makes of a piece at most. Below zero: the piece holds a type, of the number `-1 - structs`. */
  structs: Int32Array;
  kind: Uint8Array;
  leftClient: Int32Array;
  leftClock: Int32Array;
  rightClient: Int32Array;
  rightClock: Int32Array;
  /** The next piece of the same list. */
  next: Int32Array;
  /** The list in which a piece lies. */
  place: Int32Array;
  /** How many other items a reader may walk over this one for, whatever the order in which they come. */
  passes: Int32Array;
  readonly index = new PieceIndex((piece) => at(this.clock, piece));
  #journal: number[] | null = null;
  #isLost = false;

  constructor() {
    const size = 16;
    this.client = new Int32Array(size);
    this.clock = new Int32Array(size);
    this.length = new Int32Array(size);
    this.structs = new Int32Array(size);
    this.kind = new Uint8Array(size);
    this.leftClient = new Int32Array(size);
    this.leftClock = new Int32Array(size);
    this.rightClient = new Int32Array(size);
    this.rightClock = new Int32Array(size);
    this.next = new Int32Array(size);
    this.place = new Int32Array(size);
    this.passes = new Int32Array(size);
  }

  /** From here on, `undo` takes back what is done. */
  begin(): void {
    this.#journal = [];
    this.#isLost = false;
  }

  /** The changes stay. */
  commit(): void {
    this.#journal = null;
  }

  /**
   * Takes back what was done since `begin`.
   *
   * @param setHead puts another piece at the beginning of a list.
   * @returns false when that was too much, so that nothing here is true any more.
   */
  undo(setHead: (place: number, piece: number) => void): boolean {
    const journal = this.#journal ?? [];
    this.#journal = null;
    if (this.#isLost) return false;
    while (journal.length > 0) {
      const done = journal.pop();
      const piece = journal.pop() ?? NONE;
      const operand = journal.pop() ?? NONE;
      if (done === Done.Inserted) this.#uninsert(piece, operand, setHead);
      else if (done === Done.Extended) {
        this.length[piece] = at(this.length, piece) - operand;
        this.structs[piece] = at(this.structs, piece) - 1;
      } else if (done === Done.Split) this.#unsplit(piece, operand);
      else if (done === Done.Passed) this.passes[piece] = at(this.passes, piece) - 1;
      else this.structs[piece] = at(this.structs, piece) - 1;
    }
    return true;
  }

  /** The piece that holds this clock of a client; `NONE` when there is none. */
  find(client: number, clock: number): number {
    const piece = this.index.before(client, clock);
    return piece !== undefined && clock < this.end(piece) ? piece : NONE;
  }

  /** The first clock after a piece. */
  end(piece: number): number {
    return at(this.clock, piece) + at(this.length, piece);
  }

  /** The first clock of a client that no piece holds. */
  endOf(client: number): number {
    const last = this.index.last(client);
    return last === undefined ? 0 : this.end(last);
  }

  /** Was a piece written before this neighbour? */
  isBefore(piece: number, rightClient: number, rightClock: number): boolean {
    if (at(this.rightClient, piece) !== rightClient) return false;
    return rightClient === NONE || at(this.rightClock, piece) === rightClock;
  }

  /** How many structs Yjs may hold a piece as. */
  structsIn(piece: number): number {
    return Math.max(1, at(this.structs, piece));
  }

  /** Adds a piece with the next clocks of its client, which lies in no list yet. @returns its number. */
  add(client: number, clock: number, length: number): number {
    const piece = this.count;
    if (piece === this.clock.length) this.#grow();
    this.count += 1;
    this.client[piece] = client;
    this.clock[piece] = clock;
    this.length[piece] = length;
    this.structs[piece] = 1;
    this.leftClient[piece] = NONE;
    this.rightClient[piece] = NONE;
    this.next[piece] = NONE;
    this.place[piece] = NONE;
    this.passes[piece] = 0;
    this.index.push(client, clock, piece);
    return piece;
  }

  /** Notes that a piece was added and put behind `after`, which may be `NONE`. */
  inserted(piece: number, after: number): void {
    this.#note(after, piece, Done.Inserted);
  }

  /** Makes a piece longer, at its end. */
  extend(piece: number, by: number): void {
    this.length[piece] = at(this.length, piece) + by;
    this.structs[piece] = at(this.structs, piece) + 1;
    this.#note(by, piece, Done.Extended);
  }

  /** One more item has to be walked over this one. */
  pass(piece: number): void {
    this.passes[piece] = at(this.passes, piece) + 1;
    this.#note(NONE, piece, Done.Passed);
  }

  /**
   * Something was deleted from this clock on, or up to it: Yjs makes two structs of what was one.
   *
   * @returns for how many items a reader may walk over the second one.
   */
  divide(client: number, clock: number): number {
    const piece = this.find(client, clock);
    if (piece === NONE || at(this.clock, piece) === clock) return 0;
    const structs = at(this.structs, piece);
    if (structs < 0 || structs >= at(this.length, piece)) return 0;
    this.structs[piece] = structs + 1;
    this.#note(NONE, piece, Done.Divided);
    return at(this.passes, piece);
  }

  /** Cuts a piece in two before a clock that lies in it. @returns the second one. */
  split(piece: number, clock: number): number {
    const client = at(this.client, piece);
    const head = clock - at(this.clock, piece);
    const rest = at(this.length, piece) - head;
    const second = this.count;
    if (second === this.clock.length) this.#grow();
    this.count += 1;
    this.client[second] = client;
    this.clock[second] = clock;
    this.length[second] = rest;
    const structs = at(this.structs, piece);
    this.structs[second] = Math.min(structs, rest);
    this.kind[second] = this.kind[piece] ?? 0;
    this.leftClient[second] = client;
    this.leftClock[second] = clock - 1;
    this.rightClient[second] = at(this.rightClient, piece);
    this.rightClock[second] = at(this.rightClock, piece);
    this.next[second] = at(this.next, piece);
    this.place[second] = at(this.place, piece);
    this.passes[second] = at(this.passes, piece);
    this.length[piece] = head;
    this.next[piece] = second;
    this.index.insert(client, clock, second);
    this.#note(second, piece, Done.Split);
    return second;
  }

  /** Does Yjs hold a struct of this content, written right after a piece and before the same, as one with it? */
  joins(piece: number, content: number, isKeyed: boolean): boolean {
    if (this.kind[piece] !== content) return false;
    if (content === Content.Deleted || content === Content.Collected) return true;
    // Of a key's values all but the last are deleted, and no two are one.
    if (isKeyed) return false;
    return content === Content.Text || content === Content.Any || content === Content.Json;
  }

  #note(operand: number, piece: number, done: number): void {
    const journal = this.#journal;
    if (journal === null) return;
    if (journal.length < MAX_JOURNAL) journal.push(operand, piece, done);
    else this.#isLost = true;
  }

  #uninsert(piece: number, after: number, setHead: (place: number, piece: number) => void): void {
    const place = at(this.place, piece);
    const next = at(this.next, piece);
    if (after !== NONE) this.next[after] = next;
    else if (place >= 0) setHead(place, next);
    this.index.remove(at(this.client, piece), at(this.clock, piece));
    this.count -= 1;
  }

  #unsplit(piece: number, second: number): void {
    this.length[piece] = at(this.length, piece) + at(this.length, second);
    this.next[piece] = at(this.next, second);
    this.index.remove(at(this.client, second), at(this.clock, second));
    this.count -= 1;
  }

  /** Is there room for so many more pieces? */
  hasRoomFor(more: number): boolean {
    return this.count + more <= this.clock.length;
  }

  /** Makes room for so many more pieces, column by column, unless it is there: memory that is new takes time. */
  *growing(more: number): Work {
    if (!this.hasRoomFor(more)) yield* this.#growing(this.count + more);
  }

  #grow(): void {
    finish(this.#growing(0));
  }

  /** @param least pieces for which there has to be room. */
  *#growing(least: number): Work {
    const size = Math.max(least, Math.ceil(this.clock.length * 1.5));
    this.client = grown(this.client, size);
    yield;
    this.length = grown(this.length, size);
    yield;
    this.structs = grown(this.structs, size);
    yield;
    this.leftClient = grown(this.leftClient, size);
    yield;
    this.leftClock = grown(this.leftClock, size);
    yield;
    this.rightClient = grown(this.rightClient, size);
    yield;
    this.rightClock = grown(this.rightClock, size);
    yield;
    this.next = grown(this.next, size);
    yield;
    this.place = grown(this.place, size);
    yield;
    this.passes = grown(this.passes, size);
    yield;
    const kind = new Uint8Array(size);
    kind.set(this.kind);
    this.kind = kind;
    yield;
    // The last one, because its length says for how many pieces there is room.
    this.clock = grown(this.clock, size);
  }
}

/** Returns the number at an index that is known to be there. */
export function at(column: Int32Array, index: number): number {
  return column[index] as number;
}

/** Copies numbers into a longer array. */
export function grown(column: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(size);
  longer.set(column);
  return longer;
}
