import type { Editor } from "./editor.ts";
import type { Drag, PointerInput, Tool } from "./tools/tool.ts";
import { allTools } from "./tools/tools.ts";

/** Hands events to the tool in hand, and keeps the one drag that there is between a press and its end. */
export class Interaction {
  readonly #editor: Editor;
  readonly #tools: ReturnType<typeof allTools>;
  readonly #stopWatching: () => void;
  #drag: Drag | null = null;
  #last: PointerInput | null = null;

  constructor(editor: Editor) {
    this.#editor = editor;
    this.#tools = allTools(editor);
    // A person who loses the right to edit in the middle of a drag does not finish it.
    this.#stopWatching = editor.readOnly.subscribe(() => this.cancel());
  }

  get isDragging(): boolean {
    return this.#drag !== null;
  }

  get tool(): Tool {
    return this.#tools[this.#editor.tool.get()];
  }

  /** A press; `drag`: one that does not belong to the tool, such as moving the board with the middle button. */
  press(input: PointerInput, drag?: (input: PointerInput) => Drag): void {
    this.cancel();
    this.#editor.endEditing();
    this.#editor.typingPause.end();
    this.#last = input;
    this.#drag = drag === undefined ? this.tool.press(input) : drag(input);
  }

  move(input: PointerInput): void {
    this.#last = input;
    if (this.#drag === null) this.tool.hover?.(input);
    else this.#drag.move(input);
  }

  lift(input: PointerInput): void {
    this.#last = input;
    const drag = this.#drag;
    this.#drag = null;
    drag?.lift(input);
  }

  /** Ends a drag as if it had never been; `false` when there was none. */
  cancel(): boolean {
    const drag = this.#drag;
    this.#drag = null;
    drag?.cancel();
    return drag !== null;
  }

  /** The pointer has left the board. */
  leave(): void {
    if (this.#drag === null) this.tool.hover?.(null);
  }

  /** Shift or alt was pressed or let go while the hand kept still: the drag shows it at once. */
  modify(keys: { shift: boolean; alt: boolean }): void {
    if (this.#drag === null || this.#last === null) return;
    if (this.#last.shift === keys.shift && this.#last.alt === keys.alt) return;
    this.move({ ...this.#last, ...keys, trail: [] });
  }

  destroy(): void {
    this.cancel();
    this.#stopWatching();
  }
}
