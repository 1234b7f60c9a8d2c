/** Files as each age of Excalidraw and tldraw has written them. */
import { expect, test } from "vitest";
import type { Shape } from "../../../../shared/board/shape.ts";
import { importDrawing } from "../../files/import.ts";
import { importAt } from "../../files/state.ts";
import { TestHand } from "../../test-hand.ts";

/** Imports a file; its shapes as they lie, and by a word that is in them. */
async function brought(content: object) {
  const hand = new TestHand();
  expect(await importDrawing(hand.editor, { name: "file", content }, "beside")).toBe(true);
  const state = importAt(hand.editor).get();
  const { relations } = hand.editor.scene;
  return {
    shapes: hand.shapes,
    changes: state?.kind === "imported" ? Object.fromEntries(state.changes) : {},
    tree: relations.tree,
    bindings: relations.bindings,
    groups: relations.groups,
    of: (type: Shape["type"], at = 0) => {
      const found = hand.shapes.filter((shape) => shape.type === type)[at];
      if (found === undefined) throw new Error(`There is no ${type}.`);
      return { ...found, words: "text" in found ? found.text.toString() : "" };
    },
  };
}

/** A box without points, styles or groups: as the first files have it, in spring 2020. */
const early = (type: string, rest: object) => ({
  ...{ id: `${type}-1`, type, x: 100, y: 100, width: 200, height: 100, strokeColor: "#000000" },
  ...{ backgroundColor: "transparent", fillStyle: "hachure", strokeWidth: 1, roughness: 1 },
  ...{ opacity: 100, seed: 7, isDeleted: false, ...rest },
});

test("R321: the first files of Excalidraw have fonts as CSS, and lines without points", async () => {
  const { of, shapes } = await brought({
    ...{ type: "excalidraw", version: 1, source: "https://excalidraw.com" },
    elements: [
      early("rectangle", {}),
      early("text", { text: "hello", font: "28px Cascadia", baseline: 20 }),
      early("arrow", { width: 90, height: -40 }),
      early("draw", {
        points: [
          [0, 0],
          [30, 20],
          [60, 0],
        ],
      }),
      early("line", { isDeleted: true }),
      early("selection", {}),
    ],
  });
  expect(shapes.length).toBe(4);
  expect(of("text")).toMatchObject({ font: "mono", letter: "l", words: "hello" });
  expect(of("arrow")).toMatchObject({ size: [90, 40], from: [0, 40], to: [90, 0], head: "open" });
  expect(of("polyline")).toMatchObject({ round: true, closed: false, fill: "none" });
});

test("R321: files of Excalidraw since 2021 have labels, bindings without points, and sharpness", async () => {
  const points = [
    [0, 0],
    [200, 0],
  ];
  const binding = (elementId: string) => ({ elementId, focus: 0.1, gap: 5 });
  const { of, bindings, groups } = await brought({
    ...{ type: "excalidraw", version: 2 },
    elements: [
      early("rectangle", { id: "a", groupIds: ["g"], boundElementIds: ["to"] }),
      early("ellipse", { id: "b", x: 520, groupIds: ["g"], boundElements: [{ id: "to" }] }),
      early("text", { id: "words", containerId: "a", text: "in\nit", originalText: "in it" }),
      early("arrow", {
        ...{ id: "to", x: 310, y: 150, points, strokeSharpness: "round" },
        ...{ startBinding: binding("a"), endBinding: binding("b"), lastCommittedPoint: null },
      }),
      early("arrow", {
        ...{ id: "past", x: 310, y: 90, points, endBinding: binding("b") },
      }),
      early("line", {
        points: [
          [0, 0],
          [50, 0],
          [50, 50],
          [0, 0],
        ],
        backgroundColor: "#fa5252",
      }),
    ],
  });
  const [a, b] = [of("rectangle"), of("ellipse")];
  expect(a.words).toBe("in it");
  expect(groups.tagsOf(a.id)).toEqual(groups.tagsOf(b.id));
  expect(bindings.of(of("arrow").id)).toEqual({
    start: { shape: a.id, at: [0.5, 0.5], edge: true },
    end: { shape: b.id, at: [0.5, 0.5], edge: true },
  });
  // It leads past the shape, and would not if it followed.
  expect(bindings.of(of("arrow", 1).id).end).toBe(null);
  expect(of("polyline")).toMatchObject({ closed: true, fill: "red", tone: "soft" });
});

