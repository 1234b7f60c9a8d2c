import type { ReadableStore } from "../../ui/store.ts";
import type { Other } from "./others.ts";

/** Milliseconds for which a person counts as holding a shape that they have selected no more: presence may overtake the document. */
const RECENT_MS = 5_000;

/**
 * Remembers who has the shape selected that I type in, or had it a moment ago:
 * the document does not say who deletes. A person who types in it, too, does
 * not count.
 */
export class RecentHolders {
  readonly #editing: ReadableStore<string | null>;
  readonly #others: ReadableStore<readonly Other[]>;
  readonly #stops: readonly (() => void)[];
  #shape: string | null = null;
  /** The holders by id, and since when each holds the shape no more; null: they do. */
  readonly #holders = new Map<string, { other: Other; until: number | null }>();

  constructor(editing: ReadableStore<string | null>, others: ReadableStore<readonly Other[]>) {
    this.#editing = editing;
    this.#others = others;
    this.#stops = [editing.subscribe(this.#look), others.subscribe(this.#look)];
    this.#look();
  }

  /** The one person who may have deleted the shape; null: nobody, or one of several. */
  holderOf(id: string): Other | null {
    if (id !== this.#shape) return null;
    const since = Date.now() - RECENT_MS;
    const recent = [...this.#holders.values()].filter(
      ({ until }) => until === null || until >= since,
    );
    return recent.length === 1 ? (recent[0]?.other ?? null) : null;
  }

  destroy(): void {
    for (const stop of this.#stops) stop();
  }

  readonly #look = (): void => {
    const shape = this.#editing.get();
    if (shape !== this.#shape) this.#holders.clear();
    this.#shape = shape;
    if (shape === null) return;
    const holding = new Map<string, Other>();
    for (const other of this.#others.get()) {
      if (other.caret?.shape === shape) this.#holders.delete(other.id);
      else if (other.selection.includes(shape)) holding.set(other.id, other);
    }
    for (const [id, holder] of this.#holders) {
      if (!holding.has(id)) holder.until ??= Date.now();
    }
    for (const [id, other] of holding) this.#holders.set(id, { other, until: null });
  };
}
