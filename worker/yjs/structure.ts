/** The structure: the order of a document's items, and whether a Yjs client could have written a new one. */
import { MAX_STEPS, MAX_STEPS_AT_ONCE, MAX_TYPE_NESTING, STEPS_PER_STRUCT } from "../limits.ts";
import { VISITED_AT_ONCE, type Visit, visitingInOrder, visitRun } from "./causal-order.ts";
import type { ClockRanges } from "./clock-ranges.ts";
import type { DecodedUpdate } from "./decoded-update.ts";
import { deletionsOf } from "./delete-set.ts";
import { DeletionReader } from "./deletion-reader.ts";
import { at, NONE, Pieces } from "./pieces.ts";
import { GONE, Places } from "./places.ts";
import { Reader } from "./reader.ts";
import { Content, HAS_KEY, NOWHERE, type StructReader } from "./struct.ts";
import { decodingStructure, encodingStructure, type Parts } from "./structure-bytes.ts";
import { Walk } from "./walk.ts";
import { finish, type Work } from "./work.ts";

/** The reasons why an update is none that a Yjs client writes. */
export type Fault =
  /** Several values of a key in one item, not all of them deleted: split, they make `Item.gc` of Yjs throw. */
  | "joined-values"
  /** The two neighbours of an item do not lie in the same list. */
  | "two-lists"
  /** An item lies in something that is no type. */
  | "no-type"
  /** The right neighbour of an item does not lie behind the left one, or was put there after it. */
  | "out-of-order"
  /** A client has put two items between the same neighbours. */
  | "same-place-twice"
  /** Readers would walk over too many items to find the place of these. */
  | "too-costly"
  /** The same because of stored items: the update can be taken once other items have paid for that. */
  | "crowded"
  /** A child of an XML element is neither an element nor a text: `toString` of Yjs may throw at it. */
  | "odd-child"
  /** Types lie in one another more deeply than readers can bear. */
  | "too-deep";

/** Is this clock of a client deleted in what came before? */
export type IsDeleted = (client: number, clock: number) => boolean;

/** Deletions that are looked at before others may have their turn. */
const DIVIDED_AT_ONCE = 4_096;

/** Clocks up to which an item has a place here. No client has so many; an item beyond is as good as gone. */
const MAX_PLACED_CLOCK = 2 ** 31 - 1;

/**
 * The structure of a document: the lists in which its items lie, in their
 * order, without content. It integrates items as `Item.integrate` of Yjs does
 * (npm: yjs, `src/structs/Item.js`), on numbers. It refuses items that would
 * break or slow down the documents of readers.
 */
export class Structure {
  /** Was too much of a refused update in here to take it back? Then this is not true any more. */
  isLost = false;
  /** Steps that were made to find places since this was made. */
  stepsMade = 0;
  readonly #pieces: Pieces;
  readonly #places: Places;
  readonly #walk: Walk;
  /** The numbers of the Yjs clients here, and the clients by number. */
  readonly #numbers = new Map<number, number>();
  /** The client that was asked for last, which mostly is asked for again, and its number. */
  #lastClient = NONE;
  #lastNumber = NONE;
  readonly #clients: number[];
  readonly #isDeletedBefore: IsDeleted;
  /** Steps that readers make for all items together, beyond those that each may cost. */
  #steps: number;
  /** Steps that may still be made for the update at hand. */
  #stepsLeft = Number.POSITIVE_INFINITY;
  /** Steps that were made for the last item that needed a search; a refused one is not in the sum. */
  #stepsOfLast = 0;
  /** The update at hand, and its deletions; these are put in order when they are first asked for. */
  #update: DecodedUpdate | null = null;
  #deletions: Map<number, ClockRanges> | null = null;

  /**
   * @param isDeletedBefore tells which clocks earlier updates deleted; it is asked while an
   *   update is taken.
   * @param parts what is in here already.
   */
  constructor(isDeletedBefore: IsDeleted, parts: Parts = nothing()) {
    this.#isDeletedBefore = isDeletedBefore;
    const { pieces, places, clients, steps } = parts;
    this.#pieces = pieces;
    this.#places = places;
    this.#clients = clients;
    this.#steps = steps;
    this.#walk = new Walk(pieces);
    for (const [number, client] of clients.entries()) this.#numbers.set(client, number);
  }