test("R321, R325: files of Excalidraw since 2023 have frames, elbows, and images that are cropped and mirrored", async () => {
  const image = { fileId: "f", scale: [-1, 1], width: 50, height: 50 };
  const crop = { x: 50, y: 0, width: 50, height: 100, naturalWidth: 100, naturalHeight: 100 };
  const { of, tree, shapes, changes } = await brought({
    ...{ type: "excalidraw", version: 2 },
    elements: [
      early("rectangle", { id: "in", frameId: "frame", angle: 0.5 }),
      early("frame", { id: "frame", x: 50, y: 50, width: 400, height: 300, name: "Sheet" }),
      early("arrow", {
        points: [
          [0, 0],
          [50, 0],
          [50, 80],
        ],
        elbowed: true,
        endArrowhead: "dot",
      }),
      early("image", { ...image, crop }),
      early("embeddable", { link: "https://stoa.example/film" }),
    ],
    files: { other: { dataURL: "data:image/png;base64,AQID" } },
  });
  expect(shapes[0]).toMatchObject({ type: "frame", name: "Sheet" });
  expect(tree.parentOf(of("rectangle").id)).toBe(of("frame").id);
  expect(of("rectangle")).toMatchObject({ xy: [100, 100], angle: 0.5 });
  expect(of("arrow")).toMatchObject({ route: "elbow", head: "dot" });
  expect(changes).toEqual({ imageMissing: 1, page: 1 });
});

const record = (type: string, id: string, props: object, rest: object = {}) => ({
  ...{ id: `shape:${id}`, typeName: "shape", type, parentId: "page:1", index: `a${id}` },
  ...{ x: 0, y: 0, rotation: 0, isLocked: false, opacity: 1, meta: {}, props, ...rest },
});
const page = (id: string, name: string) => ({
  ...{ id: `page:${id}`, typeName: "page", name, index: `a${id}`, meta: {} },
});
const tldr = (schemaVersion: number, records: readonly object[]) => ({
  tldrawFileFormatVersion: 1,
  schema: { schemaVersion },
  records: [{ id: "document:document", typeName: "document" }, ...records],
});
const geo = {
  w: 200,
  h: 100,
  geo: "rectangle",
  color: "blue",
  fill: "solid",
  dash: "draw",
  size: "m",
};

test("R321: files of tldraw of the first schema have bindings in the arrow, and handles of lines", async () => {
  const bound = (id: string) => ({
    ...{ type: "binding", boundShapeId: `shape:${id}`, isExact: false, isPrecise: false },
    normalizedAnchor: { x: 0.1, y: 0.1 },
  });
  const handle = (index: string, x: number, y: number) => ({
    id: index,
    type: "vertex",
    index,
    x,
    y,
  });
  const handles = { a: handle("a1", 0, 0), b: handle("a3", 100, 0), c: handle("a2", 50, 50) };
  const { of, bindings } = await brought(
    tldr(1, [
      page("1", "Page 1"),
      record("geo", "1", { ...geo, text: "one" }),
      record("geo", "2", { ...geo, geo: "ellipse", text: "" }, { x: 500 }),
      record("arrow", "3", { start: bound("1"), end: bound("2"), bend: 0, text: "then" }),
      record("line", "4", { handles, spline: "cubic", color: "red" }),
    ]),
  );
  expect(of("rectangle")).toMatchObject({ words: "one", fill: "blue", tone: "soft" });
  // It is seen from one outline to the other.
  expect(of("arrow").words).toBe("then");
  expect(of("arrow").xy[0]).toBeGreaterThan(200);
  expect(of("arrow").size[0]).toBeLessThan(300);
  expect(bindings.of(of("arrow").id)).toEqual({
    start: { shape: of("rectangle").id, at: [0.5, 0.5], edge: true },
    end: { shape: of("ellipse").id, at: [0.5, 0.5], edge: true },
  });
  expect(of("polyline")).toMatchObject({ round: true, size: [100, 50], stroke: "red" });
});

