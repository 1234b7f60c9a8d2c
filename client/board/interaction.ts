import { batch } from "../ui/store.ts";
import type { Editor } from "./editor.ts";
import type { Grip, OverlayPart } from "./overlay/part.ts";
import type { Drag, PointerInput, Tool, ToolName } from "./tools/tool.ts";

/** Hands events to the tool in hand, and keeps the one drag that there is between a press and its end. */
export class Interaction {
  readonly #editor: Editor;
  readonly #tools: ReadonlyMap<ToolName, Tool>;
  /** The parts of the overlay that can be taken, the topmost first. */
  readonly #parts: readonly OverlayPart[];
  readonly #stopWatching: () => void;
  #drag: Drag | null = null;
  #last: PointerInput | null = null;

  constructor(editor: Editor, parts: readonly OverlayPart[]) {
    this.#editor = editor;
    this.#parts = parts.filter(({ grab }) => grab !== undefined).sort((a, b) => b.above - a.above);
    this.#tools = new Map(editor.tools.map(({ name, make }) => [name, make(editor)]));
    editor.hand.placeInMiddle = () => this.tool.place ?? null;
    // A person who loses the right to edit in the middle of a drag does not finish it.
    this.#stopWatching = editor.readOnly.subscribe(() => this.cancel());
  }

  get isDragging(): boolean {
    return this.#drag !== null;
  }

  get tool(): Tool {
    const name = this.#editor.hand.tool.get();
    const tool = this.#tools.get(name);
    if (tool === undefined) throw new Error(`The board has no tool ${name}.`);
    return tool;
  }

  /** A press; `drag`: one that does not belong to the tool, such as moving the board with the middle button. */
  press(input: PointerInput, drag?: (input: PointerInput) => Drag): void {
    this.cancel();
    this.#editor.text.end();
    this.#editor.hand.keys?.end();
    this.#editor.text.pause.end();
    this.#last = input;
    this.#editor.hand.pointer = input.screen;
    if (drag !== undefined) this.#drag = drag(input);
    else {
      // A double click opens a text, also under a handle.
      const found = this.#gripAt(input);
      const grip = input.clicks === 2 && found?.takesDoubleClicks !== true ? null : found;
      this.#drag = grip === null ? this.tool.press(input) : grip.drag(input);
    }
  }

  move(input: PointerInput): void {
    this.#last = input;
    this.#editor.hand.pointer = input.screen;
    if (this.#drag === null) this.#hover(input);
    else this.#drag.move(input);
  }

  #hover(input: PointerInput): void {
    const grip = this.#gripAt(input);
    batch(() => {
      this.tool.hover?.(grip === null ? input : null);
      if (grip !== null) this.#editor.hand.cursor.set(grip.cursor);
    });
  }

  #gripAt({ screen, pointer, ctrl }: PointerInput): Grip | null {
    if (this.#editor.hand.tool.get() !== "select") return null;
    for (const part of this.#parts) {
      const grip = part.grab?.(screen, pointer, ctrl) ?? null;
      if (grip !== null) return grip;
    }
    return null;
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
    if (this.#drag !== null) return;
    this.tool.hover?.(null);
    for (const { leave } of this.#parts) leave?.();
  }

  /** Shift, alt or ctrl was pressed or let go while the hand kept still: the drag shows it at once. */
  modify(keys: Pick<PointerInput, "shift" | "alt" | "ctrl">): void {
    const last = this.#last;
    if (this.#drag === null || last === null) return;
    const { shift, alt, ctrl } = keys;
    if (last.shift === shift && last.alt === alt && last.ctrl === ctrl) return;
    this.move({ ...last, shift, alt, ctrl, trail: [] });
  }

  destroy(): void {
    this.cancel();
    this.#stopWatching();
  }
}
