import type { HeldShape, SetGesture } from "../../../shared/board/gesture.ts";
import { readHeld } from "../../../shared/board/held.ts";
import { fieldOf, follow } from "../../../shared/board/kinds.ts";
import { sameValue } from "../../../shared/board/record.ts";
import type { Point, Shape } from "../../../shared/board/shape.ts";
import { carriedArrow } from "../../../shared/board/standing.ts";
import { movedTo } from "../moved.ts";
import type { Scene } from "../scene/scene.ts";

/** Shapes that all hands together hold. Beyond, the rest is seen when the hand lifts. */
const MAX_HELD = 20_000;

/** The shapes in one other hand, until they are written as the hand has left them. */
export class RemoteSet {
  readonly #scene: Scene;
  /** Those that were told by their fields. */
  readonly #told = new Map<string, HeldShape>();
  /** Those that are moved as they are, and how each stood when the hand took it. */
  readonly #taken = new Map<string, Shape>();
  #by: Point = [0, 0];
  /** The frame, or the board, in which those would lie; undefined: each where it lies. */
  #into: string | null | undefined;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** How many shapes the hand holds. */
  get size(): number {
    return this.#told.size + this.#taken.size;
  }

  clear(): void {
    this.#told.clear();
    this.#taken.clear();
  }

  /** Takes what another client has told; `held`: so many shapes are held already. */
  take({ shapes, by, into, more }: SetGesture, held: number): void {
    this.#into = into;
    if (by !== undefined) this.#by = by;
    const before = new Map(this.#taken);
    if (more !== true) this.clear();
    let room = MAX_HELD - held;
    for (const shape of shapes) {
      if (shape.fields !== undefined) {
        if (!this.#told.has(shape.id) && --room < 0) continue;
        this.#taken.delete(shape.id);
        this.#told.set(shape.id, shape);
        continue;
      }
      for (const id of this.#scene.relations.tree.subtrees([shape.id])) {
        const taken = this.#taken.get(id) ?? before.get(id) ?? this.#scene.get(id);
        if (taken === undefined || this.#told.has(id)) continue;
        if (!this.#taken.has(id) && --room < 0) break;
        this.#taken.set(id, taken);
      }
    }
  }

  /** The shapes as the hand has them: those of the document, and new ones. */
  shapes(): { moved: Shape[]; drafts: Shape[]; frames: Map<string, string | null> } {
    const { tree } = this.#scene.relations;
    const frames = new Map<string, string | null>();
    const moved: Shape[] = [];
    const drafts: Shape[] = [];
    for (const held of this.#told.values()) {
      const shape = this.#read(held);
      if (shape === null) continue;
      if (this.#scene.get(held.id) === undefined) drafts.push(shape);
      else moved.push(shape);
    }
    for (const [id, taken] of this.#taken) {
      const shape = this.#scene.get(id);
      if (shape === undefined) continue;
      moved.push(movedTo(this.#bound(shape, taken), this.#placeFrom(taken.xy)));
      const isTold = !this.#isWithFrame(id);
      const frame = tree.parentOf(id);
      if (this.#into !== undefined && isTold && frame !== this.#into) frames.set(id, this.#into);
    }
    return { moved, drafts, frames };
  }

  /** Whether the document has all of it as the hand has left it. A shape that is deleted meanwhile is done with. */
  isWritten(): boolean {
    for (const held of this.#told.values()) {
      const now = this.#scene.get(held.id);
      if (now === undefined) {
        if (held.fields?.["type"] !== undefined) return false;
        continue;
      }
      const shown = this.#read(held);
      if (shown === null) continue;
      const keys = Object.keys(held.fields ?? {});
      if (!keys.every((key) => isNear(fieldOf(now, key), fieldOf(shown, key)))) return false;
    }
    for (const [id, taken] of this.#taken) {
      const now = this.#scene.get(id);
      if (now === undefined) continue;
      const isThere = isBound(taken)
        ? isBoundAlike(now, this.#bound(taken, taken))
        : isNear(now.xy, this.#placeFrom(taken.xy));
      if (!isThere) return false;
    }
    return true;
  }

  /** Whether a shape goes with the frame around it, which the hand holds. */
  #isWithFrame(id: string): boolean {
    const frame = this.#scene.relations.tree.parentOf(id);
    return frame !== null && this.#taken.has(frame);
  }

  /** An arrow with the anchors that it has in the hand; any other shape as it is. */
  #bound(shape: Shape, taken: Shape): Shape {
    if (shape.type !== "arrow" || taken.type !== "arrow" || this.#isWithFrame(shape.id)) {
      return shape;
    }
    const { start, end } = taken;
    const isAlong = (other: string) => this.#taken.has(other);
    return carriedArrow({ ...shape, start, end }, this.#by, isAlong, this.#scene.targetOf);
  }

  #placeFrom(at: Point): Point {
    return [at[0] + this.#by[0], at[1] + this.#by[1]];
  }

  #read(held: HeldShape): Shape | null {
    const { relations } = this.#scene;
    const stored = this.#scene.get(held.id) === undefined ? undefined : relations.fieldsOf(held.id);
    const shape = readHeld(held, stored);
    return shape === null ? null : follow(shape, this.#scene.targetOf);
  }
}

function isBound(shape: Shape): boolean {
  return shape.type === "arrow" && (shape.start !== null || shape.end !== null);
}

/** Are the ends of two states of an arrow at the same points of the same shapes? */
function isBoundAlike(a: Shape, b: Shape): boolean {
  if (a.type !== "arrow" || b.type !== "arrow") return a.type === b.type;
  return (["start", "end"] as const).every(
    (end) => a[end]?.shape === b[end]?.shape && isSamePlace(a[end]?.at, b[end]?.at),
  );
}

/** Shares are reckoned by two machines. */
function isSamePlace(a: Point | undefined, b: Point | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return Math.abs(a[0] - b[0]) < 1e-3 && Math.abs(a[1] - b[1]) < 1e-3;
}

/** Places and sizes are stored somewhat rounded. */
function isNear(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return sameValue(a, b);
  return a.every((item, at) => typeof item === "number" && Math.abs(item - b[at]) < 0.5);
}
