/** A text session: the editing of one shape's text in place, from its opening to its end. It knows no React. */
import * as Y from "yjs";
import { changeShape } from "../../../shared/board/document.ts";
import { PALETTES, type Theme } from "../../../shared/board/draw/palette.ts";
import { isFormatted, isSameLook, lettersOf } from "../../../shared/board/draw/runs.ts";
import { changeForWords } from "../../../shared/board/draw/shape-text.ts";
import { kindOf } from "../../../shared/board/kinds.ts";
import { hasText, type TextualShape } from "../../../shared/board/shape.ts";
import { createStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import type { Editor } from "../editor.ts";
import type { Publisher } from "../live/publish.ts";
import type { TextEdit } from "./binding.ts";
import {
  type FormatAct,
  type FormatState,
  type Formatting,
  formatKey,
  NO_FORMAT,
} from "./format.ts";
import { keepInSight } from "./keep-in-sight.ts";
import { letterAt } from "./letter-at.ts";
import type { Pad, PadEvents } from "./pad.ts";
import { textFieldStyle } from "./place.ts";
import { openPlainPad } from "./plain-pad.ts";
import { shortcutIn } from "./shortcuts.ts";
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
  /** Its formatting, for its bar. */
  readonly formatting: Formatting;
  /** The element in which it is edited now. */
  readonly element: HTMLElement;
  /** Shows the text in the colours of this theme. An input method may be at work: nothing else changes. */
  setTheme(theme: Theme): void;
  /** Ends the editing and removes its element. */
  end(): void;
}

/** The rich editor, once somebody has needed it. */
let rich: Promise<typeof import("./rich/rich-pad.ts")> | null = null;

