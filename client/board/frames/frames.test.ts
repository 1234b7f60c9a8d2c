import { expect, test } from "vitest";
import { changeShape } from "../../../shared/board/document.ts";
import { cutToWidth } from "../../../shared/board/kinds/frame.ts";
import type { Point } from "../../../shared/board/shape.ts";
import { hitAt, shapesTouching } from "../hit.ts";
import { RemoteSet } from "../live/remote-set.ts";
import { MY_HAND, Seen } from "../scene/seen.ts";
import { TestHand } from "../test-hand.ts";
import { FrameIndex } from "./frame-index.ts";
import { endNaming, namingOf } from "./name-frame.ts";

/** A hand that has drawn a frame from (100, 100) to (400, 300), around the box `in`; the box `out` stands beside it. */
function handAtFrame(): { hand: TestHand; frame: string } {
  const hand = new TestHand().box("in", [150, 150]).box("out", [600, 100]);
  hand.key("f");
  hand.drag([100, 100], [400, 300]);
  const frame = hand.shapes.find(({ type }) => type === "frame");
  if (frame === undefined) throw new Error("no frame");
  return { hand, frame: frame.id };
}

const parent = (hand: TestHand, id: string) => hand.editor.scene.relations.tree.parentOf(id);
const place = (hand: TestHand, id: string) => hand.editor.scene.get(id)?.xy;
const ids = (hand: TestHand) => hand.shapes.map(({ id }) => id);

test("R242: a frame that is drawn takes in what lies within it, as one step of undo", () => {
  const { hand, frame } = handAtFrame();
  expect(ids(hand)).toEqual(["out", frame, "in"]);
  expect(parent(hand, "in")).toBe(frame);
  expect(parent(hand, "out")).toBeNull();
  expect(hand.editor.selection.get()).toEqual([frame]);
  hand.editor.undo();
  expect(ids(hand)).toEqual(["in", "out"]);
  expect(parent(hand, "in")).toBeNull();
});

test("R242: f puts a frame around the selection, and what is made in a frame lies in it", () => {
  const hand = new TestHand().box("a", [100, 100]).box("b", [300, 100]).box("c", [600, 500]);
  hand.click([150, 130]).click([350, 130], { shift: true });
  expect(hand.key("f")).toBe(true);
  const [, frame] = hand.shapes;
  expect(frame).toMatchObject({ type: "frame", xy: [68, 68], size: [364, 124] });
  expect(hand.editor.selection.get()).toEqual([frame?.id]);
  expect(["a", "b", "c"].map((id) => parent(hand, id))).toEqual([frame?.id, frame?.id, null]);
  hand.editor.take("rectangle");
  hand.drag([210, 100], [290, 150]);
  const made = hand.editor.selection.get()[0] ?? "";
  expect(parent(hand, made)).toBe(frame?.id);
  expect(place(hand, made)).toEqual([210, 100]);
  hand.editor.take("line");
  hand.drag([210, 160], [600, 180]);
  expect(parent(hand, hand.editor.selection.get()[0] ?? "")).toBeNull();
});

test("R242: a frame goes with all that lies in it, also when it is copied or deleted", () => {
  const { hand, frame } = handAtFrame();
  hand.drag([100, 200], [130, 220]);
  expect(place(hand, frame)).toEqual([130, 120]);
  expect(place(hand, "in")).toEqual([180, 170]);
  hand.key("ctrl+d");
  const [twin] = hand.editor.selection.get();
  expect(hand.shapes.filter(({ id }) => parent(hand, id) === twin)).toMatchObject([
    { xy: [196, 186] },
  ]);
  hand.key("Delete");
  hand.editor.selection.set([frame]);
  hand.key("Delete");
  expect(ids(hand)).toEqual(["out"]);
  hand.editor.undo();
  expect(parent(hand, "in")).toBe(frame);
});

