import { useCallback, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import * as Y from "yjs";
import { changeShape } from "../../shared/board/document.ts";
import { PALETTES, type Theme } from "../../shared/board/draw/palette.ts";
import { changeForWords } from "../../shared/board/draw/shape-text.ts";
import { kindOf } from "../../shared/board/kinds.ts";
import { hasText } from "../../shared/board/shape.ts";
import { MAX_SHAPE_TEXT } from "../../shared/limits.ts";
import { useStore } from "../ui/store.ts";
import { words } from "../words/words.ts";
import { panBy } from "./camera.ts";
import type { Editor } from "./editor.ts";
import { letterAt } from "./letter-at.ts";
import type { Publisher } from "./publish.ts";
import { TextBinding, type TextEdit } from "./text-binding.ts";
import { textFieldStyle } from "./text-place.ts";
import { TextSteps } from "./text-steps.ts";
import "./text-editor.css";

interface TextEditorProps {
  editor: Editor;
  publisher: Publisher;
  theme: Theme;
  /** Gives the keys back to the board. */
  onDone: () => void;
}

/** The field for the text that is being edited in place, while one is. */
export function TextEditor(props: TextEditorProps) {
  const { editor } = props;
  const id = useStore(editor.editing);
  const watch = useCallback((listener: () => void) => editor.scene.subscribe(listener), [editor]);
  // A program may put another text into the shape: then that one is edited.
  const text = useSyncExternalStore(watch, () => (id === null ? null : textOf(editor, id)));
  return id === null || text === null ? null : <Field key={id} id={id} text={text} {...props} />;
}

function textOf(editor: Editor, id: string): Y.Text | null {
  const shape = editor.scene.get(id);
  return shape !== undefined && hasText(shape) ? shape.text : null;
}

/** Air between the field and what covers the board below it, in CSS pixels. */
const AIR = 16;

/** A phone's keyboard covers half the board: what is being written moves up, out from under it. */
function keepInSight(editor: Editor, field: HTMLElement): void {
  const seen = window.visualViewport;
  if (seen === null) return;
  const { top, bottom } = field.getBoundingClientRect();
  const covered = bottom + AIR - (seen.offsetTop + seen.height);
  const room = top - editor.insets.get().top - AIR;
  const up = Math.min(covered, room);
  if (up > 0) editor.camera.set(panBy(editor.camera.get(), 0, -up));
}

interface FieldProps extends TextEditorProps {
  id: string;
  text: Y.Text;
}

function Field({ id, text, editor, publisher, theme, onDone }: FieldProps) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const shownTheme = useRef(theme);

  const place = useCallback(() => {
    const field = ref.current;
    const shape = editor.scene.get(id);
    if (field === null || shape === undefined || !hasText(shape)) return;
    const palette = PALETTES[shownTheme.current];
    Object.assign(field.style, textFieldStyle(shape, editor.camera.get(), palette));
    // Browsers scroll a field to its caret; what is seen here is always the whole text.
    field.scrollTop = 0;
    field.scrollLeft = 0;
  }, [id, editor]);

  // Colours alone: an input method may be at work in the field.
  useLayoutEffect(() => {
    shownTheme.current = theme;
    place();
  }, [theme, place]);

  useLayoutEffect(() => {
    const field = ref.current;
    const opened = editor.scene.get(id);
    if (field === null || opened === undefined || !hasText(opened)) return;
    const { caret, column } = editor.opening;
    const wrap = column ?? kindOf(opened).wrap?.(opened);
    const steps = new TextSteps();
    let isComposing = false;

    let told = "";
    const tellCaret = () => {
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

    const write = (change: () => void, edit: TextEdit) =>
      editor.history.typed(
        () => {
          change();
          // The size goes with the letters, or the others would see them wrapped or cut.
          const shape = editor.scene.get(id);
          if (shape === undefined || !hasText(shape)) return;
          changeShape(editor.doc, id, changeForWords(shape, wrap));
        },
        steps.begins(edit, field.value, isComposing),
      );

    const stayInSight = () => keepInSight(editor, field);
    const binding = new TextBinding(field, text, write, () => {
      steps.moveTo(field.selectionEnd);
      tellCaret();
    });
    const onInput = () => {
      binding.input();
      place();
      tellCaret();
      stayInSight();
    };
    const onCompositionStart = () => {
      isComposing = true;
      steps.compose();
      binding.compositionStart();
    };
    const onCompositionEnd = () => {
      binding.compositionEnd();
      isComposing = false;
      place();
      tellCaret();
    };
    editor.fieldWords = () => binding.words;
    const listening = new AbortController();
    const { signal } = listening;
    field.addEventListener("input", onInput, { signal });
    // The browser's own undo knows nothing of what others have written.
    const onBeforeInput = (event: InputEvent) => {
      if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
      event.preventDefault();
      if (event.inputType === "historyUndo") editor.undo();
      else editor.redo();
    };
    field.addEventListener("beforeinput", onBeforeInput, { signal });
    field.addEventListener("compositionstart", onCompositionStart, { signal });
    field.addEventListener("compositionend", onCompositionEnd, { signal });
    document.addEventListener("selectionchange", tellCaret, { signal });
    window.visualViewport?.addEventListener("resize", stayInSight, { signal });
    const stops = [editor.camera.subscribe(place), editor.scene.subscribe(place)];

    place();
    field.focus({ preventScroll: true });
    const at = (caret === null ? null : letterAt(opened, caret)) ?? field.value.length;
    field.setSelectionRange(at, at);
    tellCaret();
    return () => {
      listening.abort();
      for (const stop of stops) stop();
      binding.destroy();
      editor.fieldWords = null;
      publisher.caret(null);
    };
  }, [id, text, editor, publisher, place]);

  const end = () => {
    editor.endEditing();
    onDone();
  };

  return (
    <textarea
      ref={ref}
      className="board-text"
      aria-label={words.board.text}
      dir="auto"
      maxLength={MAX_SHAPE_TEXT}
      autoComplete="off"
      rows={1}
      onBlur={(event) => {
        // Another window in front takes the focus, too, but gives it back.
        if (document.activeElement !== event.currentTarget) editor.endEditing();
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        const command = event.ctrlKey || event.metaKey;
        const key = event.key.toLowerCase();
        if (key === "escape" || key === "tab" || (key === "enter" && command)) end();
        else if (command && (key === "y" || (key === "z" && event.shiftKey))) editor.redo();
        else if (command && key === "z") editor.undo();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
