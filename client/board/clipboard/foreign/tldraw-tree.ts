/** The tree of tldraw's shapes: their order, and where each stands on the board in its groups and frames. */
import { rotate } from "../../../../shared/board/geometry.ts";
import type { Point, Size } from "../../../../shared/board/shape.ts";
import { boxFields, listOf, numberOf, textOf, type Values } from "./values.ts";

/** Levels of groups and frames that are walked up. */
const MOST_LEVELS = 16;

/** Where a shape stands on the board: its own origin, and how it is turned. */
export interface Stand {
  readonly at: Point;
  readonly angle: number;
}

/** From the lowest to the highest: by the index of each, and of what is around it. */
export function inOrder(records: readonly Values[], byId: ReadonlyMap<string, Values>): Values[] {
  const keys = new Map(
    records.map((record) => {
      const path = [record, ...aroundOf(record, byId)].reverse();
      return [record, path.map(({ index }) => textOf(index))];
    }),
  );
  return [...records].sort((a, b) => {
    const [one, other] = [keys.get(a) ?? [], keys.get(b) ?? []];
    for (let at = 0; at < Math.min(one.length, other.length); at++) {
      const [x = "", y = ""] = [one[at], other[at]];
      if (x !== y) return x < y ? -1 : 1;
    }
    return one.length - other.length;
  });
}

/** The groups and frames around a shape, the innermost first. */
export function aroundOf(record: Values, byId: ReadonlyMap<string, Values>): Values[] {
  const around: Values[] = [];
  let above = byId.get(textOf(record["parentId"]));
  while (above !== undefined && around.length < MOST_LEVELS) {
    around.push(above);
    above = byId.get(textOf(above["parentId"]));
  }
  return around;
}

/** tldraw turns a shape about its own origin, and so all that lies in a group. */
export function standOf(record: Values, byId: ReadonlyMap<string, Values>): Stand {
  let stand: Stand = { at: [0, 0], angle: 0 };
  for (const { x, y, rotation } of [record, ...aroundOf(record, byId)]) {
    const turn = numberOf(rotation);
    const [across, down] = rotate(stand.at, [0, 0], turn);
    stand = { at: [across + numberOf(x), down + numberOf(y)], angle: stand.angle + turn };
  }
  return stand;
}

/** A box whose upper left corner stands there, turned about that corner, as one that is turned about its middle. */
export function boxAt({ at, angle }: Stand, size: Size): Values {
  const half: Point = [size[0] / 2, size[1] / 2];
  const [x, y] = rotate(half, [0, 0], angle);
  return { ...boxFields([at[0] + x - half[0], at[1] + y - half[1]], size), angle };
}

export function onBoard({ at, angle }: Stand, [x, y]: Point): Point {
  const [across, down] = rotate([x, y], [0, 0], angle);
  return [at[0] + across, at[1] + down];
}

/** The frame around, and the groups. */
export function placeIn(record: Values, own: Values, byId: ReadonlyMap<string, Values>): Values {
  const around = aroundOf(record, byId);
  const frame = around.find(({ type }) => type === "frame");
  const groups = around.filter(({ type }) => type === "group").map(({ id }) => id);
  if (frame === undefined) return { groups };
  const [x = 0, y = 0] = listOf(own["xy"]).map((value) => numberOf(value));
  const { at } = standOf(frame, byId);
  const parent = { id: frame["id"], xy: [x - at[0], y - at[1]], board: [x, y] };
  return { groups, parent };
}
