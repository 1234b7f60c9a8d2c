import * as Y from "yjs";
import { type Orphan, orphanOf } from "../../../shared/board/binding-edits.ts";
import { isFollowable } from "../../../shared/board/bindings.ts";
import { shapesOf } from "../../../shared/board/document.ts";
import { kindOf } from "../../../shared/board/kinds.ts";
import { shapeBox } from "../../../shared/board/outline.ts";
import { Relations, touchedBy } from "../../../shared/board/relations.ts";
import type { ObstacleFinder } from "../../../shared/board/route/follow.ts";
import { targetOf } from "../../../shared/board/route/shape-target.ts";
import type { TargetFinder } from "../../../shared/board/route/target.ts";
import { readShape, type Shape } from "../../../shared/board/shape.ts";
import { standing } from "../../../shared/board/standing.ts";
import { createStore, type ReadableStore } from "../../ui/store.ts";
import { type Box, boxContains, boxesTouch, boxWithin, unionBox } from "../geometry.ts";
import { Elbows, type HeldShapes } from "./elbows.ts";
import { Pile } from "./pile.ts";
import { SpatialIndex } from "./spatial.ts";

/** The effect of one transaction of the document on the scene, by ids. */
export interface SceneChange {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Where something looks different now: the boxes of what changed, before and after. */
  readonly damage: readonly Box[];
  /** Arrows of which a shape is gone that nobody has let go of, as they stood before. */
  readonly orphans?: readonly Orphan[];
}

/** A shape where it is seen. */
export interface Placed {
  readonly shape: Shape;
  /** Where it is drawn. */
  readonly box: Box;
  /** The part of the board outside which frames cut it off; `null`: none does. */
  readonly clip: Box | null;
  /** Its height in the pile: of two, the larger lies over the other. Comparable until the scene changes. */
  readonly rank: number;
}

interface Entry extends Placed {
  shape: Shape;
  box: Box;
  clip: Box | null;
  rank: number;
  /** Does it lie in a frame? */
  isNested: boolean;
}

/** When one transaction touches more shapes than this, and a quarter of all, the index is built anew. */
const MANY = 400;

/** With more than this share of all shapes in a box, a look at all is faster than a sort of what was found. */
const MUCH = 1 / 16;

/** The document as checked shapes, kept up to date change by change. */
export class Scene {
  /** The frames, groups and bindings of the shapes. */
  readonly relations: Relations;
  private readonly shapes: Y.Map<Y.Map<unknown>>;
  private readonly entries = new Map<string, Entry>();
  private readonly index = new SpatialIndex<Entry>();
  private readonly elbows = new Elbows(this.index);
  private readonly pile = new Pile<Entry>((a, b) => this.relations.compare(a, b));
  private readonly listeners = new Set<(change: SceneChange) => void>();
  private all: readonly Shape[] | null = null;
  private highest: string | null = null;
  private readonly containers = new Set<string>();
  private readonly changed = createStore(0);

  /** How many changes there have been: for values that are derived from the scene. */
  readonly changes: ReadableStore<number> = this.changed;

  constructor(doc: Y.Doc) {
    this.shapes = shapesOf(doc);
    this.relations = new Relations(doc);
    this.relations.obstaclesIn = this.elbows.obstaclesIn;
    for (const id of this.followersLast(this.shapes.keys())) {
      const shape = this.read(id);
      if (shape === null) continue;
      this.entries.set(id, { shape, ...this.sight(shape), rank: 0, isNested: this.isNested(id) });
    }
    const entries = [...this.entries.values()];
    this.pile.change([], entries);
    this.index.load(entries);
    for (const { shape } of entries) this.elbows.update(shape.id, shape, this.targetOf);
    for (const id of this.elbows.ids()) this.detour(id);
    this.shapes.observeDeep(this.onEvents);
  }

  /** The shape as it was last read; the same object until it changes. */
  get(id: string): Shape | undefined {
    return this.entries.get(id)?.shape;
  }

  has(id: string): boolean {
    return this.entries.has(id);
  }

  /** Where the shape is drawn. */
  boxOf(id: string): Box | undefined {
    return this.entries.get(id)?.box;
  }

  /** The shape where it is drawn. */
  placed(id: string): Placed | undefined {
    return this.entries.get(id);
  }

