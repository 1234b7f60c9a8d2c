import type { HeldShape, SetGesture } from "../../../shared/board/gesture.ts";
import { readHeld } from "../../../shared/board/held.ts";
import { fieldOf, follow } from "../../../shared/board/kinds.ts";
import { sameValue } from "../../../shared/board/record.ts";
import type { Point, Shape } from "../../../shared/board/shape.ts";
import { loosened } from "../../../shared/board/standing.ts";
import { movedTo } from "../duplicate.ts";
import type { Scene } from "../scene/scene.ts";

/** Shapes that all hands together hold. Beyond, the rest is seen when the hand lifts. */
const MAX_HELD = 20_000;

/** The shapes in one other hand, until they are written as the hand has left them. */
export class RemoteSet {
  readonly #scene: Scene;
  /** Those that were told by their fields. */
  readonly #told = new Map<string, HeldShape>();
  /** Those that are moved as they are, and where each stood when the hand took it. */
  readonly #taken = new Map<string, Point>();
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
        const at = this.#taken.get(id) ?? before.get(id) ?? this.#scene.get(id)?.xy;
        if (at === undefined || this.#told.has(id)) continue;
        if (!this.#taken.has(id) && --room < 0) break;
        this.#taken.set(id, at);
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
    for (const [id, at] of this.#taken) {
      const shape = this.#scene.get(id);
      if (shape === undefined) continue;
      const loose = loosened(shape, (other) => this.#taken.has(other));
      moved.push(movedTo(loose, this.#placeFrom(at)));
      const frame = tree.parentOf(id);
      const isTold = frame === null || !this.#taken.has(frame);
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
    for (const [id, at] of this.#taken) {
      const now = this.#scene.get(id);
      if (now !== undefined && !isNear(now.xy, this.#placeFrom(at))) return false;
    }
    return true;
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

/** Places and sizes are stored somewhat rounded. */
function isNear(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return sameValue(a, b);
  return a.every((item, at) => typeof item === "number" && Math.abs(item - b[at]) < 0.5);
}
