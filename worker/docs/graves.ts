import type { ClockRanges } from "./clock-ranges.ts";
import type { DecodedUpdate, Range } from "./decode.ts";
import { visitInOrder } from "./order.ts";
import { Steps } from "./steps.ts";
import { Content } from "./struct.ts";

/** The number of the type in which what lies at the document's root lies, or that of which nothing is known. */
const ROOT = -1;

/** Tells what lies in shared types that are deleted: nobody can ever see it again. */
export class Graves {
  /** Everything that lies in a deleted type, in ranges; some of it may not be deleted itself. */
  readonly buried: Range[] = [];
  /** For each clock, the number of the type in which it lies. */
  readonly #places = new Steps();
  /** For each type, by its number: is it gone, with all that lies in it? */
  readonly #isGone: boolean[] = [];
  /** The numbers of the types, by client and clock. */
  readonly #types = new Map<number, Map<number, number>>();

  /**
   * @param updates a whole document, in the order in which it was taken.
   * @param deleted what was deleted in it.
   */
  constructor(updates: readonly DecodedUpdate[], deleted: ReadonlyMap<number, ClockRanges>) {
    visitInOrder(updates, (struct, client, clock) => {
      const place = struct.placed(this.#at, this.#within, ROOT);
      this.#places.put(client, clock, place);
      const isBuried = this.#isGone[place] === true;
      if (isBuried) this.#bury(client, clock, clock + struct.length);
      if (struct.content !== Content.Type) return;
      let numbers = this.#types.get(client);
      if (numbers === undefined) {
        numbers = new Map();
        this.#types.set(client, numbers);
      }
      numbers.set(clock, this.#isGone.length);
      this.#isGone.push(isBuried || deleted.get(client)?.covers(clock, clock + 1) === true);
    });
  }

  /** Does what has this clock lie in a type that is gone? */
  holds(client: number, clock: number): boolean {
    return this.#isGone[this.#at(client, clock)] === true;
  }

  #bury(client: number, clock: number, end: number): void {
    const last = this.buried.at(-1);
    if (last?.client === client && last.end === clock) {
      this.buried[this.buried.length - 1] = { client, clock: last.clock, end };
    } else this.buried.push({ client, clock, end });
  }

  readonly #at = (client: number, clock: number): number => this.#places.at(client, clock) ?? ROOT;

  readonly #within = (client: number, clock: number): number =>
    this.#types.get(client)?.get(clock) ?? ROOT;
}
