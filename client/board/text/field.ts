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
  /** A key was pressed that the field itself has no meaning for. Returns whether it has had one. */
  onKey(event: KeyboardEvent): boolean;
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
  listenToKeys(field, signal, events);
  return field;
}

/** Listens to what every field has in common: its keys, and that the focus leaves it. */
export function listenToKeys(field: HTMLElement, signal: AbortSignal, events: FieldEvents): void {
  field.addEventListener(
    "blur",
    ({ relatedTarget }) => {
      // Another window in front takes the focus, too, but gives it back. So does the text's own bar.
      const isOwn = relatedTarget instanceof Element && relatedTarget.closest(BAR) !== null;
      if (document.activeElement !== field && !isOwn) events.onLeft();
    },
    { signal },
  );
  field.addEventListener("keydown", (event) => pressKey(event, events), { signal });
}

/** The bar of the text that is being edited. */
export const BAR = "[data-text-bar]";

function pressKey(event: KeyboardEvent, events: FieldEvents): void {
  if (event.isComposing) return;
  if (events.onKey(event)) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (key === "escape" || key === "tab" || (key === "enter" && command)) events.onDone();
  else if (command && (key === "y" || (key === "z" && event.shiftKey))) events.onRedo();
  else if (command && key === "z") events.onUndo();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
