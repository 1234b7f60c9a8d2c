/** Aiming: which shape the end of an arrow in a hand is bound to, and at which point. */
import { type Anchor, shareAt } from "../../../shared/board/anchor.ts";
import { isFollowable } from "../../../shared/board/bindings.ts";
import { polylineOf } from "../../../shared/board/draw/polyline.ts";
import { kindOf } from "../../../shared/board/kinds.ts";
import { outlineOf, pointInShape } from "../../../shared/board/outline.ts";
import type { Point, Shape } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";
import { boxContainsPoint, boxOf, expandBox } from "../geometry.ts";
import type { PointerInput } from "../tools/tool.ts";

/** The shape that an end in my hand is bound to, and where. */
export interface Aim {
  readonly anchor: Anchor;
  /** Is it bound to a point of its own, and not to the middle? */
  readonly isPrecise: boolean;
}

/** Milliseconds that a hand rests over a shape before the point is meant, and not the shape. */
const REST_MS = 350;

/** The part of a shape, about its middle, in which the middle is always meant. */
const MIDDLE_PART = 0.15;

/** A stroke that takes longer to lay out, in microseconds, is met at its box. */
const MOST_EFFORT = 500;

const MIDDLE: Point = [0.5, 0.5];

/** One end of an arrow in my hand. While it is near a shape, that shape lights up. */
export class Aiming {
  readonly #editor: Editor;
  readonly #onRest: () => void;
  /** The shape under the hand, whether the hand has rested over it, and when it last moved. */
  #over: { readonly id: string; isPrecise: boolean; movedAt: number } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onRest`: the hand has come to rest over a shape, so that another point is meant now. */
  constructor(editor: Editor, onRest: () => void) {
    this.#editor = editor;
    this.#onRest = onRest;
  }

  /** The anchor of the end where the hand is; `other`: that of the other end. With ctrl there is none. */
  at(input: PointerInput, other: Anchor | null): Anchor | null {
    const shape = input.ctrl ? null : shapeToBind(this.#editor, input);
    if (shape === null) {
      this.end();
      return null;
    }
    const now = performance.now();
    const before = this.#over?.id === shape.id ? this.#over : null;
    const hasRested = before !== null && now - before.movedAt >= REST_MS;
    // Two ends at the middle of one shape would be no arrow.
    const isPrecise = before?.isPrecise === true || hasRested || other?.shape === shape.id;
    this.#over = { id: shape.id, isPrecise, movedAt: now };
    clearTimeout(this.#timer);
    if (!isPrecise) this.#timer = setTimeout(this.#onRest, REST_MS);
    const anchor = anchorIn(this.#editor, shape, input, isPrecise);
    this.#editor.hand.aim.set({ anchor, isPrecise: anchor.at !== MIDDLE });
    return anchor;
  }

  /** The end is near no shape any more, or in no hand. */
  end(): void {
    clearTimeout(this.#timer);
    this.#over = null;
    this.#editor.hand.aim.set(null);
  }
}

/** The anchor in a shape: its middle, or the very point. Near the outline, the point is one of the outline. */
export function anchorIn(
  editor: Editor,
  shape: Shape,
  { board, pointer }: Pick<PointerInput, "board" | "pointer">,
  isPrecise: boolean,
): Anchor {
  const at = shareAt(board, shape);
  const isMiddle = at.every((share) => Math.abs(share - 0.5) <= MIDDLE_PART);
  if (!isPrecise || isMiddle) return { shape: shape.id, at: MIDDLE, edge: true };
  const { closed, path } = outlineOf(shape);
  const line = polylineOf(path);
  const point = pointInShape(shape, board);
  const isInside =
    closed && line.contains(point) && !line.isNear(point, editor.view.reach(pointer));
  return { shape: shape.id, at, edge: !isInside };
}

/** The topmost shape at a point that an end may be bound to. A hollow one counts where nothing else is. */
export function shapeToBind(
  editor: Editor,
  { board, pointer }: Pick<PointerInput, "board" | "pointer">,
): Shape | null {
  const reach = editor.view.reach(pointer);
  let inside: Shape | null = null;
  for (const { shape, clip } of [
    ...editor.seen.inOrder(expandBox(boxOf(board, [0, 0]), reach)),
  ].reverse()) {
    if (!isFollowable(shape.type) || shape.locked || !editor.scene.has(shape.id)) continue;
    if (clip !== null && !boxContainsPoint(clip, board)) continue;
    const place = placeIn(shape, board, reach);
    if (place === "on") return shape;
    if (place === "inside" && (inside === null || areaOf(shape) < areaOf(inside))) inside = shape;
  }
  return inside;
}

function placeIn(shape: Shape, board: Point, reach: number): "on" | "inside" | null {
  const { closed, hollow, path, effort, box } = outlineOf(shape);
  const point = pointInShape(shape, board);
  if (!boxContainsPoint(expandBox(box, reach), point)) return null;
  if (effort > MOST_EFFORT) return "on";
  const line = polylineOf(path);
  if (line.isNear(point, reach)) return "on";
  // An arrow within a frame is bound to what lies in the frame.
  if (!closed || kindOf(shape).container !== undefined || !line.contains(point)) return null;
  return hollow ? "inside" : "on";
}

function areaOf({ size }: Shape): number {
  return size[0] * size[1];
}
