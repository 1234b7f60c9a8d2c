/** Bindings: ends of arrows that follow shapes, and which arrows follow which shape. They know no document. */
import { readAnchor } from "./anchor.ts";
import { centerOf, rotate } from "./geometry.ts";
import { type Fields, type Point, readNumber, readPoint } from "./record.ts";
import type { Bound, Ends } from "./route/follow.ts";

const UNBOUND: Bound = { start: null, end: null };
const NOBODY: ReadonlySet<string> = new Set();

/** Types of shapes to which nothing is bound: they follow others themselves, and could follow in a circle. */
const FOLLOWING: ReadonlySet<unknown> = new Set(["arrow", "line"]);

/** Returns whether a shape of this type may be followed by an arrow's end. */
export function isFollowable(type: unknown): boolean {
  return !FOLLOWING.has(type);
}

/** Reads what the ends of an arrow are bound to. */
export function readBound(fields: Fields): Bound {
  const start = readAnchor(fields.get("start"));
  const end = readAnchor(fields.get("end"));
  return start === null && end === null ? UNBOUND : { start, end };
}

/** Reads the ends of an arrow that stands at `xy` on the board, as they are stored; `null` when there are none. */
export function storedEnds(fields: Fields, xy: Point): Ends | null {
  const from = readPoint(fields.get("from"));
  const to = readPoint(fields.get("to"));
  if (from === null || to === null) return null;
  const size = readPoint(fields.get("size")) ?? [0, 0];
  const angle = readNumber(fields.get("angle"), -1e6, 1e6) ?? 0;
  const onBoard = ([x, y]: Point) => rotate([xy[0] + x, xy[1] + y], centerOf(xy, size), angle);
  return { from: onBoard(from), to: onBoard(to) };
}

/** Which arrows follow which shape, kept up to date arrow by arrow. */
export class Bindings {
  readonly #followers = new Map<string, Set<string>>();
  readonly #bound = new Map<string, Bound>();

  /** Takes note of what an arrow is bound to; of nothing for a shape that is gone, or is no arrow. */
  update(id: string, { start, end }: Bound = UNBOUND): void {
    const before = this.#bound.get(id);
    if (before === undefined && start === null && end === null) return;
    for (const anchor of [before?.start, before?.end]) {
      if (anchor == null) continue;
      const followers = this.#followers.get(anchor.shape);
      followers?.delete(id);
      if (followers?.size === 0) this.#followers.delete(anchor.shape);
    }
    if (start === null && end === null) this.#bound.delete(id);
    else this.#bound.set(id, { start, end });
    for (const anchor of [start, end]) {
      if (anchor === null) continue;
      const followers = this.#followers.get(anchor.shape);
      if (followers === undefined) this.#followers.set(anchor.shape, new Set([id]));
      else followers.add(id);
    }
  }

  /** Whether no end of any arrow is bound. */
  get isEmpty(): boolean {
    return this.#bound.size === 0;
  }

  /** Whether an end of this arrow is bound. */
  isBound(id: string): boolean {
    return this.#bound.has(id);
  }

  /** The anchors of an arrow's ends, whether their shapes are there or not. */
  of(id: string): Bound {
    return this.#bound.get(id) ?? UNBOUND;
  }

  /** The arrows with an end that is bound to a shape, in no order. */
  followersOf(shape: string): ReadonlySet<string> {
    return this.#followers.get(shape) ?? NOBODY;
  }
}
