/** Tests of shapes in a document, as another client reads them. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { addShape, changeShape, deleteShapes, type NewShape, shapesOf } from "./document.ts";
import { storedPoints } from "./draw/ink-line.ts";
import { hasText, readShape, type Shape } from "./shape.ts";

const base = {
  xy: [10, 20],
  size: [100, 50],
  z: "a0",
  stroke: "blue",
  width: "m",
  by: "me",
  at: 5,
} as const;
const text = { font: "hand", align: "middle", text: "hello" } as const;
const shapes: NewShape[] = [
  { ...base, ...text, id: "one", type: "rectangle", fill: "green", dash: "dashed" },
  { ...base, ...text, id: "two", type: "ellipse", fill: "none", dash: "solid" },
  { ...base, ...text, id: "three", type: "arrow", from: [0, 0], to: [100, 50], dash: "dotted" },
  {
    ...base,
    id: "four",
    type: "ink",
    points: [
      [0, 0, 0.5],
      [100, 50, 1],
    ],
  },
  { ...base, ...text, id: "five", type: "text" },
  { ...base, ...text, id: "six", type: "note" },
];

function read(doc: Y.Doc, id: string): Shape | null {
  const fields = shapesOf(doc).get(id);
  return fields === undefined ? null : readShape(id, fields);
}

test.each(shapes)("a new $type is read by another client as it was made", (shape) => {
  const doc = new Y.Doc();
  addShape(doc, shape);
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const found = read(other, shape.id);
  expect(found).toMatchObject({ ...base, id: shape.id, type: shape.type, angle: 0, opacity: 1 });
  if (found === null) throw new Error("The shape is not there.");
  if (hasText(found)) expect(found.text.toString()).toBe("hello");
  if (found.type === "ink") expect(storedPoints(found.points)).toHaveLength(2);
});

test("changing a shape that somebody has deleted does nothing", () => {
  const doc = new Y.Doc();
  for (const shape of shapes) addShape(doc, shape);
  deleteShapes(doc, ["one"]);
  changeShape(doc, "one", { xy: [0, 0] });
  changeShape(doc, "two", { xy: [7, 8], fill: "red" });
  expect(read(doc, "one")).toBe(null);
  expect(read(doc, "two")).toMatchObject({ xy: [7, 8], fill: "red" });
});

test("R25: twenty thousand drags leave a small document, because a place is one value", () => {
  const doc = new Y.Doc();
  for (const shape of shapes) addShape(doc, shape);
  const before = Y.encodeStateAsUpdate(doc).byteLength;
  for (let drag = 0; drag < 20_000; drag++) changeShape(doc, "one", { xy: [drag, drag] });
  expect(Y.encodeStateAsUpdate(doc).byteLength - before).toBeLessThan(100);
});

const anything = fc.oneof(
  fc
    .anything({ maxDepth: 2 })
    .filter((value) => typeof value !== "bigint" && typeof value !== "function"),
  fc.constantFrom("rectangle", "ink", "note", "arrow", "__proto__", Number.NaN, 1e300, -1),
  fc.array(fc.double(), { maxLength: 3 }),
  fc.uint8Array({ maxLength: 10 }),
);

test("whatever another client wrote, a shape is read as something that can be drawn, or not at all", () => {
  const keys = [
    "type",
    "xy",
    "size",
    "angle",
    "z",
    "stroke",
    "fill",
    "width",
    "points",
    "from",
    "to",
    "at",
    "by",
    "opacity",
  ];
  const fields = fc.dictionary(fc.constantFrom(...keys), anything);
  fc.assert(
    fc.property(fields, fc.boolean(), (values, withText) => {
      const map = {
        get: (key: string) => (key === "text" && withText ? new Y.Text() : values[key]),
      };
      const shape = readShape("id", map as unknown as Y.Map<unknown>);
      if (shape === null) return;
      const numbers = [...shape.xy, ...shape.size, shape.angle, shape.opacity, shape.at];
      expect(numbers.every(Number.isFinite)).toBe(true);
      expect(shape.z).toMatch(/^[0-9A-Za-z]+$/);
    }),
    { numRuns: 2_000 },
  );
});
