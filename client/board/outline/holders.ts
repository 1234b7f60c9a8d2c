/** The people who have shapes selected, or had them a moment ago. It knows no page. */
import type { ReadableStore } from "../../ui/store.ts";
import type { Other } from "../live/others.ts";

/** Milliseconds for which somebody still counts as holding a shape: presence may overtake the document. */
const RECENT_MS = 5_000;

/** Remembers who has which shape selected. */
export class Holders {
  readonly #others: ReadableStore<readonly Other[]>;
  readonly #stop: () => void;
  #now: readonly Other[];
  #before: readonly Other[] = [];
  #changed = Number.NEGATIVE_INFINITY;

  constructor(others: ReadableStore<readonly Other[]>) {
    this.#others = others;
    this.#now = others.get();
    this.#stop = others.subscribe(() => {
      this.#before = this.#now;
      this.#now = this.#others.get();
      this.#changed = performance.now();
    });
  }

  /** The person who has a shape selected, or had it; null: nobody, or several. */
  holderOf(id: string): Other | null {
    const holds = ({ selection }: Other) => selection.includes(id);
    const isRecent = performance.now() - this.#changed < RECENT_MS;
    const now = this.#now.filter(holds);
    const held = now.length > 0 || !isRecent ? now : this.#before.filter(holds);
    const [only, second] = held;
    return second === undefined ? (only ?? null) : null;
  }

  destroy(): void {
    this.#stop();
  }
}
