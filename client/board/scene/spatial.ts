/** The spatial index: which things lie in a box of the board, and how far all of them reach. */
import RBush from "rbush";
import { type Box, boxesTouch } from "../geometry.ts";
import { type Node, packed } from "./packing.ts";

/** Children of a node at most. */
const MOST_CHILDREN = 16;

/** Something that lies on the board. Its box is replaced only while it is out of the index. */
interface Lying {
  readonly box: Box;
}

class Tree<T extends Lying> extends RBush<T> {
  override toBBox({ box }: T): Box {
    return box;
  }

  override compareMinX(a: T, b: T): number {
    return a.box.minX - b.box.minX;
  }

  override compareMinY(a: T, b: T): number {
    return a.box.minY - b.box.minY;
  }
}

/** Finds things by their boxes: an R-tree. */
export class SpatialIndex<T extends Lying> {
  readonly #tree = new Tree<T>(MOST_CHILDREN);

  /** Puts many in at once, in place of all that was there: much faster than one by one. */
  load(things: readonly T[]): void {
    this.#tree.clear();
    const root = packed(things, MOST_CHILDREN);
    if (root === null) this.#tree.load(things);
    else this.#tree.fromJSON(root);
  }

  add(thing: T): void {
    this.#tree.insert(thing);
  }

  /** Takes a thing out, which has the box yet that it came in with. */
  remove(thing: T): void {
    this.#tree.remove(thing);
  }

  /** The box around everything. */
  get extent(): Box | null {
    const { minX, minY, maxX, maxY } = this.#root;
    return minX <= maxX ? { minX, minY, maxX, maxY } : null;
  }

  /** The things whose boxes touch `box`, in no order. */
  search(box: Box): T[] {
    return this.#tree.search(box);
  }

  /** Says whether any box touches `box`: cheaper than a search, also where many do. */
  touches(box: Box): boolean {
    return this.#tree.collides(box);
  }

  /** Says whether a thing that touches `box` is one of those. */
  some(box: Box, is: (thing: T) => boolean): boolean {
    return someIn(this.#root, box, is);
  }

  get #root(): Node<T> {
    return this.#tree.toJSON() as unknown as Node<T>;
  }
}

function someIn<T extends Lying>(node: Node<T>, box: Box, is: (thing: T) => boolean): boolean {
  for (const child of node.children) {
    if (node.leaf) {
      if (boxesTouch(box, (child as T).box) && is(child as T)) return true;
    } else if (boxesTouch(box, child as Node<T>) && someIn(child as Node<T>, box, is)) return true;
  }
  return false;
}
