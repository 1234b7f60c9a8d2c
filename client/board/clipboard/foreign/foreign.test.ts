import fc from "fast-check";
import { expect, test } from "vitest";
import { seenEnds } from "../../../../shared/board/binding-edits.ts";
import { decodeInk } from "../../../../shared/board/ink.ts";
import { orderKeysAbove } from "../../../../shared/board/order.ts";
import { type Clipping, clippingFrom } from "../../../../shared/board/read-clipping.ts";
import { plainFields } from "../../../../shared/board/record.ts";
import { hasText, readShape } from "../../../../shared/board/shape.ts";
import { readyShapes } from "../../files/ready.ts";
import { atOnce } from "../../files/slices.ts";
import { TestHand } from "../../test-hand.ts";
import { paste } from "../paste.ts";
import { nearestFill, nearestStroke } from "./colors.ts";
import { readForeign } from "./foreign.ts";
import { unpack } from "./lz.ts";
import { tldrawContent } from "./tldraw-content.ts";
import { TLDRAW_SAMPLE } from "./tldraw-sample.ts";

/** A content as shapes that belong together, and what has changed on the way. */
function read(html: string, text = ""): Clipping & { readonly changes: object } {
  const foreign = atOnce(readForeign(tldrawContent(html) ?? JSON.parse(text)));
  if (foreign === null) throw new Error("The content is of no program.");
  const keys = orderKeysAbove(null, foreign.shapes.length);
  const clipping = clippingFrom(
    foreign.shapes.map(([id, fields], at) => [id, { ...fields, z: keys[at] }] as const),
  );
  if (typeof clipping === "string") throw new Error(`The content cannot be read: ${clipping}`);
  return { ...clipping, changes: Object.fromEntries(foreign.changes) };
}

/** A shape of a clipping; `delta`: its words with their look. */
function shapeOf({ shapes }: Clipping, id: string) {
  const shape = shapes.find((one) => one.id === id);
  if (shape === undefined) throw new Error(`The clipping has no ${id}.`);
  return { ...shape, delta: hasText(shape) ? shape.text.toDelta() : null };
}

test("R295: text that LZ-string has packed is read, and neither bombs nor broken ones are", () => {
  // Packed by lz-string 1.5.
  const samples = [
    ["", "Q==="],
    ["a", "IZA="],
    ["abcabcabcabcabc", "IYIwxqHplA=="],
    ["漢字 emoji 😀 漢字", "kT2nVtAECmC2D2BWBLMheDcAB7ZRA==="],
    ["x".repeat(300), "B418ZXTt/DFOS1b0c1oA"],
  ] as const;
  for (const [text, packed] of samples) expect(unpack(packed, 300)).toBe(text);
  expect(unpack("B418ZXTt/DFOS1b0c1oA", 299)).toBe(null);
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = unpack(text, 1_000);
      expect(read === null || read.length <= 1_000).toBe(true);
    }),
  );
});

test("R295: shapes of tldraw are pasted as ours, with frames, groups, bindings and words", () => {
  const clipping = read(TLDRAW_SAMPLE);
  expect(clipping.changes).toEqual({ imageMissing: 1 });
  expect(shapeOf(clipping, "shape:box")).toMatchObject({
    ...{ type: "rectangle", xy: [100, 100], size: [200, 100], stroke: "red", fill: "red" },
    ...{ tone: "soft", finish: "sketched", font: "hand", delta: [{ insert: "plan" }] },
  });
  // tldraw turns it about its corner, and we about its middle.
  const turned = shapeOf(clipping, "shape:turned");
  expect(turned).toMatchObject({ type: "ellipse", xy: [325, 125], width: "xl", dash: "dashed" });
  expect(turned.angle).toBeCloseTo(Math.PI / 2);
  const { tree, groups } = clipping.relations;
  expect(shapeOf(clipping, "shape:frame")).toMatchObject({ type: "frame", name: "Sprint" });
  expect(tree.parentOf("shape:note")).toBe("shape:frame");
  expect(shapeOf(clipping, "shape:note")).toMatchObject({ xy: [620, 330], stroke: "yellow" });
  expect(shapeOf(clipping, "shape:note").delta).toEqual([
    { insert: "Bold", attributes: { bold: true } },
    { insert: " plain\nitem" },
    { insert: "\n", attributes: { list: "bullet" } },
  ]);
  expect(shapeOf(clipping, "shape:text")).toMatchObject({
    stroke: "blue",
    letter: "l",
    font: "serif",
  });
  expect(groups.tagsOf("shape:star")).toEqual(groups.tagsOf("shape:cloud"));
  expect(shapeOf(clipping, "shape:cloud")).toMatchObject({ type: "cloud", xy: [160, 500] });
  expect(shapeOf(clipping, "shape:line")).toMatchObject({
    type: "line",
    dash: "dotted",
    to: [50, 60],
  });
  const { start, end } = clipping.relations.bindings.of("shape:arrow");
  expect(start).toEqual({ shape: "shape:box", at: [0.25, 0.5], edge: true });
  expect(end).toEqual({ shape: "shape:turned", at: [0.5, 0.5], edge: true });
});

