import { expect, test } from "vitest";
import { type Box, boxContains, boxesTouch } from "../geometry.ts";
import { type Node, packed } from "./packing.ts";

interface Thing {
  readonly box: Box;
}

/** Things in a grid of so many columns and rows, from left to right and then down. */
function inGrid(columns: number, rows: number): Thing[] {
  return Array.from({ length: columns * rows }, (_, index) => {
    const [x, y] = [(index % columns) * 100, Math.floor(index / columns) * 100];
    return { box: { minX: x, minY: y, maxX: x + 60, maxY: y + 40 } };
  });
}

function nodesIn(node: Node<Thing>): Node<Thing>[] {
  return node.leaf
    ? [node]
    : [node, ...node.children.flatMap((child) => nodesIn(child as Node<Thing>))];
}

test("an index made at once has full nodes of one depth, and neighbours share them", () => {
  const root = packed(inGrid(64, 64), 16);
  if (root === null) throw new Error("there is no tree");
  const nodes = nodesIn(root);
  const leaves = nodes.filter(({ leaf }) => leaf);
  expect(leaves).toHaveLength(256);
  for (const { children, height, leaf } of nodes) {
    expect(children).toHaveLength(16);
    expect(height === 1).toBe(leaf);
  }
  for (const node of nodes) {
    for (const child of node.children) {
      const box = node.leaf ? (child as Thing).box : (child as Node<Thing>);
      expect(boxContains(node, box)).toBe(true);
    }
  }
  // Sixteen of a grid form a square: a look at a view opens few leaves.
  for (const { minX, minY, maxX, maxY } of leaves) {
    expect(maxX - minX).toBe(360);
    expect(maxY - minY).toBe(340);
  }
  const view = { minX: 3_000, minY: 3_000, maxX: 3_400, maxY: 3_400 };
  expect(leaves.filter((leaf) => boxesTouch(leaf, view)).length).toBeLessThan(8);
});

test("things at one place, in one row, and one alone make a tree, too; nothing makes none", () => {
  const place: Thing = { box: { minX: 5, minY: 5, maxX: 5, maxY: 5 } };
  for (const things of [[place], Array.from({ length: 300 }, () => place), inGrid(500, 1)]) {
    const root = packed(things, 16);
    const found = root === null ? [] : nodesIn(root).filter(({ leaf }) => leaf);
    expect(found.flatMap(({ children }) => children)).toHaveLength(things.length);
  }
  expect(packed([], 16)).toBeNull();
});
