/** The layout of the chips at the view's edge. It knows no elements and no people. */

/** CSS pixels from the middle of one chip to that of the next: a finger hits one of them. */
export const CHIP_PITCH = 44;

/** The part of the view in which chips stand: CSS pixels from the board's top left corner. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Somebody out of view. */
export interface OutOfView {
  readonly clientId: number;
  /** Where their pointer is, in CSS pixels from the board's top left corner. */
  readonly x: number;
  readonly y: number;
}

/** The edges of a frame. */
export type Edge = "left" | "top" | "right" | "bottom";

/** The place of a chip. */
export interface ChipPlace {
  readonly clientId: number;
  /** The chip's middle, in CSS pixels. */
  readonly x: number;
  readonly y: number;
  /** The direction to the person, in radians clockwise from the right. */
  readonly angle: number;
  readonly edge: Edge;
}

/**
 * Places a chip for each person at the edge that is nearest to them. Chips do not
 * overlap; a person for whom an edge has no more space gets none. Those who stand
 * first in the list have their chips first.
 */
export function placeChips(people: readonly OutOfView[], frame: Frame): ChipPlace[] {
  const atEdge: Record<Edge, OutOfView[]> = { left: [], top: [], right: [], bottom: [] };
  for (const person of people) atEdge[edgeOf(person, frame)].push(person);
  const { left, top, right, bottom } = frame;
  // The corners belong to the sides, so that chips of two edges never meet.
  const [first, last] = [left + CHIP_PITCH, right - CHIP_PITCH];
  return [
    ...spread(atEdge.left, ({ y }) => y, top, bottom).map(([who, y]) => at(who, left, y, "left")),
    ...spread(atEdge.right, ({ y }) => y, top, bottom).map(([who, y]) =>
      at(who, right, y, "right"),
    ),
    ...spread(atEdge.top, ({ x }) => x, first, last).map(([who, x]) => at(who, x, top, "top")),
    ...spread(atEdge.bottom, ({ x }) => x, first, last).map(([who, x]) =>
      at(who, x, bottom, "bottom"),
    ),
  ];
}

function edgeOf({ x, y }: OutOfView, { left, top, right, bottom }: Frame): Edge {
  const across = Math.max(left - x, x - right);
  const along = Math.max(top - y, y - bottom);
  if (across >= along) return left - x > x - right ? "left" : "right";
  return top - y > y - bottom ? "top" : "bottom";
}

function at({ clientId, ...person }: OutOfView, x: number, y: number, edge: Edge): ChipPlace {
  return { clientId, x, y, angle: Math.atan2(person.y - y, person.x - x), edge };
}

/** Places along one edge: each as near to where it wants to be as the others let it. */
function spread(
  people: readonly OutOfView[],
  wish: (person: OutOfView) => number,
  least: number,
  most: number,
): [OutOfView, number][] {
  const capacity = Math.max(0, Math.floor((most - least) / CHIP_PITCH) + 1);
  const places = people
    .slice(0, capacity)
    .sort((a, b) => wish(a) - wish(b) || a.clientId - b.clientId)
    .map((person): [OutOfView, number] => [person, wish(person)]);
  let next = least;
  for (const place of places) {
    place[1] = Math.max(next, place[1]);
    next = place[1] + CHIP_PITCH;
  }
  let end = most;
  for (const place of places.reverse()) {
    place[1] = Math.min(end, place[1]);
    end = place[1] - CHIP_PITCH;
  }
  return places;
}
