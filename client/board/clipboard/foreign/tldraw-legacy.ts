/** Reads files of tldraw's version 1 (until 2023): a document of pages, whose shapes turn about their middles. */
import type { TurnedBox } from "../../../../shared/board/anchor.ts";
import type { InkPoint } from "../../../../shared/board/ink.ts";
import type { Point, Size } from "../../../../shared/board/shape.ts";
import { FONT_SIZE, type Width } from "../../../../shared/board/style.ts";
import type { Sliced } from "../../files/slices.ts";
import { layPages, type Page } from "./pages.ts";
import {
  anchorTo,
  boxFields,
  Changes,
  courseOf,
  endFields,
  entryOf,
  type Foreign,
  isValues,
  listOf,
  type Made,
  nearest,
  numberOf,
  polylineFields,
  type Rest,
  strokeFields,
  textOf,
  turned,
  type Values,
  valuesOf,
} from "./values.ts";

const COLORS: Readonly<Record<string, string>> = {
  white: "ink",
  lightGray: "grey",
  gray: "grey",
  black: "ink",
  green: "green",
  cyan: "teal",
  blue: "blue",
  indigo: "blue",
  violet: "violet",
  red: "red",
  orange: "orange",
  yellow: "yellow",
};

const WIDTHS: Readonly<Record<string, Width>> = { small: "s", medium: "m", large: "l" };
const LETTERS: Readonly<Record<string, number>> = { small: 28, medium: 48, large: 96 };
const FONTS = { script: "hand", sans: "sans", serif: "serif", mono: "mono" } as const;
const ALIGNS = { start: "start", middle: "middle", end: "end", justify: "start" } as const;

interface Reading {
  readonly shapes: ReadonlyMap<string, Values>;
  readonly bindings: Values;
  readonly assets: Values;
  readonly images: Map<string, string>;
  readonly changes: Changes;
}

/** Reads a document; several pages stand side by side. */
export function* readLegacyTldraw(file: Values): Sliced<Foreign> {
  const document = valuesOf(file["document"]);
  const assets = { ...valuesOf(document["assets"]), ...valuesOf(file["assets"]) };
  const images = new Map<string, string>();
  const changes = new Changes();
  const pages: Page[] = [];
  for (const page of inOrder(valuesOf(document["pages"]))) {
    yield 0;
    const list = inOrder(valuesOf(page["shapes"]));
    const shapes = new Map(list.map((shape) => [textOf(shape["id"]), shape]));
    const bindings = valuesOf(page["bindings"]);
    const reading = { shapes, bindings, assets, images, changes };
    pages.push({
      name: textOf(page["name"]),
      shapes: list.flatMap((shape) => madeOf(shape, reading) ?? []),
    });
  }
  return { shapes: layPages(pages), images, changes };
}

function inOrder(records: Values): Values[] {
  return Object.values(records)
    .filter(isValues)
    .sort((a, b) => numberOf(a["childIndex"]) - numberOf(b["childIndex"]));
}

function madeOf(shape: Values, reading: Reading): [Made] | null {
  if (shape["type"] === "group") return null;
  const own = fieldsOf(shape, reading);
  if (own === null) return null;
  const { rest, ...fields } = own;
  const group = reading.shapes.get(textOf(shape["parentId"]));
  const { color, size, dash } = valuesOf(shape["style"]);
  const common = {
    groups: group?.["type"] === "group" ? [group["id"]] : [],
    angle: numberOf(shape["rotation"]),
    opacity: 1,
    stroke: entryOf(COLORS, color, "ink"),
    width: entryOf(WIDTHS, size, "s"),
    dash: dash === "dashed" || dash === "dotted" ? dash : "solid",
    finish: dash === "draw" ? "sketched" : "neat",
  };
  return [[textOf(shape["id"]), { ...common, ...fields }, rest as Rest | undefined]];
}

/** The box of a shape; an ellipse has radii. */
function boxOf({ point, size, radius, rotation, type }: Values): TurnedBox {
  const [x, y] = pointOf(point);
  const [width, height] = pointOf(size ?? radius ?? [100, 50]);
  const by = type === "ellipse" ? 2 : 1;
  return { xy: [x, y], size: [width * by, height * by], angle: numberOf(rotation) };
}

