/** The trails of lasers on the board, mine and the others'. They fade, and are stored nowhere. */
import type { Point } from "../../../shared/board/shape.ts";
import { createStore, type ReadableStore } from "../../ui/store.ts";
import type { Editor } from "../editor.ts";

/** Milliseconds that a place of a trail is seen. */
export const LASER_MS = 1_000;

/** Places of one hand's trail: three times those that a mouse reports in a second. */
const MOST_PLACES = 400;

/** Milliseconds over which places that come together are spread: rooms ask for longer pauses in a crowd. */
const MOST_SPREAD_MS = 200;

/** A piece of a line, as it comes. */
export interface LaserPiece {
  /** The hand has come down at the first place. */
  readonly begins: boolean;
  /** The oldest first. */
  readonly places: readonly Point[];
}

/** A place of a trail. */
export interface TrailPlace {
  readonly at: Point;
  /** When the hand was there, in milliseconds. */
  readonly time: number;
  /** The hand came down here: no line leads from the place before. */
  readonly begins: boolean;
}

/** The trail of one hand. */
export interface Trail {
  readonly color: string;
  /** The oldest place first. */
  readonly places: readonly TrailPlace[];
}

/** The lines that lasers have drawn within the last second. All times are in milliseconds on one clock. */
export class LaserTrails {
  readonly #isShown = createStore(false);
  readonly #trails = new Map<number, { color: string; places: TrailPlace[] }>();
  /** Is there anything to be seen? */
  readonly isShown: ReadableStore<boolean> = this.#isShown;

  /** Adds a piece of a hand's line. Its places are spread over the time since the last, so that they fade one by one. */
  add(hand: number, color: string, { begins, places: points }: LaserPiece, now: number): void {
    if (points.length === 0) return;
    const trail = this.#trails.get(hand) ?? { color, places: [] };
    this.#trails.set(hand, trail);
    trail.color = color;
    const { places } = trail;
    const last = places.at(-1)?.time ?? now;
    const since = begins ? now : Math.max(last, now - MOST_SPREAD_MS);
    for (const [index, at] of points.entries()) {
      const time = since + ((now - since) * (index + 1)) / points.length;
      const isFirst = index === 0 && (begins || places.length === 0);
      places.push({ at, time, begins: isFirst });
    }
    places.splice(0, places.length - MOST_PLACES);
    this.#isShown.set(true);
  }

  /** The trails that are still seen. Older places are forgotten. */
  at(now: number): readonly Trail[] {
    for (const [hand, { places }] of this.#trails) {
      const fresh = places.findIndex(({ time }) => now - time < LASER_MS);
      if (fresh < 0) this.#trails.delete(hand);
      else places.splice(0, fresh);
    }
    this.#isShown.set(this.#trails.size > 0);
    return [...this.#trails.values()];
  }
}

const known = new WeakMap<Editor, LaserTrails>();

/** The trails of a board, which its tool and its overlay share. */
export function trailsOf(editor: Editor): LaserTrails {
  const trails = known.get(editor) ?? new LaserTrails();
  known.set(editor, trails);
  return trails;
}
