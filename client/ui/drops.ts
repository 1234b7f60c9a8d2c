/** Drops on the page that would replace it in the browser, and the sentence that refuses them. */

import { words } from "../words/words.ts";

/** Milliseconds for which the sentence stands. */
const SHOWN_MS = 8_000;

/**
 * Refuses what is dropped on the page and would replace it in the browser: files
 * everywhere, links outside of text fields. A sentence says so.
 */
export function refuseDrops(): void {
  const note = document.createElement("div");
  note.className = "drop-note";
  // In the layer on top, so that it also shows over a dialog.
  note.popover = "manual";
  note.setAttribute("role", "alert");
  document.body.append(note);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function hide(): void {
    clearTimeout(timer);
    if (note.matches(":popover-open")) note.hidePopover();
    note.textContent = "";
  }

  function say(sentence: string): void {
    hide();
    note.showPopover();
    note.textContent = sentence;
    timer = setTimeout(hide, SHOWN_MS);
  }

  addEventListener("dragover", (event) => {
    // The browser hands over the drop only where it is told that it may.
    if (refusalOf(event) !== null) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    const sentence = refusalOf(event);
    if (sentence === null) return;
    event.preventDefault();
    say(sentence);
  });
  addEventListener("pointerdown", hide, { capture: true });
  addEventListener("keydown", hide, { capture: true });
}

/** The sentence that refuses a drop; null: the browser may take it. */
function refusalOf({ dataTransfer, target, defaultPrevented }: DragEvent): string | null {
  if (dataTransfer === null || defaultPrevented) return null;
  if (dataTransfer.types.includes("Files")) return words.drops.files;
  const isField = target instanceof Element && target.matches(":read-write");
  return dataTransfer.types.includes("text/uri-list") && !isField ? words.drops.links : null;
}
