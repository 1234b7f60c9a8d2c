/** Reads shapes that were copied in Excalidraw: JSON of the type `excalidraw/clipboard`, or a file of it. */
import type { InkPoint } from "../../../../shared/board/ink.ts";
import { fittedSize } from "../../../../shared/board/kinds/text.ts";
import type { Point } from "../../../../shared/board/shape.ts";
import { FONT_SIZE, type Font, type Width } from "../../../../shared/board/style.ts";
import { nearestFill, nearestStroke } from "./colors.ts";
import {
  anchorTo,
  boxFields,
  courseOf,
  endFields,
  entryOf,
  type Foreign,
  isValues,
  listOf,
  type Made,
  nearest,
  numberOf,
  pointsAlong,
  strokeFields,
  textOf,
  type Values,
  valuesOf,
} from "./values.ts";

const FIGURES: readonly unknown[] = ["rectangle", "ellipse", "diamond"];

/** Its fonts by number: Virgil, Helvetica, Cascadia, Excalifont, Nunito, Lilita One, Comic Shanns, Liberation Sans. */
const FONTS: Readonly<Record<string, Font>> = {
  1: "hand",
  2: "sans",
  3: "mono",
  5: "hand",
  6: "sans",
  7: "sans",
  8: "mono",
  9: "sans",
};

const ALIGNS = { left: "start", center: "middle", right: "end" } as const;
const DASHES = { solid: "solid", dashed: "dashed", dotted: "dotted" } as const;
const STROKES: Readonly<Record<Width, number>> = { s: 1, m: 2, l: 4, xl: 8 };

/** Reads the elements of a clipboard or a file. */
export function readExcalidraw(content: Values): Foreign {
  const elements = listOf(content["elements"])
    .filter(isValues)
    .filter((element) => element["isDeleted"] !== true);
  const labels = new Map<unknown, Values>();
  const isLabelled = (one: Values) => isContainer(one) || one["type"] === "arrow";
  const containers = new Set(elements.filter(isLabelled).map(({ id }) => id));
  for (const element of elements) {
    const container = element["containerId"];
    if (element["type"] === "text" && containers.has(container)) labels.set(container, element);
  }
  const isLabel = new Set(labels.values());
  const frames = new Map(elements.filter(isFrame).map((frame) => [frame["id"], frame]));
  const shapes: Made[] = [];
  let leftOut = 0;
  for (const element of elements) {
    if (isLabel.has(element)) continue;
    const own = fieldsOf(element, labels.get(element["id"]));
    if (own === null) leftOut++;
    else shapes.push([textOf(element["id"]), { ...commonOf(element, frames, own), ...own }]);
  }
  // A frame of Excalidraw lies above what is in it, and ours below.
  const rank = ([, { type }]: Made) => (type === "frame" ? 0 : 1);
  return { shapes: shapes.sort((a, b) => rank(a) - rank(b)), leftOut };
}

function isContainer({ type }: Values): boolean {
  return FIGURES.includes(type);
}

function isFrame({ type }: Values): boolean {
  return type === "frame" || type === "magicframe";
}

/** The fields that all of its elements have: style, groups, and the frame around. */
function commonOf(element: Values, frames: ReadonlyMap<unknown, Values>, own: Values): Values {
  const frame = frames.get(element["frameId"]);
  const [x = 0, y = 0] = listOf(own["xy"]).map((value) => numberOf(value));
  const parent = {
    id: frame?.["id"],
    xy: [x - numberOf(frame?.["x"]), y - numberOf(frame?.["y"])],
    board: [x, y],
  };
  return {
    ...(frame !== undefined && { parent }),
    groups: listOf(element["groupIds"]),
    angle: numberOf(element["angle"]),
    opacity: Math.min(1, Math.max(0, numberOf(element["opacity"], 100) / 100)),
    stroke: nearestStroke(element["strokeColor"]),
    width: nearest(STROKES, numberOf(element["strokeWidth"], 2)),
    dash: entryOf(DASHES, element["strokeStyle"], "solid"),
    finish: numberOf(element["roughness"], 1) > 0 ? "sketched" : "neat",
  };
}