test("R295: strokes of tldraw keep their points, and highlighters are ours", () => {
  const clipping = read(TLDRAW_SAMPLE);
  const pen = shapeOf(clipping, "shape:pen");
  if (!("points" in pen) || !(pen.points instanceof Uint8Array))
    throw new Error("It is no stroke.");
  expect(pen.xy).toEqual([100, 697]);
  expect(decodeInk(pen.points)?.map(([x, y]) => [x, y])).toEqual([
    [0, 3],
    [10.5, 8.25],
    [20, 0],
  ]);
  expect(shapeOf(clipping, "shape:flat")).toMatchObject({ nib: "marker", size: [20, 10] });
});

/** An element as Excalidraw 0.18 has it, with all that its elements have. */
function element(type: string, id: string, rest: object): object {
  return {
    ...{ id, type, x: 0, y: 0, width: 100, height: 50, angle: 0, strokeColor: "#1e1e1e" },
    ...{ backgroundColor: "transparent", fillStyle: "solid", strokeWidth: 2, strokeStyle: "solid" },
    ...{ roughness: 1, opacity: 100, groupIds: [], frameId: null, index: "a0", roundness: null },
    ...{ seed: 1, version: 2, versionNonce: 3, isDeleted: false, boundElements: null, updated: 1 },
    ...{ link: null, locked: false, ...rest },
  };
}

const words = {
  fontSize: 20,
  fontFamily: 5,
  textAlign: "center",
  verticalAlign: "middle",
  lineHeight: 1.25,
};

const EXCALIDRAW = JSON.stringify({
  type: "excalidraw/clipboard",
  elements: [
    element("rectangle", "box", { x: 10, y: 20, backgroundColor: "#a5d8ff", frameId: "frame" }),
    element("text", "label", {
      ...words,
      containerId: "box",
      text: "pl\nan",
      originalText: "plan",
    }),
    element("diamond", "gem", {
      x: 300,
      roughness: 0,
      strokeStyle: "dotted",
      groupIds: ["inner", "outer"],
    }),
    element("ellipse", "round", {
      x: 400,
      strokeColor: "#e03131",
      groupIds: ["outer"],
      opacity: 50,
    }),
    element("arrow", "arrow", {
      ...{
        x: 110,
        y: 45,
        points: [
          [0, 0],
          [190, -20],
        ],
        startArrowhead: null,
        endArrowhead: "arrow",
      },
      startBinding: { elementId: "box", focus: 0, gap: 1, fixedPoint: [1, 0.5], mode: "orbit" },
      endBinding: { elementId: "gem", focus: 0, gap: 1 },
    }),
    element("line", "line", {
      x: 5,
      y: 5,
      points: [
        [0, 0],
        [30, 40],
      ],
      startArrowhead: null,
      endArrowhead: null,
    }),
    element("line", "corner", {
      x: 5,
      y: 5,
      points: [
        [0, 0],
        [30, 40],
        [60, 0],
      ],
      startArrowhead: null,
      endArrowhead: null,
    }),
    element("freedraw", "ink", {
      x: 7,
      y: 8,
      points: [
        [0, 0],
        [4, 6],
      ],
      pressures: [0.25, 1],
      simulatePressure: false,
    }),
    element("text", "alone", {
      ...words,
      x: 9,
      y: 99,
      fontSize: 36,
      fontFamily: 3,
      textAlign: "left",
      containerId: null,
      text: "alone",
      originalText: "alone",
      autoResize: true,
    }),
    element("image", "image", { fileId: "f", status: "saved", scale: [1, 1], crop: null }),
    element("rectangle", "gone", { isDeleted: true }),
    element("frame", "frame", { x: 0, y: 0, width: 250, height: 150, name: "Sprint" }),
  ],
  files: {},
});

test("R295: shapes of Excalidraw are pasted as ours, with frames, groups, bindings and words", () => {
  const clipping = read("", EXCALIDRAW);
  const { tree, groups, bindings } = clipping.relations;
  expect(clipping.changes).toEqual({ imageMissing: 1 });
  expect(clipping.shapes.map(({ id }) => id)).not.toContain("gone");
  expect(shapeOf(clipping, "box")).toMatchObject({
    ...{ type: "rectangle", xy: [10, 20], stroke: "ink", fill: "blue", tone: "soft" },
    ...{ finish: "sketched", width: "m", font: "hand", letter: "m", delta: [{ insert: "plan" }] },
  });
  expect(tree.parentOf("box")).toBe("frame");
  expect(clipping.shapes[0]).toMatchObject({ type: "frame", name: "Sprint", size: [250, 150] });
  expect(shapeOf(clipping, "gem")).toMatchObject({
    type: "diamond",
    finish: "neat",
    dash: "dotted",
  });
  expect(shapeOf(clipping, "round")).toMatchObject({
    type: "ellipse",
    stroke: "red",
    opacity: 0.5,
  });
  expect([...groups.members("outer")].sort()).toEqual(["gem", "round"]);
  expect(bindings.of("arrow")).toEqual({
    start: { shape: "box", at: [0.5, 0.5], edge: true },
    end: { shape: "gem", at: [0.5, 0.5], edge: true },
  });
  expect(seenEnds(clipping.relations, "arrow")).not.toBe(null);
  expect(shapeOf(clipping, "arrow")).toMatchObject({
    tail: "none",
    head: "open",
    route: "straight",
  });
  expect(shapeOf(clipping, "line")).toMatchObject({ type: "line", from: [0, 0], to: [30, 40] });
  expect(shapeOf(clipping, "corner")).toMatchObject({
    ...{ type: "polyline", xy: [5, 5], size: [60, 40], closed: false, round: false },
  });
  expect(shapeOf(clipping, "ink")).toMatchObject({ type: "ink", xy: [7, 8], size: [4, 6] });
  expect(shapeOf(clipping, "alone")).toMatchObject({ type: "text", letter: "xl", font: "mono" });
});

