/** The list finder: in which list of a structure an item lies, by its neighbours or its parent. */
import type { ClientNumbers } from "./client-numbers.ts";
import type { Fault } from "./fault.ts";
import { at, NONE, type Pieces } from "./pieces.ts";
import { GONE, type Places } from "./places.ts";
import { Reader } from "./reader.ts";
import { Content, HAS_KEY, NOWHERE, type StructReader } from "./struct.ts";

/** Is this clock of a client deleted? */
export type IsDeleted = (client: number, clock: number) => boolean;

/** The parts of a structure that `ListFinder` needs. */
export interface AroundFinder {
  readonly pieces: Pieces;
  readonly places: Places;
  readonly numbers: ClientNumbers;
  /** Also by the update at hand. */
  readonly isDeleted: IsDeleted;
}

/** Finds the list in which an item lies. */
export class ListFinder {
  readonly #pieces: Pieces;
  readonly #places: Places;
  readonly #numbers: ClientNumbers;
  readonly #isDeleted: IsDeleted;

  constructor({ pieces, places, numbers, isDeleted }: AroundFinder) {
    this.#pieces = pieces;
    this.#places = places;
    this.#numbers = numbers;
    this.#isDeleted = isDeleted;
  }

  /** The list in which an item lies, as `Item.getMissing` of Yjs has it. */
  placeOf(struct: StructReader, left: number, right: number): number | Fault {
    const hasLeft = struct.leftClock !== NOWHERE;
    const hasRight = struct.rightClock !== NOWHERE;
    if (!hasLeft && !hasRight) return this.#placeInParent(struct);
    const leftPlace = hasLeft ? this.placeAt(left) : GONE;
    if (!hasRight) return leftPlace;
    const rightPlace = this.placeAt(right);
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
      const holder = this.pieceAt(parentClient, parentClock);
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
    const client = this.#numbers.clients[at(pieces.client, holder)] ?? NONE;
    return (
      this.#isDeleted(client, at(pieces.clock, holder)) || this.#isGone(at(pieces.place, holder))
    );
  }

  /** The list in which a piece lies; `GONE` where there is no piece. */
  placeAt(piece: number): number {
    return piece === NONE ? GONE : at(this.#pieces.place, piece);
  }

  /** The piece that holds a clock; `NONE` where there is none. */
  pieceAt(client: number, clock: number): number {
    if (clock === NOWHERE) return NONE;
    const number = this.#numbers.known(client);
    return number === NONE ? NONE : this.#pieces.find(number, clock);
  }
}
