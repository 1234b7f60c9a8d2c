/** Reads shapes that were copied in tldraw: each kind becomes the nearest of ours. */
import type { InkPoint } from "../../../../shared/board/ink.ts";
import { fittedSize } from "../../../../shared/board/kinds/text.ts";
import type { Point, Size } from "../../../../shared/board/shape.ts";
import type { Color, Dash, Font, Width } from "../../../../shared/board/style.ts";
import { pathPoints } from "./tldraw-path.ts";
import { deltaOf, plainOf } from "./tldraw-text.ts";
import { boxAt, inOrder, onBoard, placeIn, type Stand, standOf } from "./tldraw-tree.ts";
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
  numberOf,
  pointsAlong,
  strokeFields,
  textOf,
  type Values,
  valuesOf,
} from "./values.ts";

const COLORS: Readonly<Record<string, Color>> = {
  black: "ink",
  grey: "grey",
  "light-violet": "violet",
  violet: "violet",
  blue: "blue",
  "light-blue": "blue",
  yellow: "yellow",
  orange: "orange",
  green: "green",
  "light-green": "green",
  "light-red": "pink",
  red: "red",
  white: "white",
};

const FIGURES: Readonly<Record<string, string>> = {
  ellipse: "ellipse",
  oval: "ellipse",
  heart: "ellipse",
  diamond: "diamond",
  rhombus: "diamond",
  "rhombus-2": "diamond",
  triangle: "triangle",
  hexagon: "hexagon",
  pentagon: "hexagon",
  octagon: "hexagon",
  cloud: "cloud",
  star: "star",
};

const FONTS: Readonly<Record<string, Font>> = {
  draw: "hand",
  sans: "sans",
  serif: "serif",
  mono: "mono",
};
const SIZES: Readonly<Record<string, Width>> = { s: "s", m: "m", l: "l", xl: "xl" };
const DASHES: Readonly<Record<string, Dash>> = { dashed: "dashed", dotted: "dotted" };
const ALIGNS = { start: "start", middle: "middle", end: "end" } as const;

const HEADS: Readonly<Record<string, string>> = {
  none: "none",
  arrow: "open",
  triangle: "filled",
  inverted: "filled",
  square: "filled",
  diamond: "filled",
  dot: "dot",
  pipe: "bar",
  bar: "bar",
};

/** A note's side in tldraw. */
const NOTE_SIDE = 200;

/** Reads the shapes and bindings of a content. */
export function readTldraw(content: Values): Foreign {
  const records = listOf(content["shapes"]).filter(isValues);
  const byId = new Map(records.map((record) => [textOf(record["id"]), record]));
  const bindings = new Map<string, Values[]>();
  for (const binding of listOf(content["bindings"]).filter(isValues)) {
    const arrow = textOf(binding["fromId"]);
    bindings.set(arrow, [...(bindings.get(arrow) ?? []), binding]);
  }
  const shapes: Made[] = [];
  let leftOut = 0;
  for (const record of inOrder(records, byId)) {
    if (record["type"] === "group") continue;
    const id = textOf(record["id"]);
    const stand = standOf(record, byId);
    const own = fieldsOf(record, stand, bindings.get(id) ?? []);
    if (own === null) leftOut++;
    else shapes.push([id, { ...commonOf(record, stand), ...own, ...placeIn(record, own, byId) }]);
  }
  return { shapes, leftOut };
}

function commonOf({ opacity, props }: Values, { angle }: Stand): Values {
  const { color, size, dash } = valuesOf(props);
  return {
    angle,
    opacity: Math.min(1, Math.max(0, numberOf(opacity, 1))),
    stroke: entryOf(COLORS, color, "ink"),
    width: entryOf(SIZES, size, "m"),
    dash: entryOf(DASHES, dash, "solid"),
    finish: dash === "draw" ? "sketched" : "neat",
  };
}

/** The fields that follow from the type of a shape; `null`: it has no counterpart. */
function fieldsOf(record: Values, stand: Stand, bindings: readonly Values[]): Values | null {
  const props = valuesOf(record["props"]);
  const scale = numberOf(props["scale"], 1);
  const size: Size = [numberOf(props["w"], 100), numberOf(props["h"], 100)];
  switch (record["type"]) {
    case "geo": {
      const box = boxAt(stand, [size[0], size[1] + numberOf(props["growY"])]);
      const type = entryOf(FIGURES, props["geo"], "rectangle");
      return { type, ...box, ...fillOf(props), ...wordsOf(props, "middle") };
    }
    case "note": {
      const side = NOTE_SIDE * scale;
      const box = boxAt(stand, [side, side + numberOf(props["growY"]) * scale]);
      return { type: "note", ...box, ...wordsOf(props, "middle") };
    }
    case "text":
      return textFields(props, stand, size[0]);
    case "draw":
    case "highlight":
      return strokeOf(record, stand);
    case "line":
      return lineOf(props, stand);
    case "arrow":
      return arrowOf(props, stand, bindings);
    case "frame":
      return { type: "frame", ...boxFields(stand.at, size), angle: 0, name: textOf(props["name"]) };
    case "bookmark":
    case "embed": {
      const url = textOf(props["url"]);
      return url === "" ? null : { type: "link", ...boxAt(stand, [300, 76]), url, text: "" };
    }
    default:
      return null;
  }
}