test("R242: a frame is removed without what lies in it, which stays where it is", () => {
  const { hand, frame } = handAtFrame();
  hand.drag([100, 200], [130, 220]);
  hand.editor.commandOf("unframe").run(hand.editor);
  expect(hand.editor.scene.has(frame)).toBe(false);
  expect(place(hand, "in")).toEqual([180, 170]);
  expect(parent(hand, "in")).toBeNull();
  expect(hand.editor.selection.get()).toEqual(["in"]);
});

test("R241: content that reaches beyond a frame is not hit, and the frame hides what lies below it", () => {
  const { hand, frame } = handAtFrame();
  const { scene } = hand.editor;
  hand.editor.transact(() => scene.relations.fieldsOf(frame)?.set("size", [100, 200]));
  const at = (point: Point) => hitAt(scene, point, 2)?.shape.id;
  expect(at([180, 170])).toBe("in");
  expect(at([230, 170])).toBeUndefined();
  expect(scene.boxOf("in")?.maxX).toBe(200);
  expect(shapesTouching(scene, { minX: 210, minY: 160, maxX: 240, maxY: 190 })).toEqual([]);
  hand.box("below", [110, 220], { z: "A0" });
  expect(at([150, 240])).toBe(frame);
  expect(at([205, 240])).toBe("below");
});

test("R241: while hands move a frame or its content, it is cut off where they are", () => {
  const { hand, frame } = handAtFrame();
  const seen = new Seen(hand.editor.scene);
  const moved = (id: string, xy: Point) => {
    const shape = hand.editor.scene.get(id);
    if (shape === undefined) throw new Error(`no shape ${id}`);
    return { ...shape, xy };
  };
  const cut = (minX: number) => ({ minX, minY: 100, maxX: minX + 300, maxY: 300 });
  expect(seen.get("in")?.clip).toEqual(cut(100));
  seen.move(7, { moved: [moved("in", [350, 150])], drafts: [] });
  expect(seen.get("in")).toMatchObject({ clip: cut(100), box: { maxX: 400 } });
  // The frame goes, and its content with it, which the other hand keeps.
  seen.move(MY_HAND, { moved: [moved(frame, [300, 100])], drafts: [] });
  expect(seen.get("in")).toMatchObject({ clip: cut(300), shape: { xy: [350, 150] } });
  const frames = new Map([["in", null]]);
  seen.move(7, { moved: [moved("in", [350, 150])], drafts: [], frames });
  expect(seen.get("in")).toMatchObject({ clip: null, box: { maxX: 452.1 } });
  expect(seen.inOrder().at(-1)?.shape.id).toBe("in");
  seen.move(MY_HAND, { moved: [], drafts: [] });
  seen.move(7, { moved: [], drafts: [] });
  expect(seen.get("in")).toMatchObject({ clip: cut(100), shape: { xy: [150, 150] } });
  expect(seen.isInMotion).toBe(false);
});

test("R243: a shape that is dragged into a frame lies in it, on top, and leaves when it is dragged out", () => {
  const { hand, frame } = handAtFrame();
  hand.press([650, 130]).move([500, 200]).move([250, 200]);
  expect(hand.channel.sent.at(-1)).toMatchObject({
    kind: "set",
    shapes: [{ id: "out" }],
    into: frame,
  });
  expect(hand.editor.seen.get("out")?.clip).toEqual({ minX: 100, minY: 100, maxX: 400, maxY: 300 });
  expect(hand.editor.seen.inOrder().at(-1)?.shape.id).toBe("out");
  hand.lift([250, 200]);
  expect(parent(hand, "out")).toBe(frame);
  expect(place(hand, "out")).toEqual([200, 170]);
  expect(ids(hand)).toEqual([frame, "in", "out"]);
  hand.drag([250, 200], [260, 210]);
  expect(parent(hand, "out")).toBe(frame);
  hand.press([250, 200]).move([450, 200]).move([700, 400]);
  expect(hand.channel.sent.at(-1)).toMatchObject({ into: null });
  expect(hand.editor.seen.get("out")?.clip).toBeNull();
  hand.lift([700, 400]);
  expect(parent(hand, "out")).toBeNull();
  expect(ids(hand)).toEqual([frame, "in", "out"]);
  hand.editor.undo();
  expect(parent(hand, "out")).toBe(frame);
});

