/** Deleted subtrees: which items lie in a deleted type, or where readers do not agree. */

import { visitingInOrder } from "./causal-order.ts";
import type { ClockRanges } from "./clock-ranges.ts";
import type { DecodedUpdate, Range } from "./decoded-update.ts";
import { Reader } from "./reader.ts";
import { RunLengthMap } from "./run-length-map.ts";
import { Content, HAS_KEY, NOWHERE, type StructReader } from "./struct.ts";
import type { Work } from "./work.ts";

const utf8 = new TextDecoder();

/** The type of what readers cannot place. */
const GONE = 0;

/** The type of what is not in the document; nothing is known of it. */
const UNKNOWN = 1;

/**
 * Tells what lies in shared types that are deleted: nobody can ever see it
 * again. Rooms of earlier versions hold structs that no Yjs client writes, and
 * that readers interpret differently. Those count as collected, and so do the
 * items that depend on them, as in a reader that dropped them.
 *
 * A place is the number of a type, twice, and one more where the item is the
 * value of a key.
 */
export class DeletedSubtrees {
  /** Everything that is gone, in ranges; some of it may not be deleted itself. */
  readonly inDeletedParent: Range[] = [];
  /** Values of keys that others in the same struct hide: Yjs relies on every struct in a map being one value. */
  readonly hidden: Range[] = [];
  /** How many structs are gone because no client writes such, and what depends on them. */
  healed = 0;
  readonly #places = new RunLengthMap();
  /** For each type, by its number: is it gone, with all that lies in it? */
  readonly #isGone: boolean[] = [true, false];
  /** The numbers of the types, by client and clock, and of roots by name. */
  readonly #types = new Map<number, Map<number, number>>();
  readonly #roots = new Map<string, number>();

  /**
   * Goes through a document.
   *
   * @param updates all of it, in the order in which it was taken.
   * @param deleted the clocks that are deleted in it.
   * @param broken clocks of items that break a rule: they count as gone.
   */
  *visiting(
    updates: readonly DecodedUpdate[],
    deleted: ReadonlyMap<number, ClockRanges>,
    broken: ReadonlyMap<number, ClockRanges> = new Map(),
  ): Work {
    yield* visitingInOrder(updates, (struct, client, clock) => {
      const isBroken = broken.get(client)?.covers(clock, clock + 1) === true;
      const place = isBroken ? this.#heal() : this.#placeOf(struct);
      this.#places.set(client, clock, place);
      const isInDeleted = this.#isGone[place >> 1] === true;
      if (isInDeleted) this.#markDeleted(client, clock, clock + struct.length);
      else if (place % 2 === 1 && struct.length > 1 && struct.content !== Content.Deleted) {
        this.healed += 1;
        this.hidden.push({ client, clock, end: clock + struct.length - 1 });
      }
      if (struct.content !== Content.Type) return;
      const isGone = isInDeleted || deleted.get(client)?.covers(clock, clock + 1) === true;
      this.#addType(client, clock, isGone);
    });
  }

  /** Is the item at this clock gone? */
  isInDeletedParent(client: number, clock: number): boolean {
    return this.#isGone[this.#at(client, clock) >> 1] === true;
  }

  /** Is the item at this clock the value of a key? The bit in a struct's first byte does not always say so. */
  isKeyed(client: number, clock: number): boolean {
    return (this.#at(client, clock) & 1) === 1;
  }

  /** As `Item.getMissing` of Yjs has it, and nowhere what readers place differently. */
  #placeOf(struct: StructReader): number {
    const { leftClock, rightClock, parentClock } = struct;
    if (struct.content === Content.Collected) return 2 * GONE;
    if (struct.isOdd) return this.#heal();
    const left = leftClock === NOWHERE ? null : this.#at(struct.leftClient, leftClock);
    const right = rightClock === NOWHERE ? null : this.#at(struct.rightClient, rightClock);
    if (left !== null && right !== null && left !== right) return this.#between(left, right);
    const beside = left ?? right;
    if (beside !== null) return beside;
    const key = (struct.info & HAS_KEY) === 0 ? 0 : 1;
    if (parentClock === NOWHERE) return 2 * this.#root(struct) + key;
    return 2 * (this.#types.get(struct.parentClient)?.get(parentClock) ?? GONE) + key;
  }

  /** Where an item lies whose neighbours lie in two places. */
  #between(left: number, right: number): number {
    const isLeftGone = this.#isGone[left >> 1] === true;
    const isRightGone = this.#isGone[right >> 1] === true;
    if (isLeftGone && isRightGone) return 2 * GONE;
    if (left >> 1 === UNKNOWN || right >> 1 === UNKNOWN) return left;
    return this.#heal();
  }

  #heal(): number {
    this.healed += 1;
    return 2 * GONE;
  }

  #root({ reader: { bytes }, parentFrom }: StructReader): number {
    const reader = new Reader(bytes);
    reader.at = parentFrom;
    // One byte says that a name follows.
    reader.varUint();
    const from = reader.at;
    reader.skipText();
    const name = utf8.decode(bytes.subarray(from, reader.at));
    let number = this.#roots.get(name);
    if (number === undefined) {
      number = this.#isGone.length;
      this.#roots.set(name, number);
      this.#isGone.push(false);
    }
    return number;
  }

  #addType(client: number, clock: number, isGone: boolean): void {
    let numbers = this.#types.get(client);
    if (numbers === undefined) {
      numbers = new Map();
      this.#types.set(client, numbers);
    }
    numbers.set(clock, this.#isGone.length);
    this.#isGone.push(isGone);
  }

  #markDeleted(client: number, clock: number, end: number): void {
    const last = this.inDeletedParent.at(-1);
    if (last?.client === client && last.end === clock) {
      this.inDeletedParent[this.inDeletedParent.length - 1] = { client, clock: last.clock, end };
    } else this.inDeletedParent.push({ client, clock, end });
  }

  #at(client: number, clock: number): number {
    return this.#places.valueAt(client, clock) ?? 2 * UNKNOWN;
  }
}