/** Its `solid` is a light tint, and `fill` is the colour itself. */
function fillOf({ fill, color }: Values): Values {
  if (fill === undefined || fill === "none") return { fill: "none" };
  if (fill === "semi") return { fill: "white" };
  return { fill: entryOf(COLORS, color, "ink"), tone: fill === "fill" ? "solid" : "soft" };
}

function wordsOf(props: Values, align: "start" | "middle"): Values {
  return {
    text: deltaOf(props),
    letter: entryOf(SIZES, props["size"], "m"),
    font: entryOf(FONTS, props["font"], "hand"),
    align: entryOf(ALIGNS, props["textAlign"] ?? props["align"], align),
  };
}

function textFields(props: Values, stand: Stand, width: number): Values {
  const letter = entryOf(SIZES, props["size"], "m");
  const font = entryOf(FONTS, props["font"], "hand");
  const wrap = props["autoSize"] === false ? width : null;
  const size = fittedSize(plainOf(props), font, letter, wrap);
  return { type: "text", ...boxAt(stand, size), ...wordsOf(props, "start") };
}

function strokeOf({ type, props }: Values, stand: Stand): Values | null {
  const { segments, scale, scaleX, scaleY } = valuesOf(props);
  const by: Point = [
    numberOf(scaleX, 1) * numberOf(scale, 1),
    numberOf(scaleY, 1) * numberOf(scale, 1),
  ];
  const points = listOf(segments).flatMap((segment) => pathPoints(valuesOf(segment)));
  if (points.length === 0) return null;
  const placed = points.map(([x, y, pressure]): InkPoint => {
    const [across, down] = onBoard(stand, [x * by[0], y * by[1]]);
    return [across, down, pressure];
  });
  const nib = type === "highlight" ? { nib: "marker" } : {};
  return { type: "ink", angle: 0, ...strokeFields(placed), ...nib };
}

/** A line with corners is a stroke, since ours has two ends. */
function lineOf({ points }: Values, stand: Stand): Values | null {
  const corners = Object.values(valuesOf(points))
    .filter(isValues)
    .sort((a, b) => (textOf(a["index"]) < textOf(b["index"]) ? -1 : 1))
    .map(({ x, y }) => onBoard(stand, [numberOf(x), numberOf(y)]));
  const [from, to] = [corners[0], corners.at(-1)];
  if (from === undefined || to === undefined) return null;
  if (corners.length > 2) {
    return { type: "ink", angle: 0, ...strokeFields(pointsAlong(corners)) };
  }
  return { type: "line", angle: 0, ...endFields(from, to) };
}

function arrowOf(props: Values, stand: Stand, bindings: readonly Values[]): Values {
  const [from, to] = ["start", "end"].map((name) => {
    const { x, y } = valuesOf(props[name]);
    return onBoard(stand, [numberOf(x), numberOf(y)]);
  }) as [Point, Point];
  const anchor = (terminal: string): Values | undefined => {
    const binding = bindings.find((one) => valuesOf(one["props"])["terminal"] === terminal);
    // Earlier versions have the binding in the arrow itself.
    const own = valuesOf(props[terminal]);
    const { normalizedAnchor, isPrecise, isExact } = valuesOf(binding?.["props"] ?? own);
    const shape = textOf(binding?.["toId"] ?? own["boundShapeId"]);
    if (shape === "") return undefined;
    const { x, y } = valuesOf(isPrecise === false ? {} : normalizedAnchor);
    return anchorTo(shape, [x, y], isExact !== true);
  };
  const [start, end] = [anchor("start"), anchor("end")];
  const bend = numberOf(props["bend"]);
  return {
    ...{ type: "arrow", angle: 0, ...endFields(from, to), start, end },
    ...(props["kind"] === "elbow" ? { route: "elbow" } : courseOf(from, to, bend)),
    tail: entryOf(HEADS, props["arrowheadStart"], "none"),
    head: entryOf(HEADS, props["arrowheadEnd"], "open"),
    ...(plainOf(props) !== "" && wordsOf(props, "middle")),
  };
}
