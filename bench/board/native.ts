/** The drawing in the forms in which other boards store it. */
import { createRequire } from "node:module";
import { generateNKeysBetween } from "fractional-indexing";
import { type Drawn, drawing } from "./drawing.ts";

/** Excalidraw's own colours of a stroke. */
const HEX: Readonly<Record<string, string>> = {
  ink: "#1e1e1e",
  grey: "#868e96",
  red: "#e03131",
  orange: "#f08c00",
  yellow: "#f08c00",
  green: "#2f9e44",
  teal: "#0c8599",
  blue: "#1971c2",
  violet: "#6741d9",
};

const STROKE_WIDTH = { s: 1, m: 2, l: 4, xl: 4 } as const;

/** The elements of an Excalidraw scene, as it saves them. */
export function excalidrawElements(count: number): unknown[] {
  return drawing(count).flatMap((drawn, index) => {
    const shape = { ...excalidrawBase(drawn, index), ...excalidrawKind(drawn) };
    return drawn.label === "" ? [shape] : [shape, excalidrawLabel(drawn, index)];
  });
}

function excalidrawBase({ id, xy, size, color, width, isFilled, label }: Drawn, index: number) {
  return {
    id,
    x: xy[0],
    y: xy[1],
    width: size[0],
    height: size[1],
    angle: 0,
    strokeColor: HEX[color] ?? "#1e1e1e",
    backgroundColor: isFilled ? `${HEX[color]}33` : "transparent",
    fillStyle: "solid",
    strokeWidth: STROKE_WIDTH[width],
    strokeStyle: "solid",
    roughness: 1,
    opacity: 100,
    groupIds: [],
    frameId: null,
    seed: index + 1,
    version: 1,
    versionNonce: index + 1,
    isDeleted: false,
    boundElements: label === "" ? [] : [{ type: "text", id: `${id}-label` }],
    updated: 1,
    link: null,
    locked: false,
  };
}

function excalidrawKind({ kind, size, points }: Drawn) {
  if (kind === "ink") {
    const plain = { pressures: [], simulatePressure: true, lastCommittedPoint: null };
    return { type: "freedraw", roundness: null, points, ...plain };
  }
  if (kind === "arrow") {
    return {
      type: "arrow",
      roundness: { type: 2 },
      points: [[0, 0], size],
      lastCommittedPoint: null,
      startBinding: null,
      endBinding: null,
      startArrowhead: null,
      endArrowhead: "arrow",
      elbowed: false,
    };
  }
  return { type: kind, roundness: kind === "rectangle" ? { type: 3 } : { type: 2 } };
}

function excalidrawLabel(drawn: Drawn, index: number) {
  const { id, label, xy, size } = drawn;
  const base = excalidrawBase({ ...drawn, label: "", isFilled: false }, index);
  return {
    ...base,
    id: `${id}-label`,
    type: "text",
    x: xy[0] + 5,
    y: xy[1] + size[1] / 2 - 25,
    width: size[0] - 10,
    height: 50,
    roundness: null,
    text: label,
    originalText: label,
    fontSize: 20,
    fontFamily: 5,
    textAlign: "center",
    verticalAlign: "middle",
    containerId: id,
    autoResize: true,
    lineHeight: 1.25,
  };
}

/** tldraw's own colours. */
const TLDRAW_COLOR: Readonly<Record<string, string>> = { ink: "black", teal: "light-blue" };

/** The parts of tldraw's schema that are used here. */
interface TldrawSchema {
  createTLSchema(): { serialize(): unknown };
  toRichText(text: string): unknown;
  compressLegacySegments(segments: unknown): unknown;
}

/** A document as tldraw stores it; `folder` is where it is installed. */
export function tldrawSnapshot(count: number, folder: string): unknown {
  const schema = createRequire(folder)("@tldraw/tlschema") as TldrawSchema;
  const keys = generateNKeysBetween(null, null, count);
  const page = "page:page";
  const store: Record<string, unknown> = {
    "document:document": {
      gridSize: 10,
      name: "",
      meta: {},
      id: "document:document",
      typeName: "document",
    },
    [page]: { meta: {}, id: page, name: "Page 1", index: "a1", typeName: "page" },
  };
  for (const [index, drawn] of drawing(count).entries()) {
    const id = `shape:${drawn.id}`;
    store[id] = {
      id,
      typeName: "shape",
      x: drawn.xy[0],
      y: drawn.xy[1],
      rotation: 0,
      isLocked: false,
      opacity: 1,
      meta: {},
      parentId: page,
      index: keys[index],
      ...tldrawKind(drawn, schema),
    };
  }
  return { store, schema: schema.createTLSchema().serialize() };
}

function tldrawKind(
  { kind, size, color, width, isFilled, label, points }: Drawn,
  schema: TldrawSchema,
) {
  const style = { color: TLDRAW_COLOR[color] ?? color, dash: "draw", size: width, scale: 1 };
  const text = { labelColor: "black", font: "draw", richText: schema.toRichText(label) };
  if (kind === "ink") {
    const free = { type: "free", points: points.map(([x, y]) => ({ x, y, z: 0.5 })) };
    const segments = schema.compressLegacySegments([free]);
    const whole = { isComplete: true, isClosed: false, isPen: false, scaleX: 1, scaleY: 1 };
    return { type: "draw", props: { ...style, ...whole, fill: "none", segments } };
  }
  if (kind === "arrow") {
    const ends = { start: { x: 0, y: 0 }, end: { x: size[0], y: size[1] } };
    const heads = { arrowheadStart: "none", arrowheadEnd: "arrow" };
    const course = { kind: "arc", bend: 0, labelPosition: 0.5, elbowMidPoint: 0.5 };
    return {
      type: "arrow",
      props: { ...style, ...text, ...ends, ...heads, ...course, fill: "none" },
    };
  }
  const box = { geo: kind, w: size[0], h: size[1], growY: 0, flipX: false, flipY: false, url: "" };
  const align = { align: "middle", verticalAlign: "middle" };
  const fill = isFilled ? "solid" : "none";
  return { type: "geo", props: { ...style, ...text, ...box, ...align, fill } };
}
