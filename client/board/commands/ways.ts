/** The arrow keys as directions, for all commands that have one. */
import type { Point } from "../../../shared/board/shape.ts";
import { type Chord, partsOf } from "../../ui/chords.ts";

const WAYS: ReadonlyMap<string, Point> = new Map<string, Point>([
  ["ArrowRight", [1, 0]],
  ["ArrowDown", [0, 1]],
  ["ArrowLeft", [-1, 0]],
  ["ArrowUp", [0, -1]],
]);

/** The chords of the arrow keys with some modifiers, such as `alt+shift`. */
export function waysWith(modifiers = ""): readonly Chord[] {
  return [...WAYS.keys()].map((key) => (modifiers === "" ? key : `${modifiers}+${key}`));
}

/** The direction of an arrow key; null: it is none. */
export function wayOf(key: string): Point | null {
  return WAYS.get(key) ?? null;
}

/** The direction of the chord that was pressed. Without one it is to the right. */
export function wayOfKey(chord: Chord | undefined): Point {
  return (chord === undefined ? null : wayOf(partsOf(chord).key)) ?? [1, 0];
}
