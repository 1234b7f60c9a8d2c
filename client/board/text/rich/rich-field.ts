import type * as Y from "yjs";
import { graphemesOf } from "../../../../shared/board/draw/graphemes.ts";
import { runsOf } from "../../../../shared/board/draw/runs.ts";
import { MAX_SHAPE_TEXT } from "../../../../shared/limits.ts";
import type { TextEdit, TextField } from "../binding.ts";
import type { FieldEvents } from "../field.ts";
import type { Flag, FormatAct } from "../format.ts";
import { type ColorOf, lettersBefore, placeOf, readLetters, showLines } from "./rich-dom.ts";
import { richLines } from "./rich-lines.ts";
import "./rich-field.css";

/** The events of a rich field, besides those of a plain one. */
export interface RichEvents extends FieldEvents {
  /** The user has edited letters; the field does not show it yet. */
  onEdit(edit: TextEdit): void;
  onAct(act: FormatAct): void;
  /** Formatted text was pasted. Returns whether there was anything to take of it; else its letters come as an edit. */
  onPaste(html: string): boolean;
  /** The letters between two places were copied: as HTML with their formatting. */
  onCopy(from: number, to: number): string;
  /** The box of the line was clicked that begins behind so many letters. */
  onCheck(letters: number): void;
}

/** An element in which a formatted text is edited. It shows the text of the document, and tells what the user does. */
export class RichField implements TextField {
  readonly element: HTMLDivElement;
  readonly #text: Y.Text;
  readonly #colorOf: ColorOf;
  /** Do letters that the browser writes by itself look as they should? Otherwise the user has chosen another look. */
  writesAlone = true;
  #selection: { start: number; end: number; direction: "forward" | "backward" | "none" } = {
    start: 0,
    end: 0,
    direction: "none",
  };

  constructor(
    text: Y.Text,
    label: string,
    colorOf: ColorOf,
    signal: AbortSignal,
    events: RichEvents,
  ) {
    this.#text = text;
    this.#colorOf = colorOf;
    const element = document.createElement("div");
    element.className = "board-text board-rich";
    element.role = "textbox";
    element.ariaMultiLine = "true";
    element.ariaLabel = label;
    element.contentEditable = "true";
    element.spellcheck = true;
    this.element = element;
    this.show();
    const on = <K extends keyof HTMLElementEventMap>(
      type: K,
      listener: (event: HTMLElementEventMap[K]) => void,
    ) => element.addEventListener(type, listener, { signal });
    on("beforeinput", (event) => this.#beforeInput(event, events));
    on("input", () => events.onInput());
    on("compositionstart", () => events.onCompositionStart());
    on("compositionend", () => events.onCompositionEnd());
    on("copy", (event) => this.#copy(event, events));
    on("paste", (event) => {
      if (events.onPaste(event.clipboardData?.getData("text/html") ?? "")) event.preventDefault();
    });
    on("cut", (event) => {
      this.#copy(event, events);
      const { selectionStart: at, selectionEnd } = this;
      if (selectionEnd > at) events.onEdit({ at, remove: selectionEnd - at, insert: "" });
    });
    on("pointerdown", (event) => this.#press(event, events));
    // A drop would bring all its formatting.
    on("dragover", (event) => event.preventDefault());
    on("drop", (event) => event.preventDefault());
  }

  get value(): string {
    return readLetters(this.element);
  }

  /** Whatever the letters are, the field shows the document's text. */
  set value(_letters: string) {
    this.show();
  }

  /** Shows the document's text in its colours. The selection stays behind as many letters as before. */
  show(): void {
    const { start, end, direction } = this.#now();
    showLines(this.element, richLines(runsOf(this.#text)), this.#colorOf);
    this.setSelectionRange(start, end, direction);
  }

  get selectionStart(): number {
    return this.#now().start;
  }

  get selectionEnd(): number {
    return this.#now().end;
  }

  get selectionDirection(): "forward" | "backward" | "none" {
    return this.#now().direction;
  }

  setSelectionRange(
    start: number,
    end: number,
    direction: "forward" | "backward" | "none" = "none",
  ): void {
    const isBackward = direction === "backward";
    this.#selection = { start, end, direction };
    if (document.activeElement !== this.element) return;
    const selection = document.getSelection();
    const [anchor, focus] = isBackward ? [end, start] : [start, end];
    const from = placeOf(this.element, anchor);
    const to = anchor === focus ? from : placeOf(this.element, focus);
    if (
      selection?.anchorNode === from[0] &&
      selection.anchorOffset === from[1] &&
      selection.focusNode === to[0] &&
      selection.focusOffset === to[1]
    ) {
      return;
    }
    selection?.setBaseAndExtent(from[0], from[1], to[0], to[1]);
  }

  /** Takes the focus, with the caret where it was. */
  focus(): void {
    const { start, end, direction } = this.#selection;
    this.element.focus({ preventScroll: true });
    this.setSelectionRange(start, end, direction);
  }

  /** The selection as the browser has it; without the focus, as it was. */
  #now() {
    if (document.activeElement !== this.element) return this.#selection;
    const selection = document.getSelection();
    if (selection?.anchorNode == null || selection.focusNode === null) return this.#selection;
    const anchor = lettersBefore(this.element, selection.anchorNode, selection.anchorOffset);
    const focus = selection.isCollapsed
      ? anchor
      : lettersBefore(this.element, selection.focusNode, selection.focusOffset);
    if (anchor === null || focus === null) return this.#selection;
    this.#selection = {
      start: Math.min(anchor, focus),
      end: Math.max(anchor, focus),
      direction: anchor === focus ? "none" : focus < anchor ? "backward" : "forward",
    };
    return this.#selection;
  }

  /** Takes over whatever a browser would do by itself, but for single letters and what an input method composes. */
  #beforeInput(event: InputEvent, events: RichEvents): void {
    const { inputType, isComposing } = event;
    if (inputType.startsWith("format")) {
      event.preventDefault();
      const flag = FORMATS[inputType];
      if (flag !== undefined) events.onAct({ kind: "flag", flag });
      return;
    }
    if (inputType === "historyUndo" || inputType === "historyRedo") {
      event.preventDefault();
      if (inputType === "historyUndo") events.onUndo();
      else events.onRedo();
      return;
    }
    if (isComposing || inputType === "insertCompositionText" || !event.cancelable) return;
    const insert = insertedBy(event);
    if (insert === null && !inputType.startsWith("delete")) {
      event.preventDefault();
      return;
    }
    if (inputType === "insertText" && this.#isNative(insert ?? "")) return;
    event.preventDefault();
    const [start, end] = this.#target(event);
    const room = MAX_SHAPE_TEXT - (this.value.length - (end - start));
    const letters = (insert ?? "").slice(0, Math.max(0, room));
    if (end > start || letters !== "") {
      events.onEdit({ at: start, remove: end - start, insert: letters });
    }
  }

  /** May the browser write this letter itself? Then its spelling aids see it as typed. */
  #isNative(insert: string): boolean {
    const { start, end } = this.#now();
    return (
      this.writesAlone && start === end && insert.length === 1 && this.value.length < MAX_SHAPE_TEXT
    );
  }

  /** The letters that an event means: those that the browser says, or the selection, or one beside the caret. */
  #target(event: InputEvent): [start: number, end: number] {
    const { start, end } = this.#now();
    if (start !== end && event.inputType !== "insertReplacementText") return [start, end];
    const [range] = event.getTargetRanges();
    if (range !== undefined) {
      const from = lettersBefore(this.element, range.startContainer, range.startOffset);
      const to = lettersBefore(this.element, range.endContainer, range.endOffset);
      if (from !== null && to !== null && to > from) return [from, to];
    }
    if (!event.inputType.startsWith("delete")) return [start, end];
    return this.#beside(start, event.inputType.endsWith("Forward"));
  }

  #beside(caret: number, isForward: boolean): [start: number, end: number] {
    const { value } = this;
    if (isForward) {
      const [next = ""] = graphemesOf(value.slice(caret, caret + LONGEST_GRAPHEME));
      return [caret, caret + next.length];
    }
    const last = graphemesOf(value.slice(Math.max(0, caret - LONGEST_GRAPHEME), caret)).at(-1);
    return [caret - (last ?? "").length, caret];
  }

  /** A press on the box of a line checks it. */
  #press(event: PointerEvent, events: RichEvents): void {
    const line = event.target;
    if (!(line instanceof HTMLParagraphElement) || !/check/.test(line.dataset["list"] ?? ""))
      return;
    const hang = Number.parseFloat(getComputedStyle(line).paddingInlineStart);
    // Layers may be turned and zoomed: the place in the line's own units.
    const across = line.dir === "rtl" ? line.offsetWidth - event.offsetX : event.offsetX;
    if (event.offsetY > Number.parseFloat(getComputedStyle(line).lineHeight) || across > hang)
      return;
    event.preventDefault();
    events.onCheck(lettersBefore(this.element, line, 0) ?? 0);
  }

  #copy(event: ClipboardEvent, events: RichEvents): void {
    const { selectionStart, selectionEnd } = this;
    if (selectionStart === selectionEnd) return;
    event.preventDefault();
    event.clipboardData?.setData("text/html", events.onCopy(selectionStart, selectionEnd));
    event.clipboardData?.setData("text/plain", this.value.slice(selectionStart, selectionEnd));
  }
}

/** The looks that browsers ask for by their own keys and menus. */
const FORMATS: Readonly<Record<string, Flag>> = {
  formatBold: "bold",
  formatItalic: "italic",
  formatUnderline: "underline",
  formatStrikeThrough: "strike",
};

/** Code units of the longest character that is deleted as one. */
const LONGEST_GRAPHEME = 64;

/** The letters that an event brings; `null`: none. */
function insertedBy({ inputType, data, dataTransfer }: InputEvent): string | null {
  if (inputType === "insertParagraph" || inputType === "insertLineBreak") return "\n";
  if (!inputType.startsWith("insert")) return null;
  const letters = data ?? dataTransfer?.getData("text/plain") ?? null;
  return letters?.replace(/\r\n?/g, "\n") ?? null;
}
