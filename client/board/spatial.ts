import RBush from "rbush";
import type { Box } from "./geometry.ts";

interface Item extends Box {
  readonly id: string;
}

/** Which ids lie in a box: an R-tree that remembers where it put each. */
export class SpatialIndex {
  private readonly tree = new RBush<Item>(16);
  private readonly items = new Map<string, Item>();

  /** Puts many in at once, in place of all that was there: much faster than one by one. */
  load(entries: Iterable<readonly [id: string, box: Box]>): void {
    this.tree.clear();
    this.items.clear();
    for (const [id, box] of entries) this.items.set(id, itemOf(id, box));
    this.tree.load([...this.items.values()]);
  }

  set(id: string, box: Box): void {
    this.delete(id);
    const item = itemOf(id, box);
    this.items.set(id, item);
    this.tree.insert(item);
  }

  delete(id: string): void {
    const item = this.items.get(id);
    if (item === undefined) return;
    this.items.delete(id);
    this.tree.remove(item);
  }

  /** The ids whose boxes touch `box`, in no order. */
  search(box: Box): string[] {
    return this.tree.search(box).map((item) => item.id);
  }

  /** Says whether any box touches `box`: cheaper than a search, also where many do. */
  touches(box: Box): boolean {
    return this.tree.collides(box);
  }
}

function itemOf(id: string, box: Box): Item {
  return { id, minX: box.minX, minY: box.minY, maxX: box.maxX, maxY: box.maxY };
}