test("R321, R323: files of tldraw of the second schema have bindings of their own, and pages that stand side by side", async () => {
  const rich = {
    type: "doc",
    content: [{ type: "paragraph", content: [{ type: "text", text: "two" }] }],
  };
  const asset = {
    typeName: "asset",
    type: "image",
    id: "asset:1",
    props: { src: "https://stoa.example/a.png" },
  };
  const props = {
    terminal: "end",
    normalizedAnchor: { x: 1, y: 0.5 },
    isPrecise: true,
    isExact: true,
  };
  const { of, tree, bindings, changes } = await brought(
    tldr(2, [
      page("2", "Second"),
      page("1", "First"),
      page("3", "Empty"),
      record("geo", "1", { ...geo, richText: rich }),
      record("group", "2", {}, { x: 300 }),
      record("note", "3", { richText: rich, growY: 20, color: "black" }, { parentId: "shape:2" }),
      record("arrow", "4", { start: { x: 0, y: 0 }, end: { x: 9, y: 9 }, kind: "elbow" }),
      {
        id: "binding:1",
        typeName: "binding",
        type: "arrow",
        fromId: "shape:4",
        toId: "shape:1",
        props,
      },
      asset,
      record("image", "5", { w: 90, h: 90, assetId: "asset:1" }, { parentId: "page:2" }),
      record("geo", "6", { ...geo, geo: "trapezoid" }, { parentId: "page:2" }),
    ]),
  );
  const [first, second] = [of("frame"), of("frame", 1)];
  expect([first, second]).toMatchObject([{ name: "First" }, { name: "Second" }]);
  expect(second.xy[0]).toBeGreaterThan(first.xy[0] + first.size[0]);
  expect(tree.parentOf(of("rectangle").id)).toBe(first.id);
  expect(tree.parentOf(of("link").id)).toBe(second.id);
  expect(of("note")).toMatchObject({ words: "two", size: [200, 220], stroke: "yellow" });
  expect(of("arrow")).toMatchObject({ route: "elbow" });
  expect(bindings.of(of("arrow").id).end).toEqual({
    ...{ shape: of("rectangle").id, at: [1, 0.5], edge: false },
  });
  expect(changes).toEqual({ imageElsewhere: 1, figure: 1 });
});

test("R321: files of version 1 of tldraw are a document, whose shapes turn about their middles", async () => {
  const style = { color: "red", size: "small", dash: "draw", isFilled: true, scale: 1 };
  const shape = (type: string, id: string, rest: object) => ({
    ...{ id, type, parentId: "page", childIndex: Number(id), point: [0, 0], rotation: 0, style },
    ...rest,
  });
  const handle = (id: string, point: readonly number[], bindingId?: string) => ({
    id,
    point,
    bindingId,
  });
  const { of, bindings, groups } = await brought({
    document: {
      ...{ id: "doc", name: "New", version: 15.5 },
      pages: {
        page: {
          ...{ id: "page", name: "Page", childIndex: 1 },
          shapes: {
            1: shape("rectangle", "1", { size: [200, 100], rotation: 0.5, label: "box" }),
            2: shape("ellipse", "2", { point: [400, 0], radius: [50, 30], parentId: "3" }),
            3: shape("group", "3", { children: ["2", "5"] }),
            4: shape("arrow", "4", {
              ...{ point: [200, 50], bend: 0, decorations: { end: "arrow" } },
              handles: {
                ...{ start: handle("start", [0, 0], "b"), end: handle("end", [200, -20]) },
                bend: handle("bend", [100, -10]),
              },
            }),
            5: shape("sticky", "5", { size: [200, 200], text: "note", parentId: "3" }),
            6: shape("text", "6", { text: "words" }),
            7: shape("draw", "7", {
              points: [
                [0, 0, 0.5],
                [9, 9, 0.5],
              ],
              style: { color: "blue" },
            }),
          },
          bindings: {
            b: { id: "b", fromId: "4", toId: "1", handleId: "start", point: [0.5, 0.5] },
          },
        },
      },
      pageStates: {},
    },
    assets: {},
  });
  expect(of("rectangle")).toMatchObject({ xy: [0, 0], angle: 0.5, words: "box", fill: "red" });
  expect(of("ellipse")).toMatchObject({ xy: [400, 0], size: [100, 60] });
  expect(groups.tagsOf(of("ellipse").id)).toEqual(groups.tagsOf(of("note").id));
  expect(of("arrow")).toMatchObject({ head: "open", tail: "none", route: "straight" });
  expect(bindings.of(of("arrow").id).start?.shape).toBe(of("rectangle").id);
  expect([of("note").words, of("text").words]).toEqual(["note", "words"]);
  expect(of("ink")).toMatchObject({ stroke: "blue", size: [9, 9] });
});
