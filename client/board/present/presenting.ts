/** A presentation: the frames of a board one after another, as one reads them. It knows no DOM. */
import type { FrameShape } from "../../../shared/board/kinds/frame.ts";
import { createStore } from "../../ui/store.ts";
import { fitBox, MAX_ZOOM } from "../camera.ts";
import { perEditor } from "../editor/per-editor.ts";
import type { Editor } from "../editor.ts";
import { isNamed } from "../frames/name-frame.ts";
import { boxOf } from "../geometry.ts";
import { readingOrder } from "../reading-order.ts";
import { glideTo } from "../ways/glide.ts";

/** The part of the window that a frame leaves free, in CSS pixels: the bar's. All other islands are away. */
const BAR = { top: 0, right: 0, bottom: 64, left: 0 } as const;

/** The frame that is shown. */
export interface Slide {
  readonly id: string;
  /** Its place among the frames, from 0, and how many there are. */
  readonly at: number;
  readonly of: number;
}

/** The frame that a board presents; null: it presents none. */
export const slideOf = perEditor(() => createStore<Slide | null>(null));

/** Returns the frames of a board in the order of a presentation. */
export function slides(editor: Editor): FrameShape[] {
  const frames = [...editor.scene.frames].flatMap((id) => editor.scene.get(id) ?? []);
  return readingOrder(frames).filter(isNamed);
}

/** Begins a presentation at the selected frame, else at the first one. */
export function present(editor: Editor): void {
  const frames = slides(editor);
  const selected = new Set(editor.selection.get());
  const first = Math.max(
    0,
    frames.findIndex(({ id }) => selected.has(id)),
  );
  editor.text.end();
  editor.selection.clear();
  editor.dialog.set(null);
  show(editor, frames, first);
}

/** Goes to another frame. Beyond the last and before the first one, it stays. */
export function step(editor: Editor, to: 1 | -1 | "first" | "last"): void {
  const slide = slideOf(editor).get();
  if (slide === null) return;
  const frames = slides(editor);
  const at = frames.findIndex(({ id }) => id === slide.id);
  const goal = to === "first" ? 0 : to === "last" ? frames.length - 1 : at + to;
  show(editor, frames, goal);
}

/** Ends a presentation. The view stays where it is. */
export function endPresentation(editor: Editor): void {
  slideOf(editor).set(null);
}

/**
 * Follows the board while it is presented: the window may change, and frames move, come and go. Where the shown one has
 * gone, the next one takes its place; without frames, the presentation ends. Returns a function that stops it.
 */
export function followBoard(editor: Editor): () => void {
  const again = () => {
    const slide = slideOf(editor).get();
    if (slide === null) return;
    const frames = slides(editor);
    const at = frames.findIndex(({ id }) => id === slide.id);
    show(editor, frames, at === -1 ? slide.at : at);
  };
  const stops = [
    editor.view.viewport.subscribe(again),
    editor.scene.subscribe(({ added, changed, removed }) => {
      const shown = slideOf(editor).get()?.id;
      const isOfFrame = (id: string) => editor.scene.frames.has(id) || id === shown;
      // A frame that has gone is known by nobody: it may be another than the shown one.
      if (removed.length > 0 || [...added, ...changed].some(isOfFrame)) again();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function show(editor: Editor, frames: readonly FrameShape[], wanted: number): void {
  const at = Math.min(frames.length - 1, Math.max(0, wanted));
  const frame = frames[at];
  if (frame === undefined) {
    endPresentation(editor);
    return;
  }
  slideOf(editor).set({ id: frame.id, at, of: frames.length });
  // The sheet alone: the name above it stands in the bar.
  const goal = fitBox(boxOf(frame.xy, frame.size), editor.view.viewport.get(), BAR, MAX_ZOOM);
  const now = editor.view.camera.get();
  if (goal.x !== now.x || goal.y !== now.y || goal.zoom !== now.zoom) glideTo(editor, goal);
}
