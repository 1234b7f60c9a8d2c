/** Keeping in sight: the board moves so that a phone's keyboard does not cover what is being written. */
import { panBy } from "../camera.ts";
import type { Editor } from "../editor.ts";

/** Air between the field and what covers the board below it, in CSS pixels. */
const AIR = 16;

/** A phone's keyboard covers half the board: what is being written moves up, out from under it. */
export function keepInSight(editor: Editor, field: HTMLElement): void {
  const seen = window.visualViewport;
  if (seen === null) return;
  const { top, bottom } = field.getBoundingClientRect();
  const covered = bottom + AIR - (seen.offsetTop + seen.height);
  const room = top - editor.view.insets.get().top - AIR;
  const up = Math.min(covered, room);
  if (up > 0) editor.view.camera.set(panBy(editor.view.camera.get(), 0, -up));
}
