/** The snapping of one drag: it finds the shapes around what moves, and shows the guides. */

import { outlineOf } from "../../../shared/board/outline.ts";
import type { Point } from "../../../shared/board/shape.ts";
import { visibleBox } from "../camera.ts";
import type { Editor } from "../editor.ts";
import { frameUnder } from "../frames/frame-under.ts";
import { type Box, boxCenter, boxContains, boxOf, distance, expandBox } from "../geometry.ts";
import { selectionBox } from "../handles.ts";
import { gridSpacing } from "../paint/grid.ts";
import type { Placed } from "../scene/scene.ts";
import type { PointerInput } from "../tools/tool.ts";
import { snappingOf } from "./setting.ts";
import {
  type Axis,
  endOf,
  type Guide,
  gridPull,
  type Pull,
  SnapTargets,
  shifted,
  startOf,
} from "./snap.ts";

/** How near something must come to snap, in CSS pixels: fingers are less exact. */
const REACH = { mouse: 6, pen: 6, touch: 10 } as const;

/** How far around it shapes are looked for first, in CSS pixels. */
const NEAR = 200;

/** No more shapes than this are looked at, and of those the nearest are snapped to: a move takes as long on any board. */
const MOST_LOOKED_AT = 800;
const MOST_TARGETS = 160;

/** A larger selection does not snap: its frame has nothing to do with single shapes any more. */
const MOST_MOVING = 400;

/** The sides of a box that move, by axis: its start, its end, or neither. */
export type MovingSides = readonly ["start" | "end" | null, "start" | "end" | null];

type Keys = Pick<PointerInput, "ctrl" | "pointer">;

/** The shapes that were found, and where. */
interface Found {
  readonly targets: SnapTargets;
  readonly region: Box;
  readonly camera: unknown;
  readonly changes: number;
}

/** Snaps what one drag moves. */
export class Snapper {
  readonly #editor: Editor;
  readonly #moving: ReadonlySet<string>;
  #found: Found | null = null;
  /** The frame to whose content and sides something snaps; `null`: the board. */
  #frame: string | null;

  /** `moving`: what the hand has; without it, a new shape is drawn from `at` on. */
  constructor(editor: Editor, moving: Iterable<string>, at?: Point) {
    this.#editor = editor;
    const { tree } = editor.scene.relations;
    const ids = tree.topmost(moving);
    this.#moving = tree.subtrees(ids);
    const [parent, ...others] = new Set(ids.map((id) => tree.parentOf(id)));
    if (at !== undefined) this.#frame = frameUnder(editor.scene, at);
    else this.#frame = others.length > 0 ? null : (parent ?? null);
  }

