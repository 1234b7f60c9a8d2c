/** Tests of shapes that are saved out of a document and put back. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { addShape, changeShape, deleteShapes, shapesOf, writeShape } from "./document.ts";
import { isInDocument, putBack, saveShape, shapesAsJson } from "./saved-shape.ts";

const place = { xy: [10, 20], size: [100, 50], z: "a0", by: "me", at: 5 } as const;
const style = { stroke: "blue", width: "m" } as const;

function board(): Y.Doc {
  const doc = new Y.Doc();
  const words = { text: "hello", font: "hand", align: "start" } as const;
  addShape(doc, { ...place, ...style, ...words, id: "note", type: "note" });
  const points = [
    [0, 0, 0.5],
    [100, 50, 1],
  ] as const;
  addShape(doc, { ...place, ...style, id: "ink", type: "ink", points });
  return doc;
}

function saved(doc: Y.Doc, id: string) {
  const shape = saveShape(doc, id);
  if (shape === null) throw new Error(`The document has no shape ${id}.`);
  return shape;
}

test("R151: a shape that is gone is put back as it was, and found to be there then", () => {
  const doc = board();
  const shapes = [saved(doc, "note"), saved(doc, "ink")];
  const other = new Y.Doc();
  expect(shapes.some((shape) => isInDocument(other, shape))).toBe(false);
  other.transact(() => putBack(other, shapes));
  expect(shapes.every((shape) => isInDocument(other, shape))).toBe(true);
  expect(saved(other, "ink")).toEqual(saved(doc, "ink"));
});

test("R151: of a shape that was moved meanwhile the fields are put back", () => {
  const doc = board();
  const shape = saved(doc, "note");
  changeShape(doc, "note", { xy: [7, 7], stroke: "red" });
  doc.transact(() => putBack(doc, [shape]));
  expect(saved(doc, "note")).toEqual(shape);
  expect(shapesOf(doc).size).toBe(2);
});

test("R151: a shape whose words differ keeps them, and what was saved is put beside it", () => {
  const doc = board();
  const shape = saved(doc, "note");
  const words = shapesOf(doc).get("note")?.get("text");
  if (!(words instanceof Y.Text)) throw new Error("The note has no text.");
  words.insert(5, " world");
  doc.transact(() => putBack(doc, [shape]));
  expect(saved(doc, "note").fields["text"]).toBe("hello world");
  const beside = [...shapesOf(doc).keys()].find((id) => id !== "note" && id !== "ink");
  expect(saved(doc, beside ?? "").fields).toMatchObject({ text: "hello", xy: [34, 44] });
});

test("R151: nothing is written over a shape that this page cannot read", () => {
  const doc = board();
  const shape = saved(doc, "note");
  deleteShapes(doc, ["note"]);
  shapesOf(doc).set("note", new Y.Map([["type", "of a later version"]]));
  expect(saveShape(doc, "note")).toBe(null);
  doc.transact(() => putBack(doc, [shape]));
  expect(shapesOf(doc).get("note")?.get("type")).toBe("of a later version");
  expect(shapesOf(doc).size).toBe(3);
});

test("R151: the file holds every field, and a stroke as its points", () => {
  const doc = board();
  const file = JSON.parse(shapesAsJson([saved(doc, "note"), saved(doc, "ink")]));
  expect(file.shapes[0]).toMatchObject({ id: "note", text: "hello", xy: [10, 20] });
  expect(file.shapes[1].points[1].slice(0, 2)).toEqual([100, 50]);
});

test("R207, R208: a shape that is put back has its frame, its groups and its bindings again", () => {
  const doc = board();
  const fields = shapesOf(doc).get("note");
  fields?.set("parent", { id: "ink", xy: [1, 2], board: [10, 20] });
  fields?.set("groups", ["inner", "outer"]);
  fields?.set("start", { shape: "ink", at: [0.5, 1], edge: true });
  const shape = saved(doc, "note");
  const other = new Y.Doc();
  other.transact(() => putBack(other, [shape]));
  expect(shapesOf(other).get("note")?.toJSON()).toEqual(fields?.toJSON());
  expect(isInDocument(other, shape)).toBe(true);
  shapesOf(other).get("note")?.set("groups", ["inner"]);
  expect(isInDocument(other, shape)).toBe(false);
});

test("R278: a shape that is brought back has its formatting, unless other letters were kept", () => {
  const delta = [
    { insert: "bold", attributes: { bold: true } },
    { insert: "\n", attributes: { list: "bullet" } },
  ];
  const doc = new Y.Doc();
  const fields = { type: "note", xy: [0, 0], size: [200, 200], z: "a0", text: "" };
  writeShape(shapesOf(doc), "one", fields);
  const textOf = () => shapesOf(doc).get("one")?.get("text") as Y.Text;
  textOf().applyDelta(delta);
  const saved = saveShape(doc, "one");
  if (saved === null) throw new Error("the shape cannot be read");
  for (const [text, expected] of [
    ["bold", delta],
    ["bolder", [{ insert: "bolder" }]],
  ] as const) {
    shapesOf(doc).delete("one");
    putBack(doc, [{ ...saved, fields: { ...saved.fields, text } }]);
    expect(textOf().toDelta()).toEqual(expected);
  }
});
