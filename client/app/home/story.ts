/** The timing of the front page's drawing: who draws what, and how it looks at each moment. It knows no canvas. */

import type { Point } from "../../../shared/board/shape.ts";
import type { Box } from "../../board/geometry.ts";
import type { Part } from "../templates/parts.ts";

/** The two who draw. */
export type Actor = 0 | 1;

/** One thing that somebody draws, and perhaps writes into. */
export interface Deed {
  readonly who: Actor;
  /** Where the hand goes while it draws; a single point is a click. */
  readonly path: readonly Point[];
  /** The words that are typed afterwards. */
  readonly words: string;
  /** The shape when the hand has come so far, and so much is typed. */
  part(path: readonly Point[], words: string): Part;
}

/** A drawing that comes into being. */
export interface Story {
  /** The part of the board that it takes. */
  readonly box: Box;
  /** Where the two come from. */
  readonly from: readonly [Point, Point];
  readonly deeds: readonly Deed[];
}

/** A deed with its times, in milliseconds from the beginning. */
interface Timed extends Deed {
  /** The hand sets out for it, touches the board, lifts, and has typed the last letter. */
  readonly leaves: number;
  readonly touches: number;
  readonly lifts: number;
  readonly ends: number;
  /** Where the hand sets out. */
  readonly from: Point;
}

/** A story with its times. */
export interface Timetable {
  readonly story: Story;
  readonly deeds: readonly Timed[];
  /** Milliseconds until everything is drawn. */
  readonly length: number;
}

/** The drawing as it is seen at one moment. */
export interface Moment {
  /** The shapes in the order of the deeds; null: not begun. */
  readonly parts: readonly (Part | null)[];
  readonly pointers: readonly [Point, Point];
}

/** Board units a millisecond: of a hand that moves, and of one that draws. */
const MOVING = 0.9;
const DRAWING = 0.42;

const LEAST_MOVE = 320;
const MOST_MOVE = 900;
const LEAST_DRAW = 160;
const MOST_DRAW = 1500;
const LETTER = 58;

/** Milliseconds before the first deed of each, and between two deeds of one hand. */
const FIRST: readonly [number, number] = [300, 900];
const PAUSE = 180;

/** Gives each deed its times. The two draw side by side, each one thing after another. */
export function timetableOf(story: Story): Timetable {
  const hands = story.from.map((at, who) => ({ at, free: FIRST[who] ?? 0 }));
  const deeds = story.deeds.map((deed): Timed => {
    const hand = hands[deed.who];
    const start = deed.path[0];
    if (hand === undefined || start === undefined)
      throw new Error("a deed needs a hand and a path");
    const leaves = hand.free;
    const touches = leaves + within(distance(hand.at, start) / MOVING, LEAST_MOVE, MOST_MOVE);
    const lifts = touches + within(lengthOf(deed.path) / DRAWING, LEAST_DRAW, MOST_DRAW);
    const ends = lifts + deed.words.length * LETTER;
    const timed = { ...deed, part: deed.part, leaves, touches, lifts, ends, from: hand.at };
    hand.at = deed.path.at(-1) ?? start;
    hand.free = ends + PAUSE;
    return timed;
  });
  return { story, deeds, length: Math.max(...deeds.map(({ ends }) => ends)) };
}

/** The drawing at a moment; the same moment looks the same each time. */
export function momentAt({ story, deeds }: Timetable, at: number): Moment {
  const pointers: [Point, Point] = [...story.from];
  const parts = deeds.map((deed) => {
    const { leaves, touches, lifts, ends, from, path, words } = deed;
    const start = path[0] ?? from;
    if (at >= leaves) {
      const share = ease(within((at - leaves) / (touches - leaves), 0, 1));
      pointers[deed.who] = between(from, start, share);
    }
    if (at < touches) return null;
    const drawn = pathUntil(path, ease(within((at - touches) / (lifts - touches), 0, 1)));
    pointers[deed.who] = drawn.at(-1) ?? start;
    const typed = ends === lifts ? 1 : within((at - lifts) / (ends - lifts), 0, 1);
    return deed.part(drawn, words.slice(0, Math.round(words.length * typed)));
  });
  return { parts, pointers };
}

/** The beginning of a path, up to a share of its length. */
export function pathUntil(path: readonly Point[], share: number): Point[] {
  let left = lengthOf(path) * share;
  const passed: Point[] = path.slice(0, 1);
  for (let index = 1; index < path.length; index++) {
    const [before, next] = [path[index - 1], path[index]];
    if (before === undefined || next === undefined) break;
    const step = distance(before, next);
    if (step >= left) return [...passed, share === 1 ? next : between(before, next, left / step)];
    left -= step;
    passed.push(next);
  }
  return passed;
}

function lengthOf(path: readonly Point[]): number {
  return path.reduce((sum, point, index) => sum + distance(path[index - 1] ?? point, point), 0);
}

function distance([x1, y1]: Point, [x2, y2]: Point): number {
  return Math.hypot(x2 - x1, y2 - y1);
}

function between([x1, y1]: Point, [x2, y2]: Point, share: number): Point {
  return [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share];
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** A hand speeds up and slows down. */
function ease(share: number): number {
  return share * share * (3 - 2 * share);
}
