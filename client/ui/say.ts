/** Says one sentence on the page, over everything else and aloud, for something that has just not been done. */

/** Milliseconds for which the sentence stands. */
const SHOWN_MS = 8_000;

let note: HTMLElement | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows a sentence until it was read: for some seconds, or until the user does something else. */
export function say(sentence: string): void {
  note ??= makeNote();
  hide();
  note.showPopover();
  note.textContent = sentence;
  timer = setTimeout(hide, SHOWN_MS);
}

/** Makes the place of the sentence before there is one: programs that read aloud know it then. */
export function prepareToSay(): void {
  note ??= makeNote();
}

function makeNote(): HTMLElement {
  const made = document.createElement("div");
  made.className = "drop-note";
  // In the layer on top, so that it also shows over a dialog.
  made.popover = "manual";
  made.setAttribute("role", "alert");
  document.body.append(made);
  addEventListener("pointerdown", hide, { capture: true });
  addEventListener("keydown", hide, { capture: true });
  return made;
}

function hide(): void {
  clearTimeout(timer);
  if (note === null) return;
  if (note.matches(":popover-open")) note.hidePopover();
  note.textContent = "";
}
