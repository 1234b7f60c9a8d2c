/** The people who have shapes selected, or had them a moment ago: the document does not say who deletes. It knows no page. */
import type { ReadableStore } from "../../ui/store.ts";
import type { Other } from "./others.ts";

/** Milliseconds for which a person counts as holding a shape that they have selected no more: presence may overtake the document. */
const RECENT_MS = 5_000;

/** Remembers who holds which shapes. A person who types in a shape does not count as holding it. */
export class RecentHolders {
  readonly #others: ReadableStore<readonly Other[]>;
  readonly #stop: () => void;
  #now: readonly Other[];
  /** The states that others have replaced or taken back since, oldest first. */
  #before: { readonly other: Other; readonly until: number }[] = [];

  constructor(others: ReadableStore<readonly Other[]>) {
    this.#others = others;
    this.#now = others.get();
    this.#stop = others.subscribe(this.#look);
  }

  /** The one person who may have deleted the shape; null: nobody, or one of several. */
  holderOf(id: string): Other | null {
    const types = ({ caret }: Other) => caret?.shape === id;
    const writers = new Set(this.#now.filter(types).map((other) => other.id));
    const holders = new Map<string, Other>();
    for (const other of [...this.#recent().map((before) => before.other), ...this.#now]) {
      if (!other.selection.includes(id) || types(other) || writers.has(other.id)) continue;
      holders.set(other.id, other);
    }
    const [only, second] = holders.values();
    return second === undefined ? (only ?? null) : null;
  }

  destroy(): void {
    this.#stop();
  }

  #recent() {
    const since = Date.now() - RECENT_MS;
    return this.#before.filter(({ until }) => until >= since);
  }

  /** A state that has not changed is the same object. */
  readonly #look = (): void => {
    const until = Date.now();
    const now = new Set(this.#others.get());
    const replaced = this.#now.filter((other) => !now.has(other));
    this.#before = [...this.#recent(), ...replaced.map((other) => ({ other, until }))];
    this.#now = [...now];
  };
}
