import { hasLetters } from "../../shared/board/draw/runs.ts";
import type { SavedShape } from "../../shared/board/saved-shape.ts";
import { hasText, type Shape } from "../../shared/board/shape.ts";
import { createStore, type ReadableStore } from "../ui/store.ts";

/** The cause of a deletion: my own undo, or another person, by name where one is known. */
export type Deletion =
  | { readonly kind: "undo" }
  | { readonly kind: "other"; readonly name: string | null };

/** A shape that was deleted while I typed in it. */
export interface LostShape {
  readonly saved: SavedShape;
  /** All that stood in it, mine and the others'. */
  readonly words: string;
  readonly deletion: Deletion;
}

/** Keeps the shape that I type in, and offers it when it is deleted, until I decide. */
export class LostShapes {
  /** The oldest first. */
  readonly offers: ReadableStore<readonly LostShape[]>;
  readonly #offers = createStore<readonly LostShape[]>([]);
  #kept: SavedShape | null = null;

  constructor() {
    this.offers = this.#offers;
  }

  /** Keeps the shape that I type in as it stands now; null: I type in none. */
  keep(saved: SavedShape | null): void {
    this.#kept = saved;
  }

  /** Offers the kept shape, which is deleted. `words` are those in the field, which may be ahead of the document. */
  offer(deletion: Deletion, words: string | null): void {
    const kept = this.#kept;
    this.#kept = null;
    if (kept === null) return;
    const text = words ?? String(kept.fields["text"] ?? "");
    // My own undo has taken all words before it takes the shape, and redo brings both.
    if (deletion.kind === "undo" && text === "") return;
    const saved = { ...kept, fields: { ...kept.fields, text } };
    this.#offers.set([...this.#offers.get(), { saved, words: text, deletion }]);
  }

  /** A shape has come to the board; an offer of the same with the same words is done with. */
  found(shape: Shape): void {
    if (!hasText(shape)) return;
    const isSame = ({ saved, words }: LostShape) =>
      saved.id === shape.id && hasLetters(shape.text, words);
    if (this.#offers.get().some(isSame)) {
      this.#offers.set(this.#offers.get().filter((lost) => !isSame(lost)));
    }
  }

  /** The offer is taken, or not wanted. */
  drop(lost: LostShape): void {
    this.#offers.set(this.#offers.get().filter((other) => other !== lost));
  }
}
