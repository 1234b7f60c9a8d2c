import type { Awareness } from "y-protocols/awareness";
import type { Point } from "../../shared/board/shape.ts";
import type { Editor } from "./editor.ts";

/** The least time between two pointers that I tell the others. */
const POINTER_MS = 33;

/** Presence takes so many ids of selected shapes. */
const MAX_SELECTION = 64;

/** Tells the others where my pointer is and what I have selected. */
export class Publisher {
  readonly #presence: Awareness;
  readonly #stopWatching: () => void;
  #pointer: Point | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #lastSent = 0;

  constructor(editor: Editor, presence: Awareness) {
    this.#presence = presence;
    const tellSelection = () =>
      presence.setLocalStateField("selection", editor.selection.get().slice(0, MAX_SELECTION));
    this.#stopWatching = editor.selection.subscribe(tellSelection);
  }

  /** My pointer is at this point of the board, or not on it (`null`). The newest is told within 33 ms. */
  point(at: Point | null): void {
    this.#pointer = at;
    if (this.#timer !== null) return;
    const wait = this.#lastSent + POINTER_MS - Date.now();
    if (wait <= 0) this.#tell();
    else {
      this.#timer = setTimeout(() => {
        this.#timer = null;
        this.#tell();
      }, wait);
    }
  }

  /** The caret of the text that I am editing, or none. */
  caret(at: { shape: string; index: number } | null): void {
    this.#presence.setLocalStateField("caret", at);
  }

  destroy(): void {
    this.#stopWatching();
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#presence.getLocalState() === null) return;
    this.#presence.setLocalStateField("pointer", null);
    this.#presence.setLocalStateField("selection", []);
  }

  #tell(): void {
    this.#lastSent = Date.now();
    const at = this.#pointer;
    const pointer =
      at === null ? null : { x: Math.round(at[0] * 10) / 10, y: Math.round(at[1] * 10) / 10 };
    this.#presence.setLocalStateField("pointer", pointer);
  }
}