test("R295: arrows keep their tips, their course and their words", () => {
  const points = [
    [0, 0],
    [50, -30],
    [100, 0],
  ];
  const arrow = (id: string, rest: object) => element("arrow", id, { points, ...rest });
  const label = { ...words, containerId: "arc", text: "then", originalText: "then" };
  const elements = [
    arrow("arc", { startArrowhead: "circle", endArrowhead: "triangle" }),
    arrow("elbow", { startArrowhead: null, endArrowhead: "crowfoot_many", elbowed: true }),
    element("text", "label", label),
  ];
  const clipping = read("", JSON.stringify({ type: "excalidraw/clipboard", elements }));
  expect(clipping.shapes.length).toBe(2);
  const arc = {
    route: "curve",
    bend: 0.3,
    tail: "dot",
    head: "filled",
    delta: [{ insert: "then" }],
  };
  expect(shapeOf(clipping, "arc")).toMatchObject(arc);
  expect(shapeOf(clipping, "elbow")).toMatchObject({ route: "elbow", tail: "none", head: "crow" });

  const props = { start: { x: 0, y: 0 }, end: { x: 100, y: 0 }, bend: -30, arrowheadEnd: "pipe" };
  const shapes = [{ id: "shape:a", type: "arrow", x: 0, y: 0, props: { ...props, text: "then" } }];
  const json = JSON.stringify({ type: "application/tldraw", version: 2, data: { shapes } });
  const tldraw = read(`<div data-tldraw>${json}</div>`);
  const bar = { ...arc, tail: "none", head: "bar" };
  expect(shapeOf(tldraw, "shape:a")).toMatchObject(bar);
});

test("R295: a paste of another whiteboard is one step of undo, in the middle of the view", async () => {
  const hand = new TestHand();
  await paste(hand.editor, { html: "", text: EXCALIDRAW, files: [] }, null);
  expect(hand.shapes.length).toBe(9);
  hand.key("ctrl+z");
  await paste(hand.editor, { html: TLDRAW_SAMPLE, text: "plan", files: [] }, null);
  expect(hand.shapes.length).toBe(11);
  expect(new Set(hand.shapes.map(({ id }) => id.startsWith("shape:")))).toEqual(new Set([false]));
  hand.key("ctrl+z");
  expect(hand.shapes.length).toBe(0);
});

test("R295: whatever another program writes, it is read or refused", () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      "box",
      "shape:box",
      "rectangle",
      "geo",
      "arrow",
      "draw",
      "text",
      "frame",
      1e300,
      null,
    ),
  );
  const keys = ["id", "type", "x", "width", "points", "props", "parentId", "frameId", "segments"];
  const record = fc.dictionary(
    fc.constantFrom(...keys, "__proto__", "index", "containerId"),
    value,
  );
  fc.assert(
    fc.property(fc.array(record), fc.array(record), (elements, bindings) => {
      const contents = [
        { type: "excalidraw/clipboard", elements },
        { shapes: elements, bindings },
        {
          tldrawFileFormatVersion: 1,
          records: elements.map((one) => ({ ...one, typeName: "shape" })),
        },
        { document: { pages: { page: { shapes: { ...elements }, bindings: { ...bindings } } } } },
      ];
      for (const content of contents) {
        const foreign = atOnce(readForeign(content));
        const ready = foreign === null ? "none" : atOnce(readyShapes(foreign));
        if (typeof ready === "string") continue;
        for (const { fields } of ready) {
          const text = "text" in fields ? { text: "" } : {};
          expect(readShape("id", plainFields({ ...fields, ...text }))).not.toBe(null);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test("R295: colours become our nearest ones", () => {
  const strokes = {
    "#1e1e1e": "ink",
    "#e03131": "red",
    "#2f9e44": "green",
    "#1971c2": "blue",
    "#f08c00": "yellow",
  };
  for (const [hex, name] of Object.entries(strokes)) expect(nearestStroke(hex), hex).toBe(name);
  expect(nearestFill("transparent")).toEqual({ fill: "none", tone: "soft" });
  expect(nearestFill("#b2f2bb").fill).toBe("green");
  expect(nearestFill("#ffc9c9").fill).toMatch(/red|pink/);
});
