/** A text field for tests, without a page. */
import type { TextField } from "./binding.ts";

/** A text field as browsers have them: setting its value puts the caret at the end. */
export class Field implements TextField {
  selectionStart = 0;
  selectionEnd = 0;
  selectionDirection: "forward" | "backward" | "none" = "none";
  #value = "";

  get value(): string {
    return this.#value;
  }

  set value(value: string) {
    this.#value = value;
    this.setSelectionRange(value.length, value.length);
  }

  setSelectionRange(start: number, end: number): void {
    this.selectionStart = Math.min(start, this.#value.length);
    this.selectionEnd = Math.min(end, this.#value.length);
  }
}
