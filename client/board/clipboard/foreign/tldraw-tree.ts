/** The tree of tldraw's shapes: their order, and where each stands on the board in its groups and frames. */
import type { TurnedBox } from "../../../../shared/board/anchor.ts";
import { rotate } from "../../../../shared/board/geometry.ts";
import type { Point, Size } from "../../../../shared/board/shape.ts";
import { lineHeightOf, scaleOf } from "./tldraw-look.ts";
import { plainOf } from "./tldraw-text.ts";
import { boxFields, listOf, numberOf, textOf, type Values, valuesOf } from "./values.ts";

/** Levels of groups and frames that are walked up. */
const MOST_LEVELS = 16;

/** A note's side. */
const NOTE_SIDE = 200;

/** Where a shape stands on the board: its own origin, and how it is turned. */
export interface Stand {
  readonly at: Point;
  readonly angle: number;
}

/** The records of shapes and bindings, by how they belong together. */
export class Tree {
  readonly #byId: ReadonlyMap<string, Values>;
  readonly #bindings = new Map<string, Values[]>();

  constructor(byId: ReadonlyMap<string, Values>, bindings: readonly Values[]) {
    this.#byId = byId;
    for (const binding of bindings) {
      const arrow = textOf(binding["fromId"]);
      const own = this.#bindings.get(arrow);
      if (own === undefined) this.#bindings.set(arrow, [binding]);
      else own.push(binding);
    }
  }

  /** The bindings of an arrow. */
  bindingsOf({ id }: Values): readonly Values[] {
    return this.#bindings.get(textOf(id)) ?? [];
  }

  /** The groups and frames around a shape, the innermost first. */
  aroundOf(record: Values): Values[] {
    const around: Values[] = [];
    let above = this.#byId.get(textOf(record["parentId"]));
    while (above !== undefined && around.length < MOST_LEVELS) {
      around.push(above);
      above = this.#byId.get(textOf(above["parentId"]));
    }
    return around;
  }

  /** The id of the page on which a shape is. */
  pageOf(record: Values): string {
    return textOf((this.aroundOf(record).at(-1) ?? record)["parentId"]);
  }

  /** The box of a shape to which an arrow can be bound; `null`: there is none by this id. */
  boxOf(id: string): TurnedBox | null {
    const record = this.#byId.get(id);
    if (record === undefined || ["group", "arrow", "line"].includes(textOf(record["type"]))) {
      return null;
    }
    const stand = standOf(record, this);
    const { xy, size } = boxAt(stand, sizeOf(record)) as unknown as TurnedBox;
    return { xy, size, angle: stand.angle };
  }
}

/** The size of a shape, as far as its record says it. */
export function sizeOf({ type, props }: Values): Size {
  const values = valuesOf(props);
  const { w, h, growY } = values;
  const scale = scaleOf(values);
  switch (type) {
    case "geo":
      return [numberOf(w, 100), numberOf(h, 100) + numberOf(growY) * scale];
    case "note":
      return [NOTE_SIDE * scale, (NOTE_SIDE + numberOf(growY)) * scale];
    case "text": {
      const lines = plainOf(values).split("\n").length;
      return [numberOf(w, 100) * scale, lines * lineHeightOf(values)];
    }
    default:
      return [numberOf(w, 100), numberOf(h, 100)];
  }
}

/** From the lowest to the highest: by the index of each, and of what is around it. */
export function inOrder(records: readonly Values[], tree: Tree): Values[] {
  const keys = new Map(
    records.map((record) => {
      const path = [record, ...tree.aroundOf(record)].reverse();
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

/** tldraw turns a shape about its own origin, and so all that lies in a group. */
export function standOf(record: Values, tree: Tree): Stand {
  let stand: Stand = { at: [0, 0], angle: 0 };
  for (const { x, y, rotation } of [record, ...tree.aroundOf(record)]) {
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
export function placeIn(record: Values, own: Values, tree: Tree): Values {
  const around = tree.aroundOf(record);
  const frame = around.find(({ type }) => type === "frame");
  const groups = around.filter(({ type }) => type === "group").map(({ id }) => id);
  if (frame === undefined) return { groups };
  const [x = 0, y = 0] = listOf(own["xy"]).map((value) => numberOf(value));
  const { at } = standOf(frame, tree);
  const parent = { id: frame["id"], xy: [x - at[0], y - at[1]], board: [x, y] };
  return { groups, parent };
}
