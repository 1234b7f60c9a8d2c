import { nameIn } from "../../../testkit/generic-client.ts";
import type { AwarenessEntry } from "../../../testkit/wire.ts";

/** The other people who are here, as awareness frames tell it. */
export class RemotePresence {
  readonly #self: number;
  readonly #known = new Map<number, AwarenessEntry>();

  constructor(self: number) {
    this.#self = self;
  }

  /**
   * Takes one entry: a higher clock is news, and so is `null` at the same clock.
   *
   * @returns true when it says that we ourselves are gone.
   */
  take(entry: AwarenessEntry): boolean {
    if (entry.client === this.#self) return entry.state === null;
    const known = this.#known.get(entry.client);
    const isNews =
      known === undefined ||
      entry.clock > known.clock ||
      (entry.clock === known.clock && entry.state === null);
    if (isNews) this.#known.set(entry.client, entry);
    return false;
  }

  /** The connection is lost: whoever is here will be told anew. */
  forgetEverybody(): void {
    this.#known.clear();
  }

  get names(): string[] {
    return [...this.#known.values()].flatMap(({ state }) => nameIn(state));
  }
}
