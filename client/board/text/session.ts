/** A text session: the editing of one shape's text in place, from its opening to its end. It knows no React. */
import * as Y from "yjs";
import { changeShape } from "../../../shared/board/document.ts";
import { PALETTES, type Theme } from "../../../shared/board/draw/palette.ts";
import { changeForWords } from "../../../shared/board/draw/shape-text.ts";
import { kindOf } from "../../../shared/board/kinds.ts";
import { hasText, type TextualShape } from "../../../shared/board/shape.ts";
import { words } from "../../words/words.ts";
import type { Editor } from "../editor.ts";
import type { Publisher } from "../live/publish.ts";
import { TextBinding, type TextEdit } from "./binding.ts";
import { makeField } from "./field.ts";
import { keepInSight } from "./keep-in-sight.ts";
import { letterAt } from "./letter-at.ts";
import { textFieldStyle } from "./place.ts";
import { TextSteps } from "./steps.ts";

/** Where a text stands and what surrounds it. */
export interface TextPlace {
  readonly editor: Editor;
  readonly publisher: Publisher;
  /** The id of the shape whose text it is. */
  readonly id: string;
  readonly theme: Theme;
  /** Gives the keys back to the board. */
  readonly onDone: () => void;
}

/** A text that is being edited. Everything around it works with any editor of text that gives one. */
export interface TextSession {
  /** Shows the text in the colours of this theme. An input method may be at work: nothing else changes. */
  setTheme(theme: Theme): void;
  /** Ends the editing and removes its element. */
  end(): void;
}

/** Opens a shape's text for editing, in an element of its own inside `host`, and puts the caret into it. */
export function openText(host: HTMLElement, text: Y.Text, place: TextPlace): TextSession {
  const { editor, publisher, id, onDone } = place;
  let { theme } = place;
  const shapeNow = (): TextualShape | null => {
    const shape = editor.scene.get(id);
    return shape !== undefined && hasText(shape) ? shape : null;
  };
  const opened = shapeNow();
  const { caret, column } = editor.opening;
  const wrap = column ?? (opened === null ? undefined : kindOf(opened).wrap?.(opened));
  const steps = new TextSteps();
  const listening = new AbortController();
  let isComposing = false;
  let told = "";

  const stand = (): void => {
    const shape = shapeNow();
    if (shape === null) return;
    Object.assign(field.style, textFieldStyle(shape, editor.camera.get(), PALETTES[theme]));
    // Browsers scroll a field to its caret; what is seen here is always the whole text.
    field.scrollTop = 0;
    field.scrollLeft = 0;
  };

  const tellCaret = (): void => {
    const { caret } = binding;
    if (caret === null) return;
    const { item, type, assoc } = Y.relativePositionToJSON(caret.position);
    const position = item === undefined ? { type, assoc } : { item, assoc };
    // It keeps to its letter: what others write before that moves it on their screens, too.
    const now = JSON.stringify(position);
    if (now === told) return;
    told = now;
    publisher.caret({ shape: id, index: caret.index, position });
  };

  const write = (change: () => void, edit: TextEdit): void =>
    editor.history.typed(
      () => {
        change();
        // The size goes with the letters, or the others would see them wrapped or cut.
        const shape = shapeNow();
        if (shape !== null) changeShape(editor.doc, id, changeForWords(shape, wrap));
      },
      steps.begins(edit, field.value, isComposing),
    );

  const field = makeField(words.board.text, listening.signal, {
    onInput() {
      binding.input();
      stand();
      tellCaret();
      keepInSight(editor, field);
    },
    onCompositionStart() {
      isComposing = true;
      steps.compose();
      binding.compositionStart();
    },
    onCompositionEnd() {
      binding.compositionEnd();
      isComposing = false;
      stand();
      tellCaret();
    },
    onUndo: () => editor.undo(),
    onRedo: () => editor.redo(),
    onLeft: () => editor.endEditing(),
    onDone() {
      editor.endEditing();
      onDone();
    },
  });
  host.append(field);

  const binding = new TextBinding(field, text, write, () => {
    steps.moveTo(field.selectionEnd);
    tellCaret();
  });
  editor.fieldWords = () => binding.words;
  const { signal } = listening;
  document.addEventListener("selectionchange", tellCaret, { signal });
  window.visualViewport?.addEventListener("resize", () => keepInSight(editor, field), { signal });
  const stops = [editor.camera.subscribe(stand), editor.scene.subscribe(stand)];

  stand();
  field.focus({ preventScroll: true });
  const letter = opened === null || caret === null ? null : letterAt(opened, caret);
  const at = letter ?? field.value.length;
  field.setSelectionRange(at, at);
  tellCaret();

  return {
    setTheme(next) {
      theme = next;
      stand();
    },
    end() {
      listening.abort();
      for (const stop of stops) stop();
      binding.destroy();
      editor.fieldWords = null;
      publisher.caret(null);
      field.remove();
    },
  };
}
