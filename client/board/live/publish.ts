import type { Awareness } from "y-protocols/awareness";
import type { Point } from "../../../shared/board/shape.ts";
import { MAX_COORDINATE } from "../../../shared/limits.ts";
import type { Caret } from "../../../shared/presence.ts";
import type { Editor } from "../editor.ts";

/** Milliseconds without a movement after which my pointer rests. */
const REST_MS = 1_000;

/** Presence takes so many ids of selected shapes. */
const MAX_SELECTION = 64;

/**
 * Tells the others where my pointer is and what I have selected. A pointer that
 * moves is a gesture, which is cheap. Presence says that the pointer has come
 * to the board, where it last rested, and that it is gone.
 */
export class Publisher {
  readonly #editor: Editor;
  readonly #presence: Awareness;
  readonly #stopWatching: () => void;
  #pointer: Point | null = null;
  /** As presence has it. */
  #told: Point | null = null;
  #movedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(editor: Editor, presence: Awareness) {
    this.#editor = editor;
    this.#presence = presence;
    const tellSelection = () =>
      presence.setLocalStateField("selection", editor.selection.get().slice(0, MAX_SELECTION));
    this.#stopWatching = editor.selection.subscribe(tellSelection);
  }

  /** My pointer is at this point of the board, or not on it (`null`). */
  point(at: Point | null): void {
    const before = this.#pointer;
    this.#pointer = at === null ? null : [precise(at[0]), precise(at[1])];
    const xy = this.#pointer;
    if (xy === null || before === null) {
      this.#tell();
    } else if (!isSame(xy, before)) {
      this.#editor.gestures.send({ kind: "point", xy });
      this.#movedAt = Date.now();
      this.#timer ??= setTimeout(this.#restIfStill, REST_MS);
    }
  }

  /** The caret of the text that I am editing, or none. */
  caret(at: Caret | null): void {
    this.#presence.setLocalStateField("caret", at);
  }

  destroy(): void {
    this.#stopWatching();
    clearTimeout(this.#timer);
    if (this.#presence.getLocalState() === null) return;
    this.#presence.setLocalStateField("pointer", null);
    this.#presence.setLocalStateField("selection", []);
  }

  /** One timer for a whole movement, rather than a new one for each of its steps. */
  readonly #restIfStill = (): void => {
    const left = this.#movedAt + REST_MS - Date.now();
    if (left > 0) this.#timer = setTimeout(this.#restIfStill, left);
    else this.#tell();
  };

  #tell(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const at = this.#pointer;
    if (isSame(at, this.#told)) return;
    this.#told = at;
    this.#presence.setLocalStateField("pointer", at === null ? null : { x: at[0], y: at[1] });
  }
}

/** To an eighth of a unit, as gestures have it, so that a pointer which comes to rest does not move once more. */
function precise(value: number): number {
  const bounded = Math.min(MAX_COORDINATE, Math.max(-MAX_COORDINATE, value));
  return Math.round(bounded * 8) / 8;
}

function isSame(a: Point | null, b: Point | null): boolean {
  return a === b || (a !== null && b !== null && a[0] === b[0] && a[1] === b[1]);
}