test("R243: a locked frame takes nothing in, and locks what lies in it", () => {
  const { hand, frame } = handAtFrame();
  hand.doc.transact(() => changeShape(hand.doc, frame, { locked: true }));
  hand.drag([650, 130], [300, 250]);
  expect(parent(hand, "out")).toBeNull();
  hand.drag([200, 180], [220, 190]);
  expect(parent(hand, "in")).toBe(frame);
  expect(place(hand, "in")).toEqual([150, 150]);
  expect(hand.editor.scene.get("in")).toMatchObject({ locked: true });
  hand.doc.transact(() => changeShape(hand.doc, frame, { locked: false }));
  hand.drag([200, 180], [220, 190]);
  expect(hand.editor.scene.get("in")).toMatchObject({ locked: false });
  expect(hand.stored("in", "locked")).toBeUndefined();
});

test("R243: a copy that is dragged out of a frame lies on the board", () => {
  const { hand, frame } = handAtFrame();
  hand.drag([200, 180], [600, 400], { alt: true });
  expect(hand.shapes.map(({ id }) => parent(hand, id))).toEqual([null, null, frame, null]);
});

test("R243: others see a shape cut off by the frame into which a hand puts it", () => {
  const { hand, frame } = handAtFrame();
  const set = new RemoteSet(hand.editor.scene);
  set.take({ kind: "set", shapes: [{ id: "out" }], by: [-400, 50], into: frame }, 0);
  expect([...set.shapes().frames]).toEqual([["out", frame]]);
  set.take({ kind: "set", shapes: [{ id: frame }], by: [10, 0], into: null }, 0);
  expect([...set.shapes().frames]).toEqual([]);
});

test("R244: a frame that is resized leaves what lies in it where it is", () => {
  const { hand, frame } = handAtFrame();
  hand.drag([94, 94], [44, 64]);
  expect(hand.editor.scene.get(frame)).toMatchObject({ xy: [50, 70], size: [350, 230] });
  expect(hand.editor.scene.get("in")).toMatchObject({ xy: [150, 150], size: [100, 60] });
  expect(parent(hand, "in")).toBe(frame);
});

test("R244: a drag on the empty inside of a frame selects what it touches there; a selected frame is moved by it", () => {
  const { hand, frame } = handAtFrame();
  hand.editor.selection.clear();
  hand.drag([110, 110], [200, 200]);
  expect(hand.editor.selection.get()).toEqual(["in"]);
  hand.drag([50, 50], [500, 400]);
  expect(hand.editor.selection.get()).toEqual([frame]);
  hand.click([120, 280]);
  expect(hand.editor.selection.get()).toEqual([frame]);
  hand.drag([120, 280], [130, 290]);
  expect(place(hand, frame)).toEqual([110, 110]);
});

test("R245: a press on the name of a frame takes the frame, a double click or Enter writes the name", () => {
  const { hand, frame } = handAtFrame();
  const { editor } = hand;
  editor.selection.clear();
  hand.drag([110, 86], [120, 96]);
  expect(editor.selection.get()).toEqual([frame]);
  expect(place(hand, frame)).toEqual([110, 110]);
  hand.doubleClick([120, 94]);
  expect(namingOf(editor).get()).toBe(frame);
  endNaming(editor, "  Plan \n for May ");
  expect(hand.stored(frame, "name")).toBe("Plan for May");
  hand.key("Enter");
  expect(namingOf(editor).get()).toBe(frame);
  endNaming(editor, null);
  expect(hand.stored(frame, "name")).toBe("Plan for May");
  hand.doubleClick([110, 200]);
  expect(namingOf(editor).get()).toBe(frame);
  endNaming(editor, "Other");
  editor.undo();
  expect(hand.stored(frame, "name")).toBe("Plan for May");
});

test("R245: a double click on the empty inside of a frame begins a text in it", () => {
  const { hand, frame } = handAtFrame();
  hand.doubleClick([300, 250]);
  const [text] = hand.editor.selection.get();
  expect(hand.editor.text.editing.get()).toBe(text);
  expect(parent(hand, text ?? "")).toBe(frame);
});