function fieldsOf(shape: Values, reading: Reading): Values | null {
  const { xy, size } = boxOf(shape);
  const { color, isFilled } = valuesOf(shape["style"]);
  const box = boxFields(xy, size);
  const fill =
    isFilled === true ? { fill: entryOf(COLORS, color, "ink"), tone: "soft" } : { fill: "none" };
  switch (shape["type"]) {
    case "rectangle":
    case "ellipse":
    case "triangle":
      return {
        type: shape["type"],
        ...box,
        ...fill,
        ...wordsOf(shape, "label"),
        rest: { fits: true },
      };
    case "sticky":
      return { type: "note", ...box, ...wordsOf(shape, "text") };
    case "text":
      return {
        type: "text",
        ...textBox(xy, shape),
        ...wordsOf(shape, "text"),
        rest: { wrap: null },
      };
    case "draw":
      return strokeOf(shape, xy, isFilled === true);
    case "line":
    case "arrow":
      return arrowOf(shape, xy, reading);
    case "image":
      return imageOf(shape, box, reading);
    default:
      reading.changes.note("unknown");
      return null;
  }
}

function wordsOf(shape: Values, key: string): Values {
  const { font, textAlign, size, scale } = valuesOf(shape["style"]);
  const name = entryOf(WIDTHS, size, "s");
  // Only its texts have letters that a factor makes larger.
  const letter =
    shape["type"] === "text"
      ? nearest(FONT_SIZE, entryOf(LETTERS, size, 28) * numberOf(scale, 1))
      : entryOf({ s: "m", m: "l", l: "xl" } as const, name, "m");
  return {
    text: textOf(shape[key]),
    letter,
    font: entryOf(FONTS, font, "hand"),
    align: key === "label" ? "middle" : entryOf(ALIGNS, textAlign, "start"),
  };
}

/** About the box of a text: its record has none. */
function textBox(xy: Point, { text, style }: Values): Values {
  const { size, scale } = valuesOf(style);
  const letters = entryOf(LETTERS, size, 28) * numberOf(scale, 1);
  const lines = textOf(text).split("\n");
  const longest = Math.min(1_000, Math.max(...lines.map(({ length }) => length)));
  return boxFields(xy, [longest * letters * 0.5, lines.length * letters * 1.3]);
}

function strokeOf(shape: Values, [x, y]: Point, isFilled: boolean): Values | null {
  const points = listOf(shape["points"]).map((value): InkPoint => {
    const [across, down, pressure] = listOf(value);
    return [x + numberOf(across), y + numberOf(down), numberOf(pressure, 0.5)];
  });
  if (points.length === 0) return null;
  if (isFilled) {
    const fill = entryOf(COLORS, valuesOf(shape["style"])["color"], "ink");
    return { ...polylineFields(points, true), fill, tone: "soft", finish: "neat" };
  }
  return { type: "ink", ...strokeFields(points) };
}

function arrowOf(shape: Values, [x, y]: Point, { shapes, bindings }: Reading): Values {
  const handles = valuesOf(shape["handles"]);
  const own = ["start", "end"].map((name): Point => {
    const [across, down] = pointOf(valuesOf(handles[name])["point"]);
    return [x + across, y + down];
  });
  const [from, to] = turned(own, numberOf(shape["rotation"])) as [Point, Point];
  const anchor = (name: string): Values | undefined => {
    const id = textOf(valuesOf(handles[name])["bindingId"]);
    const binding = valuesOf(Object.hasOwn(bindings, id) ? bindings[id] : undefined);
    const target = shapes.get(textOf(binding["toId"]));
    if (target === undefined || target["type"] === "group") return undefined;
    return anchorTo(textOf(binding["toId"]), listOf(binding["point"]), true);
  };
  const [start, end] = [anchor("start"), anchor("end")];
  const { start: tail, end: head } = valuesOf(shape["decorations"]);
  const [middleX, middleY] = pointOf(valuesOf(handles["bend"])["point"]);
  const side =
    (to[0] - from[0]) * (y + middleY - from[1]) - (to[1] - from[1]) * (x + middleX - from[0]);
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const isBent = handles["bend"] !== undefined && Math.abs(numberOf(shape["bend"])) > 0.01;
  return {
    ...{ type: shape["type"], angle: 0, ...endFields(from, to), start, end },
    ...(isBent && length > 0 && courseOf(from, to, side / length)),
    tail: tail === "arrow" ? "open" : "none",
    head: head === "arrow" ? "open" : "none",
    ...(textOf(shape["label"]) !== "" && wordsOf(shape, "label")),
  };
}

function imageOf(shape: Values, box: Values, { assets, images, changes }: Reading): Values | null {
  const id = textOf(shape["assetId"]);
  const src = textOf(valuesOf(Object.hasOwn(assets, id) ? assets[id] : undefined)["src"]);
  if (!src.startsWith("data:")) {
    changes.note("imageMissing");
    return null;
  }
  images.set(id, src);
  return { type: "image", ...box, rest: { image: id } };
}

function pointOf(value: unknown): Size {
  const [x, y] = listOf(value);
  return [numberOf(x), numberOf(y)];
}