  get count(): number {
    return this.entries.size;
  }

  /** The ids of the shapes in which others may lie. */
  get frames(): ReadonlySet<string> {
    return this.containers;
  }

  /** An order key that no shape is above, whatever frame it lies in; `null` when there has been none yet. */
  topZ(): string | null {
    return this.highest;
  }

  /** Bottom to top: the shapes whose box touches `box`, or all. The list stays as it is when the scene changes. */
  inOrder(box?: Box): readonly Shape[] {
    if (box === undefined || this.liesIn(box)) {
      this.all ??= this.pile.all.map(({ shape }) => shape);
      return this.all;
    }
    return this.placedIn(box).map(({ shape }) => shape);
  }

  /** The same with their places; each is current until the scene changes. */
  placedIn(box?: Box): readonly Placed[] {
    if (box === undefined || this.liesIn(box)) return [...this.pile.all];
    const found = this.index.search(box);
    if (found.length > this.entries.size * MUCH) {
      return this.pile.all.filter((entry) => boxesTouch(box, entry.box));
    }
    return found.sort((a, b) => a.rank - b.rank);
  }

  /** Says whether the box of any shape touches `box`. */
  touches(box: Box): boolean {
    return this.index.touches(box);
  }

  /** Says whether a shape that touches `box` is one of those. */
  some(box: Box, is: (placed: Placed) => boolean): boolean {
    return this.index.some(box, is);
  }

  /** The box around what is drawn of these shapes, or of all. */
  bounds(ids?: Iterable<string>): Box | null {
    if (ids === undefined) return this.index.extent;
    let union: Box | null = null;
    for (const id of ids) {
      const box = this.entries.get(id)?.box;
      if (box !== undefined) union = union === null ? box : unionBox(union, box);
    }
    return union;
  }

