/** The integrator: puts one item after the other into the lists of a structure, if a Yjs client could have written it. */
import { MAX_STEPS, MAX_TYPE_NESTING, STEPS_PER_STRUCT } from "../limits.ts";
import type { ClientNumbers } from "./client-numbers.ts";
import type { Fault } from "./fault.ts";
import { ListFinder } from "./list-finder.ts";
import { at, NONE, type Pieces } from "./pieces.ts";
import { GONE, type Places } from "./places.ts";
import { Content, NOWHERE, type StructReader } from "./struct.ts";
import type { Parts } from "./structure-bytes.ts";
import { Walk } from "./walk.ts";

/** Clocks up to which an item has a place here. No client has so many; an item beyond is as good as gone. */
const MAX_PLACED_CLOCK = 2 ** 31 - 1;

/** Tells what is deleted. */
export interface Deleted {
  /** Is this clock of a client deleted by what came before, or by the update at hand? */
  isDeleted(client: number, clock: number): boolean;
  /** Does the update at hand delete all of these clocks? */
  isDeletedNow(client: number, clock: number, end: number): boolean;
}

/**
 * Integrates items as `Item.integrate` of Yjs does (npm: yjs,
 * `src/structs/Item.js`), on numbers, and counts the steps that readers make
 * for that.
 */
export class Integrator {
  /** Steps that readers make for all items together, beyond those that each may cost. */
  steps: number;
  /** Steps that may still be made for the update at hand. */
  stepsLeft = Number.POSITIVE_INFINITY;
  /** Steps that were made for the last item that needed a search; a refused one is not in the sum. */
  stepsOfLast = 0;
  /** Steps that were made to find places since this was made. */
  stepsMade = 0;
  /** Finds the list in which an item lies. */
  readonly finder: ListFinder;
  readonly #pieces: Pieces;
  readonly #places: Places;
  readonly #numbers: ClientNumbers;
  readonly #walk: Walk;
  readonly #isDeletedNow: Deleted["isDeletedNow"];

  constructor(
    { pieces, places, steps }: Parts,
    numbers: ClientNumbers,
    { isDeleted, isDeletedNow }: Deleted,
  ) {
    this.#pieces = pieces;
    this.#places = places;
    this.#numbers = numbers;
    this.#walk = new Walk(pieces);
    this.#isDeletedNow = isDeletedNow;
    this.steps = steps;
    this.finder = new ListFinder({ pieces, places, numbers, isDeleted });
  }

  /**
   * Adds the part of a stored struct that is not in here yet: as Yjs has it, that was written
   * behind the rest.
   */
  addRest(struct: StructReader, client: number, clock: number): Fault | null {
    const { length, leftClient, leftClock } = struct;
    const known = this.#pieces.endOf(this.#number(client)) - clock;
    if (known >= length) return null;
    if (known > 0) {
      struct.leftClient = client;
      struct.leftClock = clock + known - 1;
      struct.length = length - known;
    }
    const from = clock + Math.max(0, known);
    const fault = this.add(struct, client, from);
    if (fault !== null) this.#markDeleted(this.#number(client), from, struct.length);
    struct.leftClient = leftClient;
    struct.leftClock = leftClock;
    struct.length = length;
    return fault;
  }