test("R245: a name is cut to the width of its frame, and the clients of others keep what is longer", () => {
  const measure = (text: string) => text.length * 10;
  expect(cutToWidth("Plan", "12px x", 40, measure)).toBe("Plan");
  expect(cutToWidth("Plan for May", "12px x", 60, measure)).toBe("Plan…");
  expect(cutToWidth("Plan", "12px x", 5, measure)).toBe("");
  const { hand, frame } = handAtFrame();
  const fields = hand.editor.scene.relations.fieldsOf(frame);
  hand.doc.transact(() => fields?.set("name", "x".repeat(5_000)));
  expect(hand.editor.scene.get(frame)).toMatchObject({ name: "x".repeat(100) });
  hand.doc.transact(() => fields?.set("name", 7));
  expect(hand.editor.scene.get(frame)).toMatchObject({ name: "" });
});

test("R242: while a frame is dragged with alt, the copy is seen with all that lies in it", () => {
  const { hand } = handAtFrame();
  hand
    .press([100, 200], { alt: true })
    .move([150, 300], { alt: true })
    .move([300, 500], { alt: true });
  const { drafts, framed } = hand.editor.hand.motion.get();
  expect(drafts.map(({ type, xy }) => [type, xy])).toEqual([
    ["frame", [300, 400]],
    ["rectangle", [350, 450]],
  ]);
  expect(framed).toHaveLength(1);
});

test("R245: the index of frames follows the document", () => {
  const { hand, frame } = handAtFrame();
  const index = new FrameIndex(hand.editor.scene);
  const at = (x: number) => [...index.in({ minX: x, minY: 150, maxX: x + 1, maxY: 151 })];
  expect([at(50), at(390)]).toEqual([[], [frame]]);
  hand.drag([100, 200], [0, 200]);
  expect([at(50), at(390)]).toEqual([[frame], []]);
  hand.key("Delete");
  expect(at(50)).toEqual([]);
  hand.editor.undo();
  expect(at(50)).toEqual([frame]);
});

test("R309: a shape that is drawn in a frame is cut off by it while the hand still draws, mine and another's", () => {
  const { hand, frame } = handAtFrame();
  const { seen, scene } = hand.editor;
  const around = { minX: 100, minY: 100, maxX: 400, maxY: 300 };
  hand.editor.take("rectangle");
  hand.press([300, 200]).move([350, 250]).move([480, 280]);
  const [draft] = seen.drafts();
  expect(draft?.clip).toEqual(around);
  expect(draft?.box.maxX).toBe(400);
  const shape = draft?.shape;
  if (shape === undefined) throw new Error("nothing is drawn");
  hand.move([600, 280]);
  expect(seen.drafts()[0]?.clip).toBeNull();
  hand.move([480, 280]).lift([480, 280]);
  const made = hand.editor.selection.get()[0] ?? "";
  expect(parent(hand, made)).toBe(frame);
  expect(scene.placed(made)?.clip).toEqual(around);
  seen.move("jonas", { moved: [], drafts: [{ ...shape, id: "theirs" }] });
  expect(seen.drafts()).toMatchObject([{ shape: { id: "theirs" }, clip: around }]);
  // In a locked frame nothing comes to lie.
  hand.doc.transact(() => changeShape(hand.doc, frame, { locked: true }));
  seen.move("jonas", { moved: [], drafts: [{ ...shape, id: "theirs" }] });
  expect(seen.drafts()).toMatchObject([{ clip: null }]);
});

test("R309: a copy in the hand is cut off by the frame over which the hand is", () => {
  const { hand } = handAtFrame();
  hand.press([650, 130], { alt: true }).move([600, 150], { alt: true });
  hand.move([390, 150], { alt: true });
  expect(hand.editor.seen.drafts()[0]?.box.maxX).toBe(400);
  hand.move([420, 150], { alt: true });
  expect(hand.editor.seen.drafts()[0]?.clip).toBeNull();
});
