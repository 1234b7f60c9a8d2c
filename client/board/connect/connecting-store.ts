/** The arrow that is connected by keys. The code that connects it is loaded when it is first asked for. */
import { isFollowable } from "../../../shared/board/bindings.ts";
import { outlineOf } from "../../../shared/board/outline.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import { createStore } from "../../ui/store.ts";
import { perEditor } from "../editor/per-editor.ts";
import type { Editor } from "../editor.ts";

/** The end of an arrow that looks for its shape. */
export type ArrowEnd = "start" | "end";

/** An arrow that is being connected by keys. */
export interface Connecting {
  /** The selected shape: the arrow itself, or that at its other end. */
  readonly from: string;
  readonly end: ArrowEnd;
  /** The shape that it would be bound to now. */
  readonly target: string;
}

/** The arrow that a board connects by keys; null: there is none. */
export const connectingOf = perEditor(() => createStore<Connecting | null>(null));

/** Says whether an arrow may be bound to it. */
export const isTarget = (shape: Shape): boolean =>
  isFollowable(shape.type) && !shape.locked && outlineOf(shape).closed;

/** The selected shapes that an arrow can lead from: one, or two that it then leads between; or one arrow. */
export function connectable(editor: Editor): readonly Shape[] {
  const shapes = editor.selection.unlocked();
  const [first, second, third] = shapes;
  if (first === undefined || third !== undefined) return [];
  if (first.type === "arrow") return second === undefined ? shapes : [];
  return shapes.every(isTarget) ? shapes : [];
}