/** The fields that follow from the type of an element; `null`: it has no counterpart. */
function fieldsOf(element: Values, label: Values | undefined): Values | null {
  const xy: Point = [numberOf(element["x"]), numberOf(element["y"])];
  const size = [numberOf(element["width"]), numberOf(element["height"])] as const;
  const { type } = element;
  if (isContainer(element)) {
    const fill = nearestFill(element["backgroundColor"]);
    return { type, ...boxFields(xy, size), ...fill, ...wordsOf(label ?? {}, "middle") };
  }
  if (isFrame(element)) {
    return { type: "frame", ...boxFields(xy, size), name: textOf(element["name"]) };
  }
  if (type === "text") return textFields(element, xy);
  if (type === "freedraw") return strokeOf(element, xy);
  if (type === "line" || type === "arrow") return lineOf(element, xy, label);
  const link = textOf(element["link"]);
  return link === "" ? null : { type: "link", ...boxFields(xy, [300, 76]), url: link, text: "" };
}

function wordsOf(text: Values, align: "start" | "middle"): Values {
  return {
    text: textOf(text["originalText"] ?? text["text"]),
    letter: nearest(FONT_SIZE, numberOf(text["fontSize"], 20)),
    font: entryOf(FONTS, text["fontFamily"], "hand"),
    align: entryOf(ALIGNS, text["textAlign"], align),
  };
}

function textFields(element: Values, xy: Point): Values {
  const words = wordsOf(element, "start");
  const font = entryOf(FONTS, element["fontFamily"], "hand");
  const letter = nearest(FONT_SIZE, numberOf(element["fontSize"], 20));
  const wrap = element["autoResize"] === false ? numberOf(element["width"], 200) : null;
  const size = fittedSize(textOf(words["text"]), font, letter, wrap);
  return { type: "text", ...boxFields(xy, size), ...words };
}

function pointsOf({ points }: Values, [x, y]: Point): Point[] {
  return listOf(points).map((point) => {
    const [across, down] = listOf(point);
    return [x + numberOf(across), y + numberOf(down)];
  });
}

function strokeOf(element: Values, xy: Point): Values | null {
  const pressures = element["simulatePressure"] === false ? listOf(element["pressures"]) : [];
  const points = pointsOf(element, xy).map(
    ([x, y], at): InkPoint => [x, y, numberOf(pressures[at], 0.5)],
  );
  return points.length === 0 ? null : { type: "ink", ...strokeFields(points) };
}

/** A line with corners is a stroke, since ours has two ends. An arrow leads from its first point to its last. */
function lineOf(element: Values, xy: Point, label: Values | undefined): Values | null {
  const points = pointsOf(element, xy);
  const [from, to] = [points[0], points.at(-1)];
  if (from === undefined || to === undefined) return null;
  if (element["type"] === "line") {
    return points.length > 2
      ? { type: "ink", ...strokeFields(pointsAlong(points)) }
      : { type: "line", ...endFields(from, to) };
  }
  return {
    type: "arrow",
    ...endFields(from, to),
    ...(label !== undefined && wordsOf(label, "middle")),
    ...(element["elbowed"] === true ? { route: "elbow" } : courseThrough(points, from, to)),
    tail: headOf(element["startArrowhead"]),
    head: headOf(element["endArrowhead"]),
    start: anchorOf(element["startBinding"]),
    end: anchorOf(element["endBinding"]),
  };
}

/** The course of an arrow with more than two points: an arc through the middle one. */
function courseThrough(points: readonly Point[], from: Point, to: Point): Values {
  const middle = points.length > 2 ? points[points.length >> 1] : undefined;
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (middle === undefined || length === 0) return {};
  const [x, y] = [middle[0] - from[0], middle[1] - from[1]];
  return courseOf(from, to, ((to[0] - from[0]) * y - (to[1] - from[1]) * x) / length);
}

function headOf(head: unknown): string {
  if (typeof head !== "string") return "none";
  if (/many|crow/.test(head)) return "crow";
  if (/dot|circle/.test(head)) return "dot";
  if (/bar|one/.test(head)) return "bar";
  return head === "arrow" ? "open" : "filled";
}

function anchorOf(binding: unknown): Values | undefined {
  const { elementId, fixedPoint } = valuesOf(binding);
  return elementId === undefined
    ? undefined
    : anchorTo(textOf(elementId), listOf(fixedPoint), true);
}
