import { expect, test } from "vitest";
import { bind } from "../../shared/board/binding-edits.ts";
import { addShape } from "../../shared/board/document.ts";
import { group } from "../../shared/board/group-edits.ts";
import { putInto } from "../../shared/board/place-edits.ts";
import { TestHand } from "./test-hand.ts";

/** A box that holds another, both in a group with a third, to which an arrow from the held one is bound. */
function relatedHand(): TestHand {
  const hand = new TestHand()
    .box("outer", [100, 100], { size: [300, 200] })
    .box("held", [120, 120])
    .box("third", [500, 100]);
  const { relations } = hand.editor.scene;
  const look = { stroke: "ink", width: "m", dash: "solid", z: "a9", by: "", at: 1 } as const;
  const place = { xy: [0, 0], size: [10, 10], from: [0, 0], to: [10, 10] } as const;
  hand.doc.transact(() => {
    addShape(hand.doc, { ...look, ...place, id: "arrow", type: "arrow" });
    putInto(relations, ["held"], "outer");
    bind(relations, "arrow", "start", { shape: "held", at: [0.5, 0.5], edge: false });
    bind(relations, "arrow", "end", { shape: "third", at: [0.5, 0.5], edge: false });
    group(relations, ["outer", "third"]);
  });
  hand.editor.selection.set(["outer", "third", "arrow"]);
  return hand;
}

test.each([
  ["ctrl+D", (hand: TestHand) => hand.key("ctrl+d")],
  ["a drag with alt", (hand: TestHand) => hand.drag([390, 290], [390, 690], { alt: true })],
])("R208: %s keeps frames, groups and bindings among the copies", (_way, does) => {
  const hand = relatedHand();
  does(hand);
  const { relations } = hand.editor.scene;
  expect(hand.shapes.length).toBe(8);
  const twins = hand.editor.selection.get();
  expect(twins.length).toBe(3);
  const [outer = "", third = "", arrow = ""] = twins;
  const [held = ""] = relations.tree.childrenOf(outer);
  expect(relations.bindings.of(arrow)).toMatchObject({
    start: { shape: held },
    end: { shape: third },
  });
  const [tag = ""] = relations.groups.tagsOf(outer);
  expect(new Set(relations.groups.members(tag))).toEqual(new Set([outer, third]));
});