  add(struct: StructReader, client: number, clock: number): Fault | null {
    const number = this.#number(client);
    const { content, length, leftClock, rightClock } = struct;
    if (clock + length > MAX_PLACED_CLOCK) return null;
    if (content === Content.Collected) return this.#markDeleted(number, clock, length);
    const left = this.finder.pieceAt(struct.leftClient, leftClock);
    const right = this.finder.pieceAt(struct.rightClient, rightClock);
    const place = this.finder.placeOf(struct, left, right);
    if (typeof place === "string") return place;
    if (place === GONE) return this.#markDeleted(number, clock, length);
    const isKeyed = this.#places.isKeyed(place);
    if (isKeyed && length > 1 && content !== Content.Deleted) {
      if (!this.#isDeletedNow(client, clock, clock + length)) return "joined-values";
    }
    if (!isKeyed && isXml(this.#places.kindIn(place)) && !CHILDREN_OF_XML.has(content)) {
      return "odd-child";
    }
    const isTooDeep = content === Content.Type && this.#places.levelIn(place) >= MAX_TYPE_NESTING;
    if (isTooDeep) return "too-deep";
    const walk = this.#walk;
    const pieces = this.#pieces;
    walk.of(
      client,
      left === NONE ? NONE : at(pieces.client, left),
      leftClock,
      right === NONE ? NONE : at(pieces.client, right),
      rightClock,
    );
    const head = at(this.#places.head, place);
    if (!walk.isFree(left, right, head)) {
      const most = Math.min(MAX_STEPS + STEPS_PER_STRUCT - this.steps, this.stepsLeft);
      const misplaced = walk.find(left, right, head, isKeyed, this.#numbers.clients, most);
      this.stepsLeft -= walk.steps;
      this.stepsMade += walk.steps;
      this.stepsOfLast = walk.steps;
      if (misplaced !== null) return misplaced;
    }
    this.stepsOfLast = 0;
    this.steps = Math.max(0, this.steps + walk.steps - STEPS_PER_STRUCT);
    if (this.steps > MAX_STEPS) return "too-costly";
    this.#insert(struct, { number, clock, place, left });
    return null;
  }

  /** Puts an item where the walk has found its place. */
  #insert(struct: StructReader, { number, clock, place, left }: Placed): void {
    const pieces = this.#pieces;
    const { content, length, leftClock, rightClock } = struct;
    const { after, passes } = this.#walk;
    if (after !== NONE && leftClock === clock - 1 && at(pieces.client, after) === number) {
      const joins =
        pieces.end(after) === clock &&
        passes === at(pieces.passes, after) &&
        pieces.isBefore(after, this.#numberOf(struct.rightClient, rightClock), rightClock) &&
        pieces.joins(after, content, this.#places.isKeyed(place));
      if (joins) {
        pieces.extend(after, length);
        return;
      }
    }
    const isWithin = after !== NONE && after === left && leftClock < pieces.end(after) - 1;
    if (isWithin) pieces.split(after, leftClock + 1);
    const piece = pieces.add(number, clock, length);
    pieces.kind[piece] = content;
    pieces.leftClient[piece] = this.#numberOf(struct.leftClient, leftClock);
    pieces.leftClock[piece] = leftClock;
    pieces.rightClient[piece] = this.#numberOf(struct.rightClient, rightClock);
    pieces.rightClock[piece] = rightClock;
    pieces.place[piece] = place;
    pieces.passes[piece] = passes;
    if (after === NONE) {
      pieces.next[piece] = at(this.#places.head, place);
      this.#places.head[place] = piece;
    } else {
      pieces.next[piece] = at(pieces.next, after);
      pieces.next[after] = piece;
    }
    pieces.inserted(piece, after);
    if (content !== Content.Type) return;
    pieces.structs[piece] =
      -1 - this.#places.addType(piece, this.#places.levelIn(place) + 1, struct.type);
  }

  /** Keeps the clocks of items that nobody can see. */
  #markDeleted(number: number, clock: number, length: number): null {
    const pieces = this.#pieces;
    if (clock + length > MAX_PLACED_CLOCK) return null;
    const before = pieces.find(number, clock - 1);
    if (before !== NONE && at(pieces.place, before) === GONE) pieces.extend(before, length);
    else {
      const piece = pieces.add(number, clock, length);
      pieces.place[piece] = GONE;
      pieces.inserted(piece, NONE);
    }
    return null;
  }

  /** The number of a neighbour's client; `NONE` where there is no neighbour. */
  #numberOf(client: number, clock: number): number {
    return clock === NOWHERE ? NONE : this.#numbers.known(client);
  }

  /** The number of a client, which may be new. */
  #number(client: number): number {
    const known = this.#numbers.known(client);
    if (known !== NONE) return known;
    this.#pieces.index.addClient();
    return this.#numbers.add(client);
  }
}

/** Does a type of this kind show its children as XML? `Y.XmlElement` and `Y.XmlFragment`, as Yjs numbers them. */
function isXml(kind: number): boolean {
  return kind === 3 || kind === 4;
}

const CHILDREN_OF_XML: ReadonlySet<number> = new Set([Content.Deleted, Content.Type]);

/** An item's client, its first clock, its list, and the piece of its left neighbour. */
interface Placed {
  readonly number: number;
  readonly clock: number;
  readonly place: number;
  readonly left: number;
}
