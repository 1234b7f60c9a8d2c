import fc from "fast-check";
import { expect, test } from "vitest";
import { writeShape } from "../../../shared/board/document.ts";
import { keysForPile, movedInPile, type PileWay } from "../../../shared/board/reorder.ts";
import { TestHand } from "../test-hand.ts";

const pile = (hand: TestHand): string => hand.shapes.map(({ id }) => id).join("");

/** Four boxes in a pile: `a`, `b` and `d` overlap, `c` lies elsewhere. */
function handAtPile(): TestHand {
  return new TestHand()
    .box("a", [100, 100])
    .box("b", [120, 120])
    .box("c", [500, 500])
    .box("d", [140, 140]);
}

test("R280: forward and backward pass the next shape that overlaps, and no other", () => {
  const hand = handAtPile();
  hand.editor.selection.set(["b"]);
  hand.key("ctrl+]");
  expect(pile(hand)).toBe("acdb");
  hand.key("ctrl+[");
  expect(pile(hand)).toBe("acbd");
  hand.key("ctrl+[");
  expect(pile(hand)).toBe("bacd");
  const { updates } = hand;
  hand.key("ctrl+[");
  expect(pile(hand)).toBe("bacd");
  expect(hand.updates).toBe(updates);
  hand.editor.selection.set(["c"]);
  hand.key("ctrl+]");
  expect(hand.updates).toBe(updates);
});

test("R280: several that are selected keep their order among themselves", () => {
  const hand = handAtPile();
  hand.editor.selection.set(["b", "a"]);
  hand.key("ctrl+]");
  expect(pile(hand)).toBe("cdab");
  hand.key("[");
  expect(pile(hand)).toBe("abcd");
  hand.key("]");
  expect(pile(hand)).toBe("cdab");
  hand.key("ctrl+z");
  expect(pile(hand)).toBe("abcd");
});

test("R280: a shape in a frame goes up and down in that frame", () => {
  const hand = new TestHand();
  const look = { stroke: "ink", by: "", at: 0, fill: "blue", text: "" };
  const { shapes } = hand.editor.scene.relations;
  const parent = (xy: readonly number[]) => ({ id: "f", xy, board: xy });
  hand.doc.transact(() => {
    writeShape(shapes, "f", { type: "rectangle", xy: [0, 0], size: [400, 400], z: "a5", ...look });
    for (const [id, z] of [
      ["x", "a8"],
      ["y", "a9"],
    ] as const) {
      const xy = [10, 10];
      writeShape(shapes, id, {
        type: "rectangle",
        xy,
        size: [50, 50],
        z,
        parent: parent(xy),
        ...look,
      });
    }
    writeShape(shapes, "g", { type: "rectangle", xy: [0, 0], size: [90, 90], z: "a6", ...look });
  });
  expect(pile(hand)).toBe("fxyg");
  hand.editor.selection.set(["y"]);
  hand.key("[");
  expect(pile(hand)).toBe("fyxg");
  hand.key("]");
  expect(pile(hand)).toBe("fxyg");
  hand.editor.selection.set(["f"]);
  hand.key("ctrl+]");
  expect(pile(hand)).toBe("gfxy");
});

test("R280: order keys always say the order that was asked for, whatever keys others have written", () => {
  const key = fc.constantFrom("a0", "a1", "a1V", "a2", "Zz", "zzz", "0", "a00", "b127");
  const way = fc.constantFrom<PileWay>("front", "forward", "backward", "back");
  fc.assert(
    fc.property(
      fc.array(key, { maxLength: 12 }),
      fc.array(fc.boolean()),
      way,
      (keys, taken, one) => {
        const all = keys
          .map((z, at) => ({ id: `s${at}`, z }))
          .sort((a, b) => (a.z === b.z ? (a.id < b.id ? -1 : 1) : a.z < b.z ? -1 : 1));
        const moving = new Set(all.filter((_, at) => taken[at]).map(({ id }) => id));
        const moved = movedInPile(all, moving, one, () => true);
        const changed = keysForPile(moved, moving);
        const now = all
          .map(({ id, z }) => ({ id, z: changed.get(id) ?? z }))
          .sort((a, b) => (a.z === b.z ? (a.id < b.id ? -1 : 1) : a.z < b.z ? -1 : 1));
        expect(now.map(({ id }) => id)).toEqual(moved.map(({ id }) => id));
      },
    ),
  );
});
