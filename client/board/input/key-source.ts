/** The page's keys, as far as they are the board's. */
import type { Editor } from "../editor.ts";
import type { Interaction } from "../interaction.ts";
import { endWalk } from "../walk.ts";
import { isLatinLetter, isOtherLetter } from "./chord-match.ts";
import { pressKey } from "./keyboard.ts";
import type { PointerSource } from "./pointer.ts";

/** Keys that a focused button or radio needs for itself. */
const CONTROL_KEYS = new Set([
  "Enter",
  " ",
  "Tab",
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
]);

/**
 * Listens to the page's keys. They are the board's wherever the focus is, except in a text field and
 * in a dialog that covers the board. A control outside the board keeps the keys that it needs itself.
 */
export function listenToKeys(
  region: HTMLElement,
  editor: Editor,
  interaction: Interaction,
  pointers: PointerSource,
): () => void {
  const listening = new AbortController();
  const { signal } = listening;

  const holdSpace = (held: boolean) => {
    pointers.spaceHeld = held;
    if (!interaction.isDragging) editor.hand.cursor.set(held ? "grab" : null);
  };

  /** Does the keyboard write another script than Latin? Its last letter tells, wherever it was written. */
  let otherScript = false;

  const onKeyDown = (event: KeyboardEvent) => {
    if (isOtherLetter(event.key)) otherScript = true;
    else if (isLatinLetter(event.key)) otherScript = false;
    if (event.defaultPrevented || event.isComposing) return;
    const focus = event.target instanceof Element ? event.target : null;
    if (focus === null || isTextField(focus)) return;
    if (isCovered(region)) return;
    const isOnPage = focus === document.body || focus === document.documentElement;
    if (!isOnPage && focus !== region && CONTROL_KEYS.has(event.key)) return;
    // Where nothing has focus, Tab still looks for the page's first control.
    if (isOnPage && event.key === "Tab") return;
    // The browser closes what is open before the board lets go of anything.
    if (event.key === "Escape" && document.querySelector(OPEN_POPOVER) !== null) return;
    if (holdsBack(editor, event)) return;
    if (MODIFIERS.has(event.key)) {
      // Alt alone would open the browser's menu when the drag is over.
      if (interaction.isDragging && event.key === "Alt") event.preventDefault();
      interaction.modify(modifiersOf(event));
      return;
    }
    if (event.key === " ") {
      event.preventDefault();
      if (!event.repeat) holdSpace(true);
      return;
    }
    // AltGr, which writes brackets on many keyboards, reports itself as ctrl and alt.
    const writes = event.getModifierState("AltGraph");
    const handled = pressKey(editor, interaction, {
      key: event.key,
      code: event.code,
      shift: event.shiftKey,
      alt: event.altKey && !writes,
      command: (event.ctrlKey || event.metaKey) && !writes,
      altGraph: writes,
      otherScript,
    });
    if (handled) event.preventDefault();
  };

  const onKeyUp = (event: KeyboardEvent) => {
    if (event.key === " " && pointers.spaceHeld) holdSpace(false);
    interaction.modify(modifiersOf(event));
  };

  // The walk begins anew when the board gets the focus.
  region.addEventListener("focus", () => endWalk(editor, false), { signal });
  window.addEventListener("keydown", onKeyDown, { signal });
  window.addEventListener("keyup", onKeyUp, { signal });
  window.addEventListener("blur", () => pointers.spaceHeld && holdSpace(false), { signal });
  return () => listening.abort();
}

/** Keys that mean nothing by themselves, but change what a drag does. */
const MODIFIERS: ReadonlySet<string> = new Set(["Shift", "Alt", "Control", "Meta"]);

function modifiersOf({ shiftKey, altKey, ctrlKey, metaKey }: KeyboardEvent) {
  return { shift: shiftKey, alt: altKey, ctrl: ctrlKey || metaKey };
}

/** The popovers that Escape closes. Tooltips are popovers, too, and close by themselves. */
const OPEN_POPOVER = "[popover=auto]:popover-open";

/** Says whether a dialog lies over the board, such as the chat on a phone. */
export function isCovered(region: HTMLElement): boolean {
  return [...document.querySelectorAll("dialog:modal")].some((dialog) => !dialog.contains(region));
}

/**
 * The text that the user types has just gone, and the next letters are still
 * meant for it: they do nothing. Undo and redo are always meant.
 */
function holdsBack(editor: Editor, event: KeyboardEvent): boolean {
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && /^[yz]$/i.test(event.key)) return false;
  if (!editor.text.pause.holds(performance.now())) return false;
  const isLetter = event.key.length === 1 || CONTROL_KEYS.has(event.key);
  if (isLetter && !isCommand && !event.altKey) event.preventDefault();
  return true;
}

/** Radios and the like are inputs, too, and type nothing. */
const TYPELESS = new Set(["button", "checkbox", "color", "radio", "range", "reset", "submit"]);

/** Does typing go into this element? */
export function isTextField(element: Element): boolean {
  if (element instanceof HTMLInputElement) return !TYPELESS.has(element.type);
  return (
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    (element instanceof HTMLElement && element.isContentEditable)
  );
}