  /** The hand is over another frame, or over the board: it would put there what it has. */
  enter(frame: string | null): void {
    if (this.#frame !== frame) this.#found = null;
    this.#frame = frame;
  }

  /** The way that a box goes when the hand has moved it so far. An axis that is `held` stays as it is. */
  moved(box: Box, by: Point, keys: Keys, held: readonly Axis[] = []): Point {
    const there = shifted(box, by);
    const pull = this.#pull(there, keys, (targets, reach) => targets.pull(there, reach), [
      there.minX,
      there.minY,
    ]);
    const way = this.#way(by, pull, held);
    this.#show(keys, (targets) => targets.guides(shifted(box, way)), there);
    return way;
  }

  /** The way that the moving sides of a box go, which stand where the hand has them. */
  stretched(box: Box, sides: MovingSides, keys: Keys): Point {
    const place = (axis: Axis): number | null => {
      if (sides[axis] === null) return null;
      return sides[axis] === "start" ? startOf(box, axis) : endOf(box, axis);
    };
    const pullOn = (targets: SnapTargets, axis: Axis, reach: number) => {
      const at = place(axis);
      return at === null ? null : targets.pullOf([at], axis, reach);
    };
    const pull = this.#pull(
      box,
      keys,
      (targets, reach) => [pullOn(targets, 0, reach), pullOn(targets, 1, reach)],
      [place(0), place(1)],
    );
    const way = this.#way([0, 0], pull, []);
    this.#show(
      keys,
      (targets) =>
        ([0, 1] as const).flatMap((axis) => {
          const at = place(axis);
          return at === null ? [] : targets.lineGuides([at + way[axis]], box, axis);
        }),
      box,
    );
    return way;
  }

  /** A point of a new shape, where the hand has it. */
  point(at: Point, keys: Keys): Point {
    const [x, y] = this.stretched(boxOf(at, [0, 0]), ["end", "end"], keys);
    return [at[0] + x, at[1] + y];
  }

  #way(by: Point, pull: Pull, held: readonly Axis[]): Point {
    const on = (axis: Axis) => by[axis] + (held.includes(axis) ? 0 : (pull[axis] ?? 0));
    return [on(0), on(1)];
  }

  #pull(
    box: Box,
    keys: Keys,
    ofTargets: (targets: SnapTargets, reach: number) => Pull,
    gridded: Pull,
  ): Pull {
    const { grid, shapes } = snappingOf(this.#editor).get();
    if (keys.ctrl) return [null, null];
    const { zoom } = this.#editor.view.camera.get();
    if (grid) {
      const spacing = gridSpacing(zoom);
      const on = (axis: Axis) => {
        const at = gridded[axis];
        return at === null ? null : gridPull(at, spacing);
      };
      return [on(0), on(1)];
    }
    if (!shapes || this.#moving.size > MOST_MOVING) return [null, null];
    return ofTargets(this.#targetsAround(box), REACH[keys.pointer] / zoom);
  }

  #show({ ctrl }: Keys, guidesOf: (targets: SnapTargets) => Guide[], around: Box): void {
    const { grid, shapes } = snappingOf(this.#editor).get();
    const isOn = !ctrl && !grid && shapes && this.#moving.size <= MOST_MOVING;
    const guides = isOn ? guidesOf(this.#targetsAround(around)) : [];
    const { guides: shown } = this.#editor.hand;
    if (guides.length > 0 || shown.get().length > 0) shown.set(guides);
  }

  /** The shapes in view around a box. They stay the same until it has gone far, or the board or the view has changed. */
  #targetsAround(box: Box): SnapTargets {
    const { scene } = this.#editor;
    const { camera } = this.#editor.view;
    const found = this.#found;
    const isCurrent =
      found !== null &&
      found.camera === camera.get() &&
      found.changes === scene.changes.get() &&
      boxContains(found.region, box);
    if (isCurrent) return found.targets;
    const near = NEAR / camera.get().zoom;
    const view = visibleBox(camera.get(), this.#editor.view.viewport.get());
    let radius = near;
    let placed = this.#placedIn(within(expandBox(box, radius), view));
    while (placed.length < MOST_TARGETS / 2 && radius < near * 8) {
      radius *= 2;
      placed = this.#placedIn(within(expandBox(box, radius), view));
    }
    const targets = new SnapTargets(this.#nearest(placed, boxCenter(box)));
    const region = expandBox(box, radius / 2);
    this.#found = { targets, region, camera: camera.get(), changes: scene.changes.get() };
    return targets;
  }

  /** The shapes of a box that have sides, of those that lie beside what moves, and the frame around; of very many, some. */
  #placedIn(region: Box): Placed[] {
    const placed: Placed[] = [];
    let looked = 0;
    this.#editor.scene.some(region, (one) => {
      looked += 1;
      if (this.#isTarget(one)) placed.push(one);
      return looked >= MOST_LOOKED_AT;
    });
    return placed;
  }

  #isTarget({ shape, box, clip }: Placed): boolean {
    const { id } = shape;
    const isBeside =
      id === this.#frame || this.#editor.scene.relations.tree.parentOf(id) === this.#frame;
    if (!isBeside || this.#moving.has(id) || !outlineOf(shape).closed) return false;
    // Nobody sees a shape that lies beyond its frame.
    return clip === null || (box.minX < box.maxX && box.minY < box.maxY);
  }

  #nearest(placed: readonly Placed[], middle: Point): Box[] {
    const far = ({ box }: Placed) => distance(boxCenter(box), middle);
    const nearest =
      placed.length <= MOST_TARGETS
        ? placed
        : [...placed].sort((a, b) => far(a) - far(b)).slice(0, MOST_TARGETS);
    return nearest.flatMap(({ shape }) => selectionBox([shape]) ?? []);
  }
}

/** The part of a box that lies in another one. */
function within(box: Box, other: Box): Box {
  return {
    minX: Math.max(box.minX, other.minX),
    minY: Math.max(box.minY, other.minY),
    maxX: Math.min(box.maxX, other.maxX),
    maxY: Math.min(box.maxY, other.maxY),
  };
}
