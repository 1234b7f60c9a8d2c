import * as Y from "yjs";
import { shapesOf } from "../../shared/board/document.ts";
import { compareOrder } from "../../shared/board/order.ts";
import { readShape, type Shape } from "../../shared/board/shape.ts";
import { type Box, boxContains, shapeBox, unionBox } from "./geometry.ts";
import { SpatialIndex } from "./spatial.ts";

/** The effect of one transaction of the document on the scene, by ids. */
export interface SceneChange {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Where something looks different now: the boxes of what changed, before and after. */
  readonly damage: readonly Box[];
}

interface Entry {
  shape: Shape;
  box: Box;
  /** Its place in `order`, when the order is clean; `GONE` once it is removed. */
  rank: number;
}

const GONE = -1;

/** When one transaction touches more shapes than this, and a quarter of all, the index is built anew. */
const MANY = 400;

/** The document as checked shapes, kept up to date change by change. */
export class Scene {
  private readonly shapes: Y.Map<Y.Map<unknown>>;
  private readonly entries = new Map<string, Entry>();
  private readonly index = new SpatialIndex();
  private readonly listeners = new Set<(change: SceneChange) => void>();
  private order: Entry[] = [];
  private orderIsClean = false;
  private all: Shape[] | null = null;
  private extent: Box | null = null;
  private extentIsClean = false;

  constructor(doc: Y.Doc) {
    this.shapes = shapesOf(doc);
    for (const id of this.shapes.keys()) {
      const shape = this.read(id);
      if (shape !== null) this.enter(id, shape, shapeBox(shape));
    }
    this.loadIndex();
    this.shapes.observeDeep(this.onEvents);
  }

  /** The shape as it was last read; the same object until it changes. */
  get(id: string): Shape | undefined {
    return this.entries.get(id)?.shape;
  }

  /** Where the shape is drawn. */
  boxOf(id: string): Box | undefined {
    return this.entries.get(id)?.box;
  }

  get count(): number {
    return this.entries.size;
  }

  /** The order key of the topmost shape. */
  topZ(): string | null {
    return this.sorted().at(-1)?.shape.z ?? null;
  }

  /** Bottom to top: the shapes whose box touches `box`, or all. */
  inOrder(box?: Box): readonly Shape[] {
    const order = this.sorted();
    const extent = this.bounds();
    if (box === undefined || (extent !== null && boxContains(box, extent))) {
      this.all ??= order.map((entry) => entry.shape);
      return this.all;
    }
    const found = this.index.search(box);
    const ranks = new Uint32Array(found.length);
    let length = 0;
    for (const id of found) {
      const entry = this.entries.get(id);
      if (entry !== undefined) ranks[length++] = entry.rank;
    }
    const shapes: Shape[] = [];
    for (const rank of ranks.subarray(0, length).sort()) {
      const entry = order[rank];
      if (entry !== undefined) shapes.push(entry.shape);
    }
    return shapes;
  }

  /** Says whether the box of any shape touches `box`. */
  touches(box: Box): boolean {
    return this.index.touches(box);
  }

  /** The box around what is drawn of these shapes, or of all. */
  bounds(ids?: Iterable<string>): Box | null {
    if (ids === undefined) {
      if (!this.extentIsClean) {
        this.extent = this.boundsOf(this.entries.values());
        this.extentIsClean = true;
      }
      return this.extent;
    }
    const some: Entry[] = [];
    for (const id of ids) {
      const entry = this.entries.get(id);
      if (entry !== undefined) some.push(entry);
    }
    return this.boundsOf(some);
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
    return fields instanceof Y.Map ? readShape(id, fields) : null;
  }

  private boundsOf(entries: Iterable<Entry>): Box | null {
    let union: Box | null = null;
    for (const { box } of entries) union = union === null ? box : unionBox(union, box);
    return union;
  }

  private sorted(): readonly Entry[] {
    if (!this.orderIsClean) {
      // Nearly sorted already: what is new stands at the end.
      this.order = this.order.filter((entry) => entry.rank !== GONE);
      this.order.sort((a, b) => compareOrder(a.shape, b.shape));
      for (let rank = 0; rank < this.order.length; rank++) {
        const entry = this.order[rank];
        if (entry !== undefined) entry.rank = rank;
      }
      this.orderIsClean = true;
    }
    return this.order;
  }

  private enter(id: string, shape: Shape, box: Box): void {
    const entry = { shape, box, rank: 0 };
    this.entries.set(id, entry);
    this.order.push(entry);
    this.orderIsClean = false;
  }

  private loadIndex(): void {
    this.index.load([...this.entries].map(([id, entry]) => [id, entry.box] as const));
  }

  private readonly onEvents = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    const touched = new Set<string>();
    for (const event of events) {
      if (event instanceof Y.YMapEvent && event.target === this.shapes) {
        for (const id of event.keysChanged) touched.add(String(id));
      } else {
        const id = event.path[0];
        if (typeof id === "string") touched.add(id);
      }
    }
    this.update(touched);
  };

  private update(touched: ReadonlySet<string>): void {
    const added: string[] = [];
    const changed: string[] = [];
    const removed: string[] = [];
    const damage: Box[] = [];
    const rebuild = touched.size > MANY && touched.size > this.entries.size / 4;
    for (const id of touched) {
      const entry = this.entries.get(id);
      const shape = this.read(id);
      if (entry !== undefined) damage.push(entry.box);
      if (shape === null) {
        if (entry === undefined) continue;
        this.entries.delete(id);
        entry.rank = GONE;
        this.orderIsClean = false;
        if (!rebuild) this.index.delete(id);
        removed.push(id);
        continue;
      }
      const box = shapeBox(shape);
      damage.push(box);
      if (!rebuild) this.index.set(id, box);
      if (entry === undefined) {
        this.enter(id, shape, box);
        added.push(id);
      } else {
        if (entry.shape.z !== shape.z) this.orderIsClean = false;
        entry.shape = shape;
        entry.box = box;
        changed.push(id);
      }
    }
    if (rebuild) this.loadIndex();
    if (added.length + changed.length + removed.length === 0) return;
    this.all = null;
    this.extentIsClean = false;
    for (const listener of [...this.listeners]) listener({ added, changed, removed, damage });
  }
}
