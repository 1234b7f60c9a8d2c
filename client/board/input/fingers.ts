/** The fingers on the board: two of them hold it, and a short tap of two or three means undo or redo. */
import type { Point } from "../../../shared/board/shape.ts";
import { type Camera, panBy, zoomAt } from "../camera.ts";
import type { View } from "../editor/view.ts";
import { distance } from "../geometry.ts";

/** Fingers that are lifted within so many milliseconds, and stray no further in CSS pixels, have tapped. */
const TAP_MS = 350;
const TAP_DISTANCE = 12;

/** The fingers from the first that comes down to the last that lifts. */
export class Fingers {
  readonly #view: View;
  /** Where each is on the screen, by pointer id. */
  readonly #at = new Map<number, Point>();
  /** Where each came down. */
  readonly #cameDown = new Map<number, Point>();
  /** When the first came down, and what the view was then. */
  #began: { readonly at: number; readonly camera: Camera } | null = null;
  #most = 0;
  #haveStrayed = false;

  constructor(view: View) {
    this.#view = view;
  }

  get count(): number {
    return this.#at.size;
  }

  has(id: number): boolean {
    return this.#at.has(id);
  }

  /** A finger comes down. */
  come(id: number, at: Point, time: number): void {
    if (this.#at.size === 0) {
      this.#began = { at: time, camera: this.#view.camera.get() };
      this.#cameDown.clear();
      this.#most = 0;
      this.#haveStrayed = false;
    }
    this.#at.set(id, at);
    this.#cameDown.set(id, at);
    this.#most = Math.max(this.#most, this.#at.size);
  }

  /** Two fingers hold the board: the place under each stays under it. More than two move it no differently. */
  pinch(id: number, after: Point): void {
    const other = [...this.#at].find(([one]) => one !== id)?.[1];
    const before = this.#at.get(id);
    this.#at.set(id, after);
    this.#stray(id, after);
    if (before === undefined || other === undefined) return;
    const { camera } = this.#view;
    const moved = panBy(camera.get(), (after[0] - before[0]) / 2, (after[1] - before[1]) / 2);
    const middle: Point = [(after[0] + other[0]) / 2, (after[1] + other[1]) / 2];
    const apart = distance(before, other);
    camera.set(zoomAt(moved, middle, apart < 1 ? 1 : distance(after, other) / apart));
  }

  /** A finger that moves alone. */
  move(id: number, at: Point): void {
    if (!this.#at.has(id)) return;
    this.#at.set(id, at);
    this.#stray(id, at);
  }

  #stray(id: number, at: Point): void {
    const from = this.#cameDown.get(id);
    this.#haveStrayed ||= from !== undefined && distance(from, at) > TAP_DISTANCE;
  }

  /** A finger lifts. Returns how many have tapped, if it was the last one of a tap; the view is as before the tap then. */
  lift(id: number, time: number): number {
    if (!this.#at.delete(id) || this.#at.size > 0 || this.#began === null) return 0;
    const { at, camera } = this.#began;
    if (this.#haveStrayed || time - at > TAP_MS) return 0;
    if (this.#most > 1) this.#view.camera.set(camera);
    return this.#most;
  }

  /** The browser has taken a finger away. */
  cancel(id: number): void {
    // After a lift, the browser tells once more that the finger is gone.
    if (this.#at.delete(id)) this.#haveStrayed = true;
  }

  /** They were a palm: none of them counts any more, and what they have just moved is moved back. */
  wereNone(time: number): void {
    if (this.#at.size === 0) return;
    this.#at.clear();
    if (this.#began !== null && time - this.#began.at < TAP_MS)
      this.#view.camera.set(this.#began.camera);
  }
}
