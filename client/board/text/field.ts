/** The field: the plain text area in which a text is edited, and what its keys mean. It knows no shape. */
import { MAX_SHAPE_TEXT } from "../../../shared/limits.ts";

/** The events of a field. */
export interface FieldEvents {
  onInput(): void;
  onCompositionStart(): void;
  onCompositionEnd(): void;
  onUndo(): void;
  onRedo(): void;
  /** The focus has gone to something else of the page. */
  onLeft(): void;
  /** The user is done with the text, by a key. */
  onDone(): void;
}

/** Makes a field that listens until the signal says otherwise. */
export function makeField(
  label: string,
  signal: AbortSignal,
  events: FieldEvents,
): HTMLTextAreaElement {
  const field = document.createElement("textarea");
  field.className = "board-text";
  field.ariaLabel = label;
  field.dir = "auto";
  field.maxLength = MAX_SHAPE_TEXT;
  field.autocomplete = "off";
  field.rows = 1;
  field.addEventListener("input", () => events.onInput(), { signal });
  // The browser's own undo knows nothing of what others have written.
  field.addEventListener(
    "beforeinput",
    (event) => {
      if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
      event.preventDefault();
      if (event.inputType === "historyUndo") events.onUndo();
      else events.onRedo();
    },
    { signal },
  );
  field.addEventListener("compositionstart", () => events.onCompositionStart(), { signal });
  field.addEventListener("compositionend", () => events.onCompositionEnd(), { signal });
  field.addEventListener(
    "blur",
    () => {
      // Another window in front takes the focus, too, but gives it back.
      if (document.activeElement !== field) events.onLeft();
    },
    { signal },
  );
  field.addEventListener("keydown", (event) => pressKey(event, events), { signal });
  return field;
}

function pressKey(event: KeyboardEvent, events: FieldEvents): void {
  if (event.isComposing) return;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (key === "escape" || key === "tab" || (key === "enter" && command)) events.onDone();
  else if (command && (key === "y" || (key === "z" && event.shiftKey))) events.onRedo();
  else if (command && key === "z") events.onUndo();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