  subscribe(listener: (change: SceneChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  destroy(): void {
    this.shapes.unobserveDeep(this.onEvents);
    this.listeners.clear();
  }

  private read(id: string): Shape | null {
    const fields: unknown = this.shapes.get(id);
    const shape = fields instanceof Y.Map ? readShape(id, fields) : null;
    if (shape !== null && kindOf(shape).container !== undefined) this.containers.add(id);
    else this.containers.delete(id);
    if (shape !== null && (this.highest === null || shape.z > this.highest)) this.highest = shape.z;
    if (shape === null) return null;
    const seen = standing(shape, this.relations, this.targetOf, this.elbows.obstaclesIn);
    return this.relations.isFrameLocked(id) ? { ...seen, locked: true } : seen;
  }

  /** Reads an elbow anew, once all that lies in its way is known. */
  private detour(id: string): void {
    const entry = this.entries.get(id);
    const shape = this.read(id);
    if (entry === undefined || shape === null) return;
    this.index.remove(entry);
    Object.assign(entry, { shape, ...this.sight(shape) });
    this.index.add(entry);
  }

  /** The bound elbows in whose way something in one of these boxes may lie. */
  elbowsAround(boxes: readonly Box[]): ReadonlySet<string> {
    return this.elbows.around(boxes);
  }

  /** Finds the boxes that lie in the way of an elbow, with the shapes of hands where these hold them. */
  obstaclesAmong(held: HeldShapes): ObstacleFinder {
    return this.elbows.obstaclesAmong(held);
  }

  /** A shape of the document as the ends of arrows see it. */
  readonly targetOf: TargetFinder = (id) => {
    const shape = this.entries.get(id)?.shape;
    // One of a type that is not known may be followed all the same.
    if (shape === undefined) return this.relations.targetOf(id);
    return isFollowable(shape.type) ? targetOf(shape) : undefined;
  };

  /** The same shapes, those behind that follow others: they are read when the others have been. */
  private followersLast(ids: Iterable<string>): Iterable<string> {
    const { bindings } = this.relations;
    if (bindings.isEmpty) return ids;
    const all = [...ids];
    return [
      ...all.filter((id) => !bindings.isBound(id)),
      ...all.filter((id) => bindings.isBound(id)),
    ];
  }

  /** Where a shape is drawn, and what cuts it off there. */
  private sight(shape: Shape): Pick<Placed, "box" | "clip"> {
    const box = shapeBox(shape);
    const clip = this.relations.tree.isFlat ? null : this.relations.clipOf(shape.id);
    return { box: clip === null ? box : boxWithin(box, clip), clip };
  }

  /** May it be at another height in the pile now? */
  private liesElsewhere({ shape: before, isNested }: Entry, { id, z }: Shape): boolean {
    return before.z !== z || isNested || this.isNested(id);
  }

  private isNested(id: string): boolean {
    return this.relations.tree.parentOf(id) !== null;
  }

  private liesIn(box: Box): boolean {
    const { extent } = this.index;
    return extent !== null && boxContains(box, extent);
  }

  private readonly onEvents = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    const touched = touchedBy(events, this.shapes);
    const orphans = this.orphansOf(touched, events);
    this.relations.update(touched);
    this.update(this.relations.affected(touched), orphans);
  };

  /** The arrows whose shapes these events take away, as they are seen yet. Those whose ends are written, too, are none. */
  private orphansOf(
    touched: ReadonlySet<string>,
    events: readonly Y.YEvent<Y.AbstractType<unknown>>[],
  ): Orphan[] {
    if (this.relations.bindings.isEmpty) return [];
    const isGone = (id: string) => !this.shapes.has(id);
    const arrows = new Set<string>();
    for (const id of touched) {
      if (isGone(id))
        for (const arrow of this.relations.bindings.followersOf(id)) arrows.add(arrow);
    }
    return [...arrows].flatMap((id) => {
      const shape = this.entries.get(id)?.shape;
      if (shape?.type !== "arrow" || isGone(id) || writesEnds(events, id)) return [];
      return orphanOf(shape, isGone) ?? [];
    });
  }

  private update(touched: ReadonlySet<string>, orphans: readonly Orphan[]): void {
    const added: string[] = [];
    const changed: string[] = [];
    const removed: string[] = [];
    const damage: Box[] = [];
    const leave: Entry[] = [];
    const come: Entry[] = [];
    const rebuild = touched.size > MANY && touched.size > this.entries.size / 4;
    const renew = (id: string): void => {
      const entry = this.entries.get(id);
      const shape = this.read(id);
      if (entry !== undefined) {
        damage.push(entry.box);
        if (!rebuild) this.index.remove(entry);
        if (shape === null || this.liesElsewhere(entry, shape)) leave.push(entry);
      }
      this.elbows.update(id, shape, this.targetOf);
      if (shape === null) {
        if (entry === undefined) return;
        this.entries.delete(id);
        removed.push(id);
        return;
      }
      const { box, clip } = this.sight(shape);
      damage.push(box);
      const next = entry ?? { shape, box, clip, rank: 0, isNested: false };
      if (entry === undefined) {
        this.entries.set(id, next);
        added.push(id);
      } else changed.push(id);
      if (entry === undefined || this.liesElsewhere(entry, shape)) come.push(next);
      next.isNested = this.isNested(id);
      next.shape = shape;
      next.box = box;
      next.clip = clip;
      if (!rebuild) this.index.add(next);
    };
    for (const id of this.followersLast(touched)) renew(id);
    this.pile.change(leave, come);
    if (rebuild) this.index.load([...this.entries.values()]);
    // An elbow goes around what has come into its way; when the index was made anew, it has not been asked yet.
    for (const id of this.elbows.around(damage)) {
      const before = this.entries.get(id)?.box;
      if (before === undefined || (touched.has(id) && !rebuild)) continue;
      this.detour(id);
      damage.push(before, this.entries.get(id)?.box ?? before);
      if (!touched.has(id)) changed.push(id);
    }
    if (added.length + changed.length + removed.length === 0) return;
    this.all = null;
    const change = { added, changed, removed, damage };
    const told = orphans.length === 0 ? change : { ...change, orphans };
    for (const listener of [...this.listeners]) listener(told);
    this.changed.set(this.changed.get() + 1);
  }
}

/** Do the events write where the ends of an arrow are, or let one go? */
function writesEnds(events: readonly Y.YEvent<Y.AbstractType<unknown>>[], id: string): boolean {
  return events.some(
    (event) =>
      event instanceof Y.YMapEvent &&
      event.path[0] === id &&
      ["from", "to", "start", "end"].some((key) => event.keysChanged.has(key)),
  );
}
