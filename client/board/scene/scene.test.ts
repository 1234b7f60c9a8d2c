import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { addShape, changeShape, deleteShapes, shapesOf } from "../../../shared/board/document.ts";
import { compareOrder } from "../../../shared/board/order.ts";
import { shapeBox } from "../../../shared/board/outline.ts";
import { hasText, readShape, type Shape } from "../../../shared/board/shape.ts";
import { boxesTouch } from "../geometry.ts";
import { Scene, type SceneChange } from "./scene.ts";

function addBox(doc: Y.Doc, id: string, x: number, z = "a1"): void {
  addShape(doc, {
    id,
    type: "rectangle",
    xy: [x, 0],
    size: [10, 10],
    z,
    stroke: "ink",
    fill: "none",
    width: "m",
    dash: "solid",
    text: "",
    font: "hand",
    align: "middle",
    by: "ada",
    at: 1,
  });
}

/** The content of the document, read anew from nothing. */
function readAll(doc: Y.Doc): Shape[] {
  const shapes: Shape[] = [];
  for (const [id, fields] of shapesOf(doc)) {
    const shape: Shape | null = fields instanceof Y.Map ? readShape(id, fields) : null;
    if (shape !== null) shapes.push(shape);
  }
  return shapes.sort(compareOrder);
}

/** Shapes as they can be compared: their text as a string. */
function comparable(shapes: readonly Shape[]): unknown[] {
  return shapes.map((shape) => ({
    ...shape,
    ...(hasText(shape) ? { text: shape.text.toString() } : {}),
  }));
}

function changesOf(scene: Scene): SceneChange[] {
  const changes: SceneChange[] = [];
  scene.subscribe((change) => changes.push(change));
  return changes;
}

describe("scene", () => {
  it("tells what was added, changed and removed, and where", () => {
    const doc = new Y.Doc();
    addBox(doc, "a", 0);
    addBox(doc, "b", 100);
    const scene = new Scene(doc);
    const changes = changesOf(scene);
    doc.transact(() => {
      addBox(doc, "c", 200);
      changeShape(doc, "a", { xy: [50, 0] });
      deleteShapes(doc, ["b"]);
    });
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ added: ["c"], changed: ["a"], removed: ["b"] });
    const middles = changes[0]?.damage.map((box) => (box.minX + box.maxX) / 2);
    expect(middles?.sort((a, b) => a - b)).toEqual([5, 55, 105, 205]);
  });

  it("counts typing as a change of the shape", () => {
    const doc = new Y.Doc();
    addBox(doc, "a", 0);
    const scene = new Scene(doc);
    const changes = changesOf(scene);
    const before = scene.get("a");
    if (before === undefined || !hasText(before)) throw new Error("the box has no text");
    before.text.insert(0, "hello");
    expect(changes.map((change) => change.changed)).toEqual([["a"]]);
    expect(scene.get("a")).not.toBe(before);
  });

  it("keeps the same object for a shape that has not changed", () => {
    const doc = new Y.Doc();
    addBox(doc, "a", 0);
    addBox(doc, "b", 100);
    const scene = new Scene(doc);
    const before = scene.get("a");
    changeShape(doc, "b", { xy: [7, 7] });
    expect(scene.get("a")).toBe(before);
  });

  it("stacks by order key, then by id", () => {
    const doc = new Y.Doc();
    addBox(doc, "b", 0, "a1");
    addBox(doc, "a", 0, "a1");
    addBox(doc, "z", 0, "a0");
    const scene = new Scene(doc);
    expect(scene.inOrder().map((shape) => shape.id)).toEqual(["z", "a", "b"]);
    changeShape(doc, "z", { z: "a2" });
    expect(scene.inOrder().map((shape) => shape.id)).toEqual(["a", "b", "z"]);
    expect(scene.topZ()).toBe("a2");
  });

  it("leaves out what it cannot read, and takes it in when it becomes readable", () => {
    const doc = new Y.Doc();
    const broken = new Y.Map<unknown>([["type", "rectangle"]]);
    shapesOf(doc).set("broken", broken);
    (shapesOf(doc) as Y.Map<unknown>).set("number", 7);
    const scene = new Scene(doc);
    const changes = changesOf(scene);
    expect(scene.count).toBe(0);
    doc.transact(() => {
      broken.set("xy", [0, 0]);
      broken.set("size", [10, 10]);
      broken.set("text", new Y.Text("now"));
    });
    expect(changes[0]?.added).toEqual(["broken"]);
    broken.set("xy", "nonsense");
    expect(changes[1]?.removed).toEqual(["broken"]);
    expect(scene.bounds()).toBeNull();
  });

  it("is silent once it is destroyed", () => {
    const doc = new Y.Doc();
    const scene = new Scene(doc);
    const changes = changesOf(scene);
    scene.destroy();
    addBox(doc, "a", 0);
    expect(changes).toEqual([]);
  });

  it("survives a change of thousands of shapes at once", () => {
    const doc = new Y.Doc();
    doc.transact(() => {
      for (let index = 0; index < 2000; index++) addBox(doc, `s${index}`, 0);
    });
    const scene = new Scene(doc);
    doc.transact(() => {
      for (let index = 0; index < 1500; index++) changeShape(doc, `s${index}`, { xy: [500, 0] });
      deleteShapes(
        doc,
        Array.from({ length: 400 }, (_, index) => `s${1600 + index}`),
      );
    });
    expect(scene.count).toBe(1600);
    expect(scene.inOrder({ minX: 490, minY: 0, maxX: 495, maxY: 9 })).toHaveLength(1500);
    expect(scene.inOrder({ minX: 0, minY: 0, maxX: 9, maxY: 9 })).toHaveLength(100);
  });
});