  /**
   * Reads the bytes of `encode`, as a work that can be interrupted.
   *
   * @throws MalformedError when they are damaged.
   */
  static *reading(isDeletedBefore: IsDeleted, kept: Uint8Array): Work<Structure> {
    return new Structure(isDeletedBefore, yield* decodingStructure(kept));
  }

  /** For storage: `reading` reads it. */
  encode(): Uint8Array {
    return finish(this.encoding());
  }

  /** The same as a work that can be interrupted. */
  encoding(): Work<Uint8Array> {
    return encodingStructure({
      pieces: this.#pieces,
      places: this.#places,
      clients: this.#clients,
      steps: this.#steps,
    });
  }

  /** Can nobody see what has this clock, because it was collected, or counts as such? */
  isCollected(client: number, clock: number): boolean {
    const number = this.#numbers.get(client);
    const piece = number === undefined ? NONE : this.#pieces.find(number, clock);
    return this.#placeAt(piece) === GONE;
  }

  /** The number of pieces, for measurements. */
  get size(): number {
    return this.#pieces.count;
  }

  /**
   * Takes in an update that follows on the document and holds nothing of it.
   *
   * @returns null, or why it is refused: then everything is as before, unless
   *   `isLost` says that this structure has to be built anew.
   */
  take(update: DecodedUpdate): Fault | null {
    if (update.runs.length > 1 || update.isCircular) return finish(this.taking(update));
    const before = this.#begin(update);
    let fault: Fault | null = null;
    visitRun(update, (struct, client, clock) => {
      fault ??= this.#add(struct, client, clock);
    });
    if (fault === null && update.deletionCount > 0) finish(this.#dividing(update));
    return this.#end(before, fault);
  }

  /** The same in steps. */
  *taking(update: DecodedUpdate): Work<Fault | null> {
    const before = this.#begin(update);
    let fault: Fault | null = null;
    yield* this.#visiting(update, (struct, client, clock) => {
      fault ??= this.#add(struct, client, clock);
    });
    if (fault === null) yield* this.#dividing(update);
    return this.#end(before, fault);
  }

  /** Visits the structs of an update, and makes room for pieces between two turns. */
  *#visiting(update: DecodedUpdate, visit: Visit): Work {
    const visits = visitingInOrder([update], visit);
    while (visits.next().done !== true) {
      yield;
      yield* this.#pieces.growing(2 * VISITED_AT_ONCE);
    }
  }

  /**
   * Takes in the stored content without conditions. An item that breaks a rule
   * counts as collected here, with all that was put beside or into it.
   *
   * @param found is told of each item that breaks one.
   */
  takeStored(update: DecodedUpdate, found?: (broken: Broken) => void): void {
    finish(this.takingStored(update, found));
  }

  /** The same in steps. */
  *takingStored(update: DecodedUpdate, found: (broken: Broken) => void = () => undefined): Work {
    this.#stepsLeft = Number.POSITIVE_INFINITY;
    this.#update = update;
    this.#deletions = null;
    yield* this.#visiting(update, (struct, client, clock) => {
      const end = clock + struct.length;
      const fault = this.#addRest(struct, client, clock);
      if (fault !== null) found({ fault, client, clock, end });
    });
    yield* this.#dividing(update);
    this.#update = null;
    this.#deletions = null;
  }

  /** @returns the state that is needed to take an update back. */
  #begin(update: DecodedUpdate): Before {
    const { count, typeCount } = this.#places;
    this.#stepsLeft = MAX_STEPS_AT_ONCE;
    this.#update = update;
    this.#deletions = null;
    this.#pieces.begin();
    return { places: count, types: typeCount, clients: this.#clients.length, steps: this.#steps };
  }

  #end(before: Before, fault: Fault | null): Fault | null {
    this.#update = null;
    this.#deletions = null;
    if (fault === null) {
      this.#pieces.commit();
      return null;
    }
    // More by the stored items than by the update itself: in a calmer document it could be taken.
    const isCrowded = fault === "too-costly" && 2 * before.steps >= this.#steps + this.#stepsOfLast;
    this.isLost = !this.#pieces.undo((place, piece) => {
      this.#places.head[place] = piece;
    });
    this.#places.truncate(before.places, before.types);
    this.#steps = before.steps;
    while (this.#clients.length > before.clients) {
      this.#numbers.delete(this.#clients.pop() ?? NONE);
      this.#lastClient = NONE;
      this.#pieces.index.dropClient();
    }
    return isCrowded ? "crowded" : fault;
  }

  /** Yjs holds deleted clocks apart from others. */
  *#dividing(update: DecodedUpdate): Work {
    const deletions = new DeletionReader(update);
    for (let left = DIVIDED_AT_ONCE; deletions.next(); left--) {
      if (left === 0) {
        left = DIVIDED_AT_ONCE;
        yield;
      }
      const { client, clock, end } = deletions;
      const number = this.#known(client);
      if (number === NONE) continue;
      this.#steps += this.#pieces.divide(number, clock) + this.#pieces.divide(number, end);
    }
  }

  /**
   * Adds the part of a stored struct that is not in here yet: as Yjs has it, that was written
   * behind the rest.
   */
  #addRest(struct: StructReader, client: number, clock: number): Fault | null {
    const { length, leftClient, leftClock } = struct;
    const known = this.#pieces.endOf(this.#number(client)) - clock;
    if (known >= length) return null;
    if (known > 0) {
      struct.leftClient = client;
      struct.leftClock = clock + known - 1;
      struct.length = length - known;
    }
    const from = clock + Math.max(0, known);
    const fault = this.#add(struct, client, from);
    if (fault !== null) this.#markDeleted(this.#number(client), from, struct.length);
    struct.leftClient = leftClient;
    struct.leftClock = leftClock;
    struct.length = length;
    return fault;
  }

  #add(struct: StructReader, client: number, clock: number): Fault | null {
    const number = this.#number(client);
    const { content, length, leftClock, rightClock } = struct;
    if (clock + length > MAX_PLACED_CLOCK) return null;
    if (content === Content.Collected) return this.#markDeleted(number, clock, length);
    const left = this.#pieceAt(struct.leftClient, leftClock);
    const right = this.#pieceAt(struct.rightClient, rightClock);
    const place = this.#placeOf(struct, left, right);
    if (typeof place === "string") return place;
    if (place === GONE) return this.#markDeleted(number, clock, length);
    const isKeyed = this.#places.isKeyed(place);
    if (isKeyed && length > 1 && content !== Content.Deleted) {
      if (!this.#isDeletedWith(client, clock, clock + length)) return "joined-values";
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
      const most = Math.min(MAX_STEPS + STEPS_PER_STRUCT - this.#steps, this.#stepsLeft);
      const misplaced = walk.find(left, right, head, isKeyed, this.#clients, most);
      this.#stepsLeft -= walk.steps;
      this.stepsMade += walk.steps;
      this.#stepsOfLast = walk.steps;
      if (misplaced !== null) return misplaced;
    }
    this.#stepsOfLast = 0;
    this.#steps = Math.max(0, this.#steps + walk.steps - STEPS_PER_STRUCT);
    if (this.#steps > MAX_STEPS) return "too-costly";
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

  /** The list in which an item lies, as `Item.getMissing` of Yjs has it. */
  #placeOf(struct: StructReader, left: number, right: number): number | Fault {
    const hasLeft = struct.leftClock !== NOWHERE;
    const hasRight = struct.rightClock !== NOWHERE;
    if (!hasLeft && !hasRight) return this.#placeInParent(struct);
    const leftPlace = hasLeft ? this.#placeAt(left) : GONE;
    if (!hasRight) return leftPlace;
    const rightPlace = this.#placeAt(right);
    if (!hasLeft || leftPlace === rightPlace) return rightPlace;
    // Two lists of deleted types are two lists for a reader to whom the deletion comes with the item.
    if (leftPlace !== GONE && rightPlace !== GONE) return "two-lists";
    return this.#isGone(leftPlace) && this.#isGone(rightPlace) ? GONE : "two-lists";
  }

  #placeInParent(struct: StructReader): number | Fault {
    const { bytes } = struct.reader;
    const reader = new Reader(bytes);
    reader.at = struct.parentFrom;
    let type: number;
    if (reader.varUint() === 1) {
      const length = reader.varUint();
      const from = reader.at;
      reader.skip(length);
      type = this.#places.root(bytes, from, reader.at);
    } else {
      const { parentClient, parentClock } = struct;
      const pieces = this.#pieces;
      const holder = this.#pieceAt(parentClient, parentClock);
      if (holder === NONE || at(pieces.place, holder) === GONE) return GONE;
      type = -1 - at(pieces.structs, holder);
      if (type < 0) {
        // A deleted type may have come without its content.
        const isDeleted =
          pieces.kind[holder] === Content.Deleted || this.#isDeleted(parentClient, parentClock);
        return isDeleted ? GONE : "no-type";
      }
      reader.varUint();
      reader.varUint();
    }
    if ((struct.info & HAS_KEY) === 0) return this.#places.list(type);
    const length = reader.varUint();
    const from = reader.at;
    return this.#places.key(type, bytes, from, from + length);
  }

  /** Can nobody see this list any more, since its type is deleted, or lies in one that is? */
  #isGone(place: number): boolean {
    if (place === GONE) return true;
    const pieces = this.#pieces;
    const holder = this.#places.holderOf(place);
    if (holder === NONE) return false;
    const client = this.#clients[at(pieces.client, holder)] ?? NONE;
    return (
      this.#isDeleted(client, at(pieces.clock, holder)) || this.#isGone(at(pieces.place, holder))
    );
  }

  #isDeleted(client: number, clock: number): boolean {
    return this.#isDeletedBefore(client, clock) || this.#isDeletedWith(client, clock, clock + 1);
  }

  /** Does the update at hand delete all of these clocks? */
  #isDeletedWith(client: number, clock: number, end: number): boolean {
    this.#deletions ??= deletionsOf(this.#update === null ? [] : [this.#update]);
    return this.#deletions.get(client)?.covers(clock, end) === true;
  }

  #placeAt(piece: number): number {
    return piece === NONE ? GONE : at(this.#pieces.place, piece);
  }

  #pieceAt(client: number, clock: number): number {
    if (clock === NOWHERE) return NONE;
    const number = this.#known(client);
    return number === NONE ? NONE : this.#pieces.find(number, clock);
  }

  /** The number of a neighbour's client; `NONE` where there is no neighbour. */
  #numberOf(client: number, clock: number): number {
    return clock === NOWHERE ? NONE : this.#known(client);
  }

  /** The number of a client, which may be new. */
  #number(client: number): number {
    const known = this.#known(client);
    if (known !== NONE) return known;
    const number = this.#clients.push(client) - 1;
    this.#numbers.set(client, number);
    this.#pieces.index.addClient();
    return number;
  }

  /** The number of a client; `NONE` when it has none. */
  #known(client: number): number {
    if (client === this.#lastClient) return this.#lastNumber;
    const number = this.#numbers.get(client);
    if (number === undefined) return NONE;
    this.#lastClient = client;
    this.#lastNumber = number;
    return number;
  }
}

/** Does a type of this kind show its children as XML? `Y.XmlElement` and `Y.XmlFragment`, as Yjs numbers them. */
function isXml(kind: number): boolean {
  return kind === 3 || kind === 4;
}

const CHILDREN_OF_XML: ReadonlySet<number> = new Set([Content.Deleted, Content.Type]);

/** How much there was before an update. */
interface Before {
  readonly places: number;
  readonly types: number;
  readonly clients: number;
  readonly steps: number;
}

function nothing(): Parts {
  return { pieces: new Pieces(), places: new Places(), clients: [], steps: 0 };
}

/** An item's client, its first clock, its list, and the piece of its left neighbour. */
interface Placed {
  readonly number: number;
  readonly clock: number;
  readonly place: number;
  readonly left: number;
}

/** Clocks of a client that hold an item which breaks a rule. */
export interface Broken {
  readonly fault: Fault;
  readonly client: number;
  readonly clock: number;
  readonly end: number;
}
