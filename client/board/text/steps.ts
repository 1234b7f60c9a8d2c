import type { TextEdit } from "./binding.ts";

const words = new Intl.Segmenter(undefined, { granularity: "word" });

/** The letters before an edit that are looked at: no word that matters is longer. */
const LOOK_BACK = 80;

/** Parts the edits of a text into steps of undo: one for each word, in every script. */
export class TextSteps {
  #kind: "insert" | "delete" | null = null;
  /** Where the caret stands after the last edit. */
  #caret = 0;
  #isComposing = false;

  /** An input method begins a word, of which it will replace the letters several times. */
  compose(): void {
    this.#isComposing = false;
  }

  /** The next edit begins a step, whatever it is. */
  cut(): void {
    this.#kind = null;
  }

  /** The edits of others have moved the caret along. */
  moveTo(caret: number): void {
    this.#caret = caret;
  }

  /** Does this edit, which has led to the text `after`, begin a step? */
  begins(edit: TextEdit, after: string, isComposing: boolean): boolean {
    const begins = !(isComposing && this.#isComposing) && this.#isApart(edit, after, isComposing);
    this.#kind = edit.insert === "" ? "delete" : "insert";
    this.#caret = edit.at + edit.insert.length;
    this.#isComposing = isComposing;
    return begins;
  }

  #isApart({ at, remove, insert }: TextEdit, after: string, isComposing: boolean): boolean {
    if (this.#kind === null) return true;
    if (at !== this.#caret && at + remove !== this.#caret) return true;
    if (insert === "") return this.#kind === "insert" || remove > 1;
    // A paste, or letters in place of a selection.
    if (!isComposing && (remove > 0 || [...insert].length > 1)) return true;
    return beginsWord(after, at);
  }
}

/** Does a word of the text begin at `index`? */
function beginsWord(text: string, index: number): boolean {
  const from = Math.max(0, index - LOOK_BACK);
  const near = text.slice(from, index + LOOK_BACK);
  const found = words.segment(near).containing(index - from);
  return found?.isWordLike === true && found.index === index - from;
}
