/** The text that the user edits in place: how it begins and ends, and what happens when its shape is deleted meanwhile. */
import { deleteShapes, giveText, shapeHasText } from "../../../shared/board/document.ts";
import { hasLetters } from "../../../shared/board/draw/runs.ts";
import { isNothing } from "../../../shared/board/kinds.ts";
import { putBack, saveShape } from "../../../shared/board/saved-shape.ts";
import { hasText, type Point } from "../../../shared/board/shape.ts";
import { createStore } from "../../ui/store.ts";
import type { Editor } from "../editor.ts";
import { type LostShape, LostShapes } from "../lost-shapes.ts";
import type { SceneChange } from "../scene/scene.ts";
import { TypingPause } from "./typing-pause.ts";

/** How the editing of a text begins. */
export interface TextOpening {
  /** The point of the board at which the caret stands; `null`: the end. */
  readonly caret: Point | null;
  /** The width at which a new text wraps, in board units; `null`: it is as wide as its words. */
  readonly column: number | null;
}

/** The editing of texts at one board. */
export class TextEditing {
  readonly #editor: Editor;
  /** The id of the shape whose text is being edited in place. */
  readonly editing = createStore<string | null>(null);
  /** How the editing of that text began. */
  opening: TextOpening = { caret: null, column: null };
  /** Shapes that were deleted while I typed in them. */
  readonly lost = new LostShapes();
  /** Holds the keys back after a text was taken from under them. */
  readonly pause = new TypingPause();
  /** The words in the field that edits the text, which may be ahead of the document. */
  fieldWords: (() => string) | null = null;

  /** The editor may be half made: it is read when a text is edited. */
  constructor(editor: Editor) {
    this.#editor = editor;
  }

  /** Begins to edit a shape's text in place, with the caret at a point of the board or at the end. */
  edit(id: string, opening: Partial<TextOpening> = {}): void {
    const { doc, scene, history, hand, selection, readOnly } = this.#editor;
    const shape = scene.get(id);
    if (readOnly.get() || shape === undefined || shape.locked || !hasText(shape)) return;
    if (this.editing.get() === id) return;
    this.end();
    this.pause.end();
    history.pause();
    hand.hover.set(null);
    selection.set([id]);
    // Arrows and lines of before have no text yet. Nobody would want to undo that they have.
    if (!shapeHasText(doc, id)) history.unrecorded(() => giveText(doc, id));
    this.lost.keep(saveShape(doc, id));
    this.opening = { caret: null, column: null, ...opening };
    this.editing.set(id);
  }

  /** Writes a new shape, which is a step of its own, and begins to edit its text. */
  open(id: string, write: () => void, opening: Partial<TextOpening> = {}): void {
    const editor = this.#editor;
    if (editor.readOnly.get()) return;
    if (!editor.hand.toolLock.get()) editor.take("select");
    editor.transact(write);
    this.edit(id, opening);
  }

  /** Brings back a shape that was deleted while I typed in it, and goes on with its text. */
  bringBack(lost: LostShape): void {
    const editor = this.#editor;
    if (editor.readOnly.get()) return;
    editor.take("select");
    editor.transact(() => putBack(editor.doc, [lost.saved]));
    this.lost.drop(lost);
    const shape = editor.scene.get(lost.saved.id);
    // Somebody else may have brought it back with other words: then mine stand beside it.
    if (shape !== undefined && hasText(shape) && hasLetters(shape.text, lost.words)) {
      this.edit(shape.id);
    }
  }

  /** Ends editing in place. A text without a letter is nothing that anybody could see or find: it goes. */
  end(): void {
    const id = this.editing.get();
    if (id === null) return;
    const { doc, scene, history, readOnly } = this.#editor;
    this.editing.set(null);
    this.lost.keep(null);
    history.pause();
    const shape = scene.get(id);
    if (shape !== undefined && isNothing(shape) && !readOnly.get()) {
      history.unrecorded(() => deleteShapes(doc, [id]));
    }
  }

  /** The scene has changed: keeps the shape that I type in, or offers it when it is gone. */
  follow({ added, changed, removed }: SceneChange): void {
    const { doc, scene } = this.#editor;
    const id = this.editing.get();
    if (id !== null && removed.includes(id)) this.#lose(id);
    else if (id !== null && changed.includes(id)) this.lost.keep(saveShape(doc, id));
    if (this.lost.offers.get().length === 0) return;
    for (const one of added) {
      const shape = scene.get(one);
      if (shape !== undefined) this.lost.found(shape);
    }
  }

  /** The shape that I type in is deleted. Unless I have deleted it myself, its words are offered, and keys wait. */
  #lose(id: string): void {
    const { history, people } = this.#editor;
    const words = () => this.fieldWords?.() ?? null;
    if (history.acts === null)
      this.lost.offer({ kind: "other", name: people.whoDeleted(id) }, words());
    else if (history.acts === "undo") this.lost.offer({ kind: "undo" }, words());
    if (history.acts !== "write") this.pause.begin(performance.now());
    this.lost.keep(null);
    this.editing.set(null);
    history.pause();
  }
}
