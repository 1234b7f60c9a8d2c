/** The drawing in the forms in which other boards store it. */
import { createRequire } from "node:module";
import { generateNKeysBetween } from "fractional-indexing";
import { type Drawn, drawing, PICTURE_SIZE, PICTURES } from "./drawing.ts";

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
  const all = drawing(count);
  const arrows = new Map<string, string[]>();
  for (const { id, ends } of all) {
    for (const end of ends ?? []) arrows.set(end, [...(arrows.get(end) ?? []), id]);
  }
  return all.flatMap((drawn, index) => {
    const base = excalidrawBase(drawn, index);
    const bound = (arrows.get(drawn.id) ?? []).map((id) => ({ type: "arrow", id }));
    const boundElements = [...base.boundElements, ...bound];
    const shape = { ...base, ...excalidrawKind(drawn), boundElements };
    return hasLabel(drawn) ? [shape, excalidrawLabel(drawn, index)] : [shape];
  });
}

/** Words in a shape, which are an element of their own. */
function hasLabel({ kind, label }: Drawn): boolean {
  return label !== "" && kind !== "text" && kind !== "frame";
}

function excalidrawBase(drawn: Drawn, index: number) {
  const { id, xy, size, color, width, isFilled, frame } = drawn;
  return {
    id,
    x: xy[0],
    y: xy[1],
    width: size[0],
    height: Math.abs(size[1]),
    angle: 0,
    strokeColor: HEX[color] ?? "#1e1e1e",
    backgroundColor: isFilled ? `${HEX[color]}33` : "transparent",
    fillStyle: "solid",
    strokeWidth: STROKE_WIDTH[width],
    strokeStyle: "solid",
    roughness: 1,
    opacity: 100,
    groupIds: [],
    frameId: frame,
    seed: index + 1,
    version: 1,
    versionNonce: index + 1,
    isDeleted: false,
    boundElements: hasLabel(drawn) ? [{ type: "text", id: `${id}-label` }] : [],
    updated: 1,
    link: null,
    locked: false,
  };
}

function excalidrawKind({ kind, size, points, label, ends, picture }: Drawn) {
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
      startBinding: excalidrawBinding(ends?.[0]),
      endBinding: excalidrawBinding(ends?.[1]),
      startArrowhead: null,
      endArrowhead: "arrow",
      elbowed: false,
    };
  }
  if (kind === "frame") return { type: kind, roundness: null, name: label };
  if (kind === "image") {
    const file = { fileId: `picture-${picture}`, status: "saved", scale: [1, 1], crop: null };
    return { type: kind, roundness: null, ...file };
  }
  if (kind === "text") {
    return { type: kind, roundness: null, text: label, originalText: label, ...EXCALIDRAW_TEXT };
  }
  return { type: kind, roundness: kind === "rectangle" ? { type: 3 } : { type: 2 } };
}

const EXCALIDRAW_TEXT = {
  ...{ fontSize: 20, fontFamily: 5, textAlign: "left", verticalAlign: "top", containerId: null },
  ...{ autoResize: true, lineHeight: 1.25 },
};

function excalidrawBinding(elementId: string | undefined) {
  return elementId === undefined ? null : { elementId, focus: 0, gap: 5 };
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
  for (let picture = 0; picture < PICTURES; picture++) {
    const asset = tldrawAsset(picture);
    store[asset.id] = asset;
  }
  const frames = new Map<string, Drawn>();
  for (const [index, drawn] of drawing(count).entries()) {
    const id = `shape:${drawn.id}`;
    if (drawn.kind === "frame") frames.set(drawn.id, drawn);
    const frame = frames.get(drawn.frame ?? "");
    for (const [end, to] of (drawn.ends ?? []).entries()) {
      const binding = tldrawBinding(id, `shape:${to}`, end === 0 ? "start" : "end");
      store[binding.id] = binding;
    }
    store[id] = {
      id,
      typeName: "shape",
      x: drawn.xy[0] - (frame?.xy[0] ?? 0),
      y: drawn.xy[1] - (frame?.xy[1] ?? 0),
      rotation: 0,
      isLocked: false,
      opacity: 1,
      meta: {},
      parentId: frame === undefined ? page : `shape:${frame.id}`,
      index: keys[index],
      ...tldrawKind(drawn, schema),
    };
  }
  return { store, schema: schema.createTLSchema().serialize() };
}

function tldrawAsset(picture: number) {
  const [w, h] = PICTURE_SIZE;
  const file = { name: `${picture}.png`, src: `/data/picture-${picture}.png` };
  const props = { w, h, ...file, isAnimated: false, mimeType: "image/png", fileSize: 1 };
  return { id: `asset:${picture}`, typeName: "asset", type: "image", props, meta: {} };
}

function tldrawBinding(arrow: string, shape: string, terminal: "start" | "end") {
  const props = {
    terminal,
    normalizedAnchor: { x: 0.5, y: 0.5 },
    isExact: false,
    isPrecise: false,
  };
  return {
    ...{
      id: `binding:${arrow.slice(6)}-${terminal}`,
      typeName: "binding",
      type: "arrow",
      meta: {},
    },
    ...{ fromId: arrow, toId: shape, props: { ...props, snap: "none" } },
  };
}

function tldrawKind(
  { kind, size, color, width, isFilled, label, points, picture }: Drawn,
  schema: TldrawSchema,
) {
  const style = { color: TLDRAW_COLOR[color] ?? color, dash: "draw", size: width, scale: 1 };
  if (kind === "frame") {
    const props = { w: size[0], h: size[1], name: label, color: "black" };
    return { type: kind, props };
  }
  if (kind === "image") {
    const whole = { playing: true, url: "", crop: null, flipX: false, flipY: false, altText: "" };
    return { type: kind, props: { w: size[0], h: size[1], assetId: `asset:${picture}`, ...whole } };
  }
  if (kind === "text") {
    const { color: ink, size: letters, scale } = style;
    const own = { font: "draw", textAlign: "start", w: size[0], autoSize: true };
    const props = { color: ink, size: letters, scale, ...own, richText: schema.toRichText(label) };
    return { type: kind, props };
  }
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
