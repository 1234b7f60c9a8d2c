import * as Y from "yjs";

/** The part of a text field that the binding reads and writes. */
export interface TextField {
  value: string;
  readonly selectionStart: number;
  readonly selectionEnd: number;
  readonly selectionDirection: "forward" | "backward" | "none";
  setSelectionRange(start: number, end: number, direction?: "forward" | "backward" | "none"): void;
}

/** One replacement in a text. */
export interface TextEdit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/**
 * The smallest edit that leads from one text to the other. Of several places
 * with the same outcome it takes the caret: an `a` typed before another `a` is
 * put before it.
 */
export function minimalEdit(before: string, after: string, caret: number): TextEdit | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let suffix = 0;
  const mostSuffix = Math.min(most, after.length - caret);
  while (
    suffix < mostSuffix &&
    before[before.length - 1 - suffix] === after[after.length - 1 - suffix]
  ) {
    suffix++;
  }
  let prefix = 0;
  while (prefix < most - suffix && before[prefix] === after[prefix]) prefix++;
  // Half of a character outside the basic plane is no text: an edit takes it whole.
  if (isHighSurrogate(before.charCodeAt(prefix - 1))) prefix--;
  if (suffix > 0 && isLowSurrogate(before.charCodeAt(before.length - suffix))) suffix--;
  return {
    at: prefix,
    remove: before.length - suffix - prefix,
    insert: after.slice(prefix, after.length - suffix),
  };
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

type Delta = Y.YTextEvent["delta"];

/** Where an index of the old text is in the new one; text inserted right there comes after it. */
export function indexAfter(index: number, delta: Delta): number {
  let oldAt = 0;
  let moved = index;
  for (const { retain, insert, delete: removed } of delta) {
    if (oldAt > index) break;
    if (retain !== undefined) oldAt += retain;
    else if (removed !== undefined) {
      moved -= Math.min(removed, Math.max(0, index - oldAt));
      oldAt += removed;
    } else if (oldAt < index) moved += typeof insert === "string" ? insert.length : 1;
  }
  return moved;
}

/** A caret keeps to the letter before it, so that two people who type at one place do not mix their words. */
const BEFORE = -1;

/**
 * Keeps a text field and a `Y.Text` alike, letter by letter, in both
 * directions. While an input method composes, the field is left alone: what
 * the others write meanwhile waits for its end.
 */
export class TextBinding {
  readonly #field: TextField;
  readonly #text: Y.Text;
  readonly #write: (change: () => void) => void;
  readonly #onSync: () => void;
  /** The text that field and document shared when they were last alike. */
  #known: string;
  /** The edits of others since then: only while composing. */
  readonly #missed: Delta[] = [];
  #composing = false;
  #writing = false;
  #anchors: { start: Y.RelativePosition; end: Y.RelativePosition } | null = null;

  /** `write` wraps my changes in a transaction; `onSync` is called when the others' changes are in the field. */
  constructor(
    field: TextField,
    text: Y.Text,
    write: (change: () => void) => void,
    onSync: () => void,
  ) {
    this.#field = field;
    this.#text = text;
    this.#write = write;
    this.#onSync = onSync;
    this.#known = text.toString();
    field.value = this.#known;
    text.doc?.on("beforeTransaction", this.#rememberCaret);
    text.observe(this.#onText);
  }

  /** The field's text has been edited here. */
  input(): void {
    if (this.#missed.length > 0) return;
    const { value, selectionEnd } = this.#field;
    const edit = minimalEdit(this.#known, value, selectionEnd);
    this.#known = value;
    if (edit !== null) this.#apply(edit);
  }

  compositionStart(): void {
    this.#composing = true;
  }

  compositionEnd(): void {
    this.#composing = false;
    if (this.#missed.length === 0) {
      this.input();
      return;
    }
    const { value, selectionEnd } = this.#field;
    const edit = minimalEdit(this.#known, value, selectionEnd);
    const now = (index: number) => this.#missed.reduce(indexAfter, index);
    let caret = now(selectionEnd);
    if (edit !== null) {
      const at = now(edit.at);
      this.#apply({
        at,
        remove: Math.max(0, now(edit.at + edit.remove) - at),
        insert: edit.insert,
      });
      caret = at + edit.insert.length;
    }
    this.#missed.length = 0;
    this.#known = this.#text.toString();
    this.#field.value = this.#known;
    this.#field.setSelectionRange(caret, caret);
    this.#onSync();
  }

  destroy(): void {
    this.#text.doc?.off("beforeTransaction", this.#rememberCaret);
    this.#text.unobserve(this.#onText);
  }

  #apply({ at, remove, insert }: TextEdit): void {
    this.#writing = true;
    this.#write(() => {
      if (remove > 0) this.#text.delete(at, remove);
      if (insert !== "") this.#text.insert(at, insert);
    });
    this.#writing = false;
  }

  /** Before others' changes come in: the caret as a place between letters, not a number. */
  readonly #rememberCaret = (): void => {
    if (this.#composing || this.#writing) return;
    const { selectionStart, selectionEnd } = this.#field;
    const place = (index: number) =>
      Y.createRelativePositionFromTypeIndex(this.#text, Math.min(index, this.#text.length), BEFORE);
    this.#anchors = { start: place(selectionStart), end: place(selectionEnd) };
  };

  readonly #onText = (event: Y.YTextEvent): void => {
    if (this.#writing) return;
    if (this.#composing) {
      this.#missed.push(event.delta);
      return;
    }
    const { selectionDirection } = this.#field;
    this.#known = this.#text.toString();
    this.#field.value = this.#known;
    const start = this.#indexOf(this.#anchors?.start);
    const end = this.#indexOf(this.#anchors?.end);
    this.#field.setSelectionRange(start, Math.max(start, end), selectionDirection);
    this.#onSync();
  };

  #indexOf(position: Y.RelativePosition | undefined): number {
    const { doc } = this.#text;
    if (position === undefined || doc === null) return this.#known.length;
    const absolute = Y.createAbsolutePositionFromRelativePosition(position, doc);
    return absolute?.type === this.#text ? absolute.index : this.#known.length;
  }
}
