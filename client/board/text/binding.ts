import * as Y from "yjs";
import { lettersOf } from "../../../shared/board/draw/runs.ts";
import type { CaretPlace } from "../../../shared/presence.ts";
import { type Embeds, embedsOf, piecesOf, toLetters, toTextIndex } from "./embeds.ts";

/** The part of a text field that the binding reads and writes. */
export interface TextField {
  value: string;
  readonly selectionStart: number;
  readonly selectionEnd: number;
  readonly selectionDirection: "forward" | "backward" | "none";
  setSelectionRange(start: number, end: number, direction?: "forward" | "backward" | "none"): void;
}

/** One replacement in a text, counted in letters. */
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

/** The index behind the last letters that a change brought or took. */
function endOf(delta: Delta): number {
  let at = 0;
  let end = 0;
  for (const { retain, insert, delete: removed } of delta) {
    if (retain !== undefined) {
      at += retain;
      continue;
    }
    if (removed === undefined) at += typeof insert === "string" ? insert.length : 1;
    end = at;
  }
  return end;
}

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

/** Writes an edit into a text. Call it inside a transaction. */
export type WriteEdit = (text: Y.Text, embeds: Embeds, edit: TextEdit) => void;

/** Writes an edit of letters alone; new ones look as those before them. */
const writePlain: WriteEdit = (text, embeds, { at, remove, insert }) => {
  for (const piece of piecesOf(embeds, at, at + remove)) text.delete(piece.at, piece.length);
  if (insert !== "") text.insert(toTextIndex(embeds, at), insert);
};

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
  readonly #write: (change: () => void, edit: TextEdit, after: string) => void;
  readonly #onSync: () => void;
  readonly #writeEdit: WriteEdit;
  /** The text that field and document shared when they were last alike, and what no field shows of it. */
  #known: string;
  #embeds: Embeds;
  /** The edits of others since then: only while composing. */
  readonly #missed: Delta[] = [];
  /** The document's text after those. */
  #theirs: { readonly words: string; readonly embeds: Embeds } | null = null;
  #composing = false;
  #writing = false;
  #anchors: { start: Y.RelativePosition; end: Y.RelativePosition } | null = null;

  /** `write` wraps my changes in a transaction, and is told the letters after them; `onSync` is called when the others' changes are in the field. */
  constructor(
    field: TextField,
    text: Y.Text,
    write: (change: () => void, edit: TextEdit, after: string) => void,
    onSync: () => void,
    writeEdit: WriteEdit = writePlain,
  ) {
    this.#writeEdit = writeEdit;
    this.#field = field;
    this.#text = text;
    this.#write = write;
    this.#onSync = onSync;
    this.#known = lettersOf(text);
    this.#embeds = embedsOf(text);
    field.value = this.#known;
    text.doc?.on("beforeTransaction", this.#rememberCaret);
    text.observe(this.#onText);
  }

  /** The words of the field, with what others have written while an input method composed; also when the text is gone. */
  get words(): string {
    if (this.#theirs === null) return this.#field.value;
    const { words } = this.#theirs;
    const edit = this.#rebased();
    if (edit === null) return words;
    return words.slice(0, edit.at) + edit.insert + words.slice(edit.at + edit.remove);
  }

  /** The caret as a place in the document that edits of others do not move; null while the two texts differ. */
  get caret(): CaretPlace | null {
    const { selectionEnd, selectionStart, selectionDirection } = this.#field;
    const isBackward = selectionDirection === "backward";
    return this.#theirs === null ? this.#placeAt(isBackward ? selectionStart : selectionEnd) : null;
  }

  /** The other end of what is selected; null without a selection. */
  get from(): CaretPlace | null {
    const { selectionEnd, selectionStart, selectionDirection } = this.#field;
    if (this.#theirs !== null || selectionStart === selectionEnd) return null;
    return this.#placeAt(selectionDirection === "backward" ? selectionEnd : selectionStart);
  }

  #placeAt(letters: number): CaretPlace {
    const index = this.indexOf(letters);
    const place = Y.createRelativePositionFromTypeIndex(this.#text, index, BEFORE);
    const { item, type, assoc } = Y.relativePositionToJSON(place);
    return { index, position: item === undefined ? { type, assoc } : { item, assoc } };
  }

  /** The selection in the field as indices into the document's text; `null` while the two texts differ. */
  get selection(): { readonly from: number; readonly to: number } | null {
    if (this.#theirs !== null) return null;
    const { selectionStart, selectionEnd } = this.#field;
    return { from: this.indexOf(selectionStart), to: this.indexOf(selectionEnd) };
  }

  /** Replaces letters, as an edit of the field would, and puts the caret behind the new ones. */
  replace(edit: TextEdit): void {
    if (this.#theirs !== null) return;
    const { at, remove, insert } = edit;
    this.#apply(edit, this.#known.slice(0, at) + insert + this.#known.slice(at + remove));
    const caret = at + insert.length;
    this.#show(caret, caret);
  }

  /** Makes a change of the document's text that is no edit of its letters. The selection stays, unless `caret` says where it is then. */
  change(write: () => void, caret?: number): void {
    if (this.#theirs !== null) return;
    const { selectionStart, selectionEnd } = this.#field;
    this.#writing = true;
    write();
    this.#writing = false;
    this.#show(caret ?? selectionStart, caret ?? selectionEnd);
  }

  #show(start: number, end: number): void {
    this.#known = lettersOf(this.#text);
    this.#embeds = embedsOf(this.#text);
    this.#field.value = this.#known;
    this.#field.setSelectionRange(start, end);
  }

  /** The field's text has been edited here. */
  input(): void {
    if (this.#theirs !== null) return;
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
    if (this.#theirs === null) {
      this.input();
      return;
    }
    const edit = this.#rebased();
    const caret =
      edit === null ? this.#moved(this.#field.selectionEnd) : edit.at + edit.insert.length;
    this.#embeds = this.#theirs.embeds;
    this.#theirs = null;
    this.#missed.length = 0;
    if (edit !== null) this.#apply(edit);
    this.#known = lettersOf(this.#text);
    this.#field.value = this.#known;
    this.#field.setSelectionRange(caret, caret);
    this.#onSync();
  }

  destroy(): void {
    this.#text.doc?.off("beforeTransaction", this.#rememberCaret);
    this.#text.unobserve(this.#onText);
  }

  /** My edit of the known text, as one of the text that others have made of it. */
  #rebased(): TextEdit | null {
    const { value, selectionEnd } = this.#field;
    const edit = minimalEdit(this.#known, value, selectionEnd);
    if (edit === null) return null;
    const at = this.#moved(edit.at);
    const remove = Math.max(0, this.#moved(edit.at + edit.remove) - at);
    return { at, remove, insert: edit.insert };
  }

  /** Where a place of the known text is in the text that others have made of it, in letters. */
  #moved(letters: number): number {
    const index = this.#missed.reduce(indexAfter, toTextIndex(this.#embeds, letters));
    return toLetters(this.#theirs?.embeds ?? this.#embeds, index);
  }

  /** `after`: the letters of the field once it is done. */
  #apply(edit: TextEdit, after = this.#field.value): void {
    this.#writing = true;
    this.#write(() => this.#writeEdit(this.#text, this.#embeds, edit), edit, after);
    this.#writing = false;
    this.#embeds = embedsOf(this.#text);
  }

  /** Before others' changes come in: the caret as a place between letters, not a number. */
  readonly #rememberCaret = (): void => {
    if (this.#composing || this.#writing) return;
    const { selectionStart, selectionEnd } = this.#field;
    const place = (letters: number) =>
      Y.createRelativePositionFromTypeIndex(this.#text, this.indexOf(letters), BEFORE);
    this.#anchors = { start: place(selectionStart), end: place(selectionEnd) };
  };

  readonly #onText = (event: Y.YTextEvent): void => {
    if (this.#writing) return;
    const words = lettersOf(this.#text);
    const embeds = embedsOf(this.#text);
    if (this.#composing) {
      this.#missed.push(event.delta);
      this.#theirs = { words, embeds };
      return;
    }
    const { selectionDirection } = this.#field;
    this.#known = words;
    this.#embeds = embeds;
    this.#field.value = words;
    if (event.transaction.local) {
      // My own undo: the next letter goes where something has changed.
      const end = toLetters(embeds, endOf(event.delta));
      this.#field.setSelectionRange(end, end);
    } else {
      const start = this.#lettersBefore(this.#anchors?.start);
      const end = this.#lettersBefore(this.#anchors?.end);
      this.#field.setSelectionRange(start, Math.max(start, end), selectionDirection);
    }
    this.#onSync();
  };

  /** The index in the document's text behind so many letters of the field. */
  indexOf(letters: number): number {
    return Math.min(toTextIndex(this.#embeds, letters), this.#text.length);
  }

  #lettersBefore(position: Y.RelativePosition | undefined): number {
    const { doc } = this.#text;
    if (position === undefined || doc === null) return this.#known.length;
    const absolute = Y.createAbsolutePositionFromRelativePosition(position, doc);
    return absolute?.type === this.#text
      ? toLetters(this.#embeds, absolute.index)
      : this.#known.length;
  }
}