const ids = fc.integer({ min: 0, max: 8 }).map((index) => `s${index}`);
const place = fc.integer({ min: -100, max: 100 });
const zs = fc.constantFrom("a0", "a1", "a2", "a3");
const edits = fc.record({
  who: fc.integer({ min: 0, max: 1 }),
  kind: fc.constantFrom("add", "move", "raise", "type", "delete", "break", "sync"),
  id: ids,
  x: place,
  z: zs,
});

describe("scene and document", () => {
  it("agree after any edits by two people", () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 60 }), place, (sequence, left) => {
        const docs = [new Y.Doc(), new Y.Doc()] as const;
        const scenes = docs.map((doc) => new Scene(doc));
        const sync = (): void => {
          Y.applyUpdate(docs[1], Y.encodeStateAsUpdate(docs[0]));
          Y.applyUpdate(docs[0], Y.encodeStateAsUpdate(docs[1]));
        };
        for (const { who, kind, id, x, z } of sequence) {
          const doc = docs[who === 0 ? 0 : 1];
          const fields = shapesOf(doc).get(id);
          const text = fields?.get("text");
          if (kind === "add") addBox(doc, id, x, z);
          else if (kind === "move") changeShape(doc, id, { xy: [x, x] });
          else if (kind === "raise") changeShape(doc, id, { z });
          else if (kind === "type" && text instanceof Y.Text) text.insert(0, "x");
          else if (kind === "delete") deleteShapes(doc, [id]);
          else if (kind === "break") fields?.set("size", [-1, x]);
          else if (kind === "sync") sync();
        }
        sync();
        const query = { minX: left, minY: -30, maxX: left + 60, maxY: 60 };
        for (const [index, scene] of scenes.entries()) {
          const fresh = readAll(docs[index === 0 ? 0 : 1]);
          expect(comparable(scene.inOrder())).toEqual(comparable(fresh));
          expect(scene.count).toBe(fresh.length);
          expect(comparable(scene.inOrder(query))).toEqual(
            comparable(fresh.filter((shape) => boxesTouch(query, shapeBox(shape)))),
          );
        }
      }),
    );
  });
});
