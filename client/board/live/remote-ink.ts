import type { Gesture } from "../../../shared/board/gesture.ts";
import type { InkPoint } from "../../../shared/board/ink.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import { MAX_INK_POINTS } from "../../../shared/limits.ts";
import { draftInk } from "../draft.ts";
import type { Scene } from "../scene/scene.ts";

/** Pieces of ink that one hand draws in one gesture: a stroke of so many times `MAX_INK_POINTS`. */
const MAX_PIECES = 8;

type InkGesture = Extract<Gesture, { kind: "ink" }>;

/** A piece of ink that grows under another person's hand. */
interface Piece {
  readonly look: Pick<InkGesture, "id" | "stroke" | "width" | "nib">;
  /** The number of the first point that was heard: later than 0 for who came in the middle. */
  readonly first: number;
  readonly points: InkPoint[];
  /** As it is painted; made anew when points have come. */
  shape: Shape | null;
  /** When it goes, should its result not have come by then; null while the hand is at it. */
  until: number | null;
}

/** The ink of one other hand, until it is in the document. */
export class RemoteInk {
  readonly #scene: Scene;
  readonly #pieces = new Map<string, Piece>();

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  get isEmpty(): boolean {
    return this.#pieces.size === 0;
  }

  take({ id, stroke, width, nib, start, points }: InkGesture): void {
    // Its result is there already: these points were overtaken by it.
    if (this.#scene.get(id) !== undefined) return;
    let piece = this.#pieces.get(id);
    if (piece === undefined) {
      if (this.#pieces.size >= MAX_PIECES) return;
      piece = {
        look: { id, stroke, width, nib },
        first: start,
        points: [],
        shape: null,
        until: null,
      };
      this.#pieces.set(id, piece);
    }
    // Points that are sent again replace those that were heard; a gap is drawn straight across.
    const at = start - piece.first;
    if (at >= 0 && at < piece.points.length) piece.points.length = at;
    for (let index = 0; index + 2 < points.length; index += 3) {
      if (piece.points.length >= MAX_INK_POINTS) break;
      const [x, y, pressure] = points.slice(index, index + 3);
      if (x === undefined || y === undefined || pressure === undefined) break;
      piece.points.push([x, y, Math.min(1, Math.max(0, pressure))]);
    }
    piece.shape = null;
  }

  /** The hand has lifted: each piece is shown until then at the latest. */
  expectResult(until: number): void {
    for (const piece of this.#pieces.values()) piece.until ??= until;
  }

  /** The document has changed: what it shows is not shown twice. */
  settle(): void {
    for (const id of this.#pieces.keys()) {
      if (this.#scene.get(id) !== undefined) this.#pieces.delete(id);
    }
  }

  /** The pieces to be painted. */
  shapes(): Shape[] {
    const shapes: Shape[] = [];
    for (const [id, piece] of this.#pieces) {
      if (piece.until !== null && piece.until <= Date.now()) this.#pieces.delete(id);
      else if (piece.points.length > 0) {
        piece.shape ??= draftInk(piece.look.id, piece.look, piece.points);
        shapes.push(piece.shape);
      }
    }
    return shapes;
  }
}