/** Opens a shape's text for editing, in an element of its own inside `host`, and puts the caret into it. */
export function openText(host: HTMLElement, text: Y.Text, place: TextPlace): TextSession {
  const { editor, publisher, id, onDone } = place;
  let { theme } = place;
  const shapeNow = (): TextualShape | null => {
    const shape = editor.scene.get(id);
    return shape !== undefined && hasText(shape) ? shape : null;
  };
  const opened = shapeNow();
  const { caret, column } = editor.text.opening;
  const wrap = column ?? (opened === null ? undefined : kindOf(opened).wrap?.(opened));
  const steps = new TextSteps();
  const state = createStore<FormatState>(NO_FORMAT);
  const asksLink = createStore(false);
  let isComposing = false;
  let hasEnded = false;
  /** The focus goes from the plain editor to the rich one. */
  let isMoving = false;
  let told = "";
  /** The acts that wait for the rich editor. */
  const waiting: (() => void)[] = [];

  const stand = (): void => {
    const shape = shapeNow();
    if (shape === null) return;
    pad.stand(shape, textFieldStyle(shape, editor.view.camera.get(), PALETTES[theme]));
  };

  const tellCaret = (): void => {
    const { caret, from } = pad.binding;
    if (caret === null) return;
    // It keeps to its letter: what others write before that moves it on their screens, too.
    const now = JSON.stringify([caret.position, from?.position]);
    if (now === told) return;
    told = now;
    publisher.caret({ shape: id, ...caret, from });
  };

  const tellFormat = (): void => {
    const next = pad.format?.state() ?? { ...NO_FORMAT, hasSelection: hasSelection() };
    if (!isSameFormat(next, state.get())) state.set(next);
  };

  const hasSelection = (): boolean => {
    const { start, end } = pad.selection();
    return start < end;
  };

  /** The size goes with the letters, or the others would see them wrapped or cut. */
  const resize = (): void => {
    const shape = shapeNow();
    if (shape !== null) changeShape(editor.doc, id, changeForWords(shape, wrap));
  };

  const events: PadEvents = {
    onInput() {
      if (!isComposing) lookForShortcut();
      stand();
      tellCaret();
      tellFormat();
      keepInSight(editor, pad.element);
    },
    onCompositionStart() {
      isComposing = true;
      steps.compose();
    },
    onCompositionEnd() {
      isComposing = false;
      stand();
      tellCaret();
      if (waiting.length > 0) void enrich();
    },
    onUndo: () => editor.undo(),
    onRedo: () => editor.redo(),
    onLeft() {
      if (!isMoving) editor.text.end();
    },
    onDone() {
      editor.text.end();
      onDone();
    },
    onKey(event) {
      const meant = formatKey(event);
      if (meant === "link") asksLink.set(true);
      else if (meant !== null) act(meant);
      else return pad.format?.onKey(event) ?? false;
      return true;
    },
    onAct: (meant) => act(meant),
    onPasted(html, letters) {
      waiting.push(() => {
        if (pad.format?.paste(html) === false) pad.format.replace(letters);
      });
      void enrich();
    },
    onFormat: () => tellFormat(),
    onSync() {
      steps.moveTo(pad.selection().end);
      stand();
      tellCaret();
      tellFormat();
      if (pad.format === undefined && isFormatted(text)) void enrich();
    },
    write(change, edit, after) {
      lastEdit = edit;
      editor.history.typed(
        () => {
          change();
          resize();
        },
        steps.begins(edit, after, isComposing),
      );
    },
    writeFormat(change) {
      editor.history.typed(() => {
        change();
        resize();
      }, true);
      steps.cut();
    },
  };
  let lastEdit: TextEdit | null = null;

  /** The sign that was typed last may end a shortcut of Markdown. */
  const lookForShortcut = (): void => {
    const edit = lastEdit;
    lastEdit = null;
    if (edit === null || edit.insert.length !== 1 || edit.remove > 0) return;
    const { selection } = pad.binding;
    if (selection === null || selection.from !== selection.to) return;
    if (pad.format !== undefined) {
      pad.format.shorten(selection.from);
      return;
    }
    const before = text.toString().slice(0, selection.from);
    if (shortcutIn(before.slice(before.lastIndexOf("\n") + 1)) === null) return;
    const position = Y.createRelativePositionFromTypeIndex(text, selection.from, -1);
    waiting.push(() => {
      const index = indexOf(position);
      if (index !== null) pad.format?.shorten(index);
    });
    void enrich();
  };

  const indexOf = (position: Y.RelativePosition): number | null => {
    const found =
      text.doc === null ? null : Y.createAbsolutePositionFromRelativePosition(position, text.doc);
    return found?.type === text ? found.index : null;
  };

  /** Formats the selection; in the plain editor once the rich one has come. */
  const act = (meant: FormatAct): void => {
    if (pad.format !== undefined) {
      pad.format.act(meant);
      stand();
      tellFormat();
      return;
    }
    const before = pad.binding.selection;
    const start = before === null ? null : Y.createRelativePositionFromTypeIndex(text, before.from);
    waiting.push(() => {
      const now = pad.binding.selection;
      pad.format?.act(meant);
      // The letters that were typed meanwhile were meant, too.
      const from = start === null ? null : indexOf(start);
      if (before === null || before.from < before.to || from === null || now === null) return;
      if (from < now.from) pad.format?.actOn(meant, from, now.from);
    });
    void enrich();
  };

  /** Puts the rich editor in the place of the plain one. The browser's keys go from one to the other between two letters. */
  const enrich = async (): Promise<void> => {
    if (pad.format !== undefined) return;
    rich ??= import("./rich/rich-pad.ts");
    const { openRichPad } = await rich;
    // An input method holds on to its field until its word is done.
    if (hasEnded || isComposing || pad.format !== undefined) return;
    const { start, end, direction } = pad.selection();
    const before = pad;
    pad = openRichPad(text, boardWords.board.text, events);
    host.append(pad.element);
    stand();
    pad.select(start, end, direction);
    isMoving = true;
    pad.focus();
    before.destroy();
    isMoving = false;
    for (const next of waiting.splice(0)) next();
    stand();
    tellFormat();
  };

  let pad: Pad = openPlainPad(text, boardWords.board.text, events);
  host.append(pad.element);
  editor.text.fieldWords = () => pad.binding.words;
  const listening = new AbortController();
  const { signal } = listening;
  document.addEventListener(
    "selectionchange",
    () => {
      tellCaret();
      if (pad.format === undefined) tellFormat();
    },
    { signal },
  );
  window.visualViewport?.addEventListener("resize", () => keepInSight(editor, pad.element), {
    signal,
  });
  const stops = [editor.view.camera.subscribe(stand), editor.scene.subscribe(stand)];

  stand();
  pad.focus();
  const letter = opened === null || caret === null ? null : letterAt(opened, caret);
  const at = letter ?? lettersOf(text).length;
  pad.select(at, at);
  tellCaret();
  if (isFormatted(text)) void enrich();

  return {
    formatting: {
      state,
      act,
      asksLink,
      askLink: (asks) => asksLink.set(asks),
      focus: () => pad.focus(),
    },
    get element() {
      return pad.element;
    },
    setTheme(next) {
      theme = next;
      stand();
    },
    end() {
      hasEnded = true;
      listening.abort();
      for (const stop of stops) stop();
      pad.destroy();
      editor.text.fieldWords = null;
      publisher.caret(null);
    },
  };
}

function isSameFormat(a: FormatState, b: FormatState): boolean {
  return a.list === b.list && a.hasSelection === b.hasSelection && isSameLook(a.look, b.look);
}
