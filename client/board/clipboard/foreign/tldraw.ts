/** Reads shapes of tldraw, of its clipboard and its files since version 2: each kind becomes the nearest of ours. */
import { readAddress } from "../../../../shared/board/link-address.ts";
import type { Point, Size } from "../../../../shared/board/shape.ts";
import type { Sliced } from "../../files/slices.ts";
import { layPages, type Page } from "./pages.ts";
import { arrowOf, lineOf, strokeOf } from "./tldraw-lines.ts";
import {
  COLORS,
  DASHES,
  fillOf,
  isLargeChange,
  SIZES,
  textFields,
  wordsOf,
} from "./tldraw-look.ts";
import { boxAt, inOrder, placeIn, type Stand, sizeOf, standOf, Tree } from "./tldraw-tree.ts";
import {
  boxFields,
  Changes,
  entryOf,
  type Foreign,
  flipFields,
  isValues,
  listOf,
  type Made,
  numberOf,
  type Rest,
  textOf,
  type Values,
  valuesOf,
} from "./values.ts";

const FIGURES: Readonly<Record<string, string>> = {
  rectangle: "rectangle",
  ellipse: "ellipse",
  oval: "ellipse",
  diamond: "diamond",
  triangle: "triangle",
  hexagon: "hexagon",
  cloud: "cloud",
  star: "star",
};

/** Figures that become one with another number of corners, or another line. */
const NEAREST: Readonly<Record<string, string>> = {
  heart: "ellipse",
  pentagon: "hexagon",
  octagon: "hexagon",
};

/** Shapes between two pauses. */
const STRETCH = 50;

/** A content that is read: its records, and what becomes of them. */
interface Reading {
  readonly tree: Tree;
  readonly assets: ReadonlyMap<string, Values>;
  readonly images: Map<string, string>;
  readonly changes: Changes;
}

/** Reads the shapes, bindings and images of a content; several pages stand side by side. */
export function* readTldraw(content: Values): Sliced<Foreign> {
  const records = listOf(content["shapes"]).filter(isValues);
  const byId = (values: readonly unknown[]) =>
    new Map(values.filter(isValues).map((record) => [textOf(record["id"]), record]));
  const reading: Reading = {
    tree: new Tree(byId(records), listOf(content["bindings"]).filter(isValues)),
    assets: byId(listOf(content["assets"])),
    images: new Map(),
    changes: new Changes(),
  };
  const pages = new Map<string, Page & { readonly shapes: Made[] }>();
  const index = ({ index }: Values) => textOf(index);
  const known = listOf(content["pages"]).filter(isValues);
  known.sort((a, b) => (index(a) < index(b) ? -1 : 1));
  for (const page of known) {
    pages.set(textOf(page["id"]), { name: textOf(page["name"]), shapes: [] });
  }
  const other = { name: "", shapes: [] };
  const sorted = inOrder(records, reading.tree);
  for (const [at, record] of sorted.entries()) {
    if (at % STRETCH === 0) yield at / sorted.length;
    const made = madeOf(record, reading);
    const page = pages.get(reading.tree.pageOf(record)) ?? other;
    if (made !== null) page.shapes.push(made);
  }
  const { images, changes } = reading;
  return { shapes: layPages([...pages.values(), other]), images, changes };
}

function madeOf(record: Values, reading: Reading): Made | null {
  const { tree, changes } = reading;
  if (record["type"] === "group") return null;
  const id = textOf(record["id"]);
  const stand = standOf(record, tree);
  const own = fieldsOf(record, stand, reading);
  if (own === null) return null;
  const { rest, ...fields } = own;
  const props = valuesOf(record["props"]);
  if (isLargeChange(record)) changes.note("letters");
  const isCard = fields["type"] === "link";
  if (!isCard && textOf(props["url"]) !== "") changes.note("link");
  const place = placeIn(record, fields, tree);
  const made = { ...commonOf(record, stand, tree), ...fields, ...place };
  return [id, made, rest as Rest | undefined];
}

function commonOf(record: Values, { angle }: Stand, tree: Tree): Values {
  const { color, size, dash } = valuesOf(record["props"]);
  const opacity = [record, ...tree.aroundOf(record)].reduce(
    (all, { opacity }) => all * numberOf(opacity, 1),
    1,
  );
  return {
    angle,
    opacity: Math.min(1, Math.max(0, opacity)),
    stroke: entryOf(COLORS, color, "ink"),
    width: entryOf(SIZES, size, "m"),
    dash: entryOf(DASHES, dash, "solid"),
    finish: dash === "draw" ? "sketched" : "neat",
  };
}

/** The fields that follow from the type of a shape; `null`: it has no counterpart. */
function fieldsOf(record: Values, stand: Stand, reading: Reading): Values | null {
  const { tree, changes } = reading;
  const props = valuesOf(record["props"]);
  const size = sizeOf(record);
  switch (record["type"]) {
    case "geo":
      return geoOf(props, boxAt(stand, size), changes);
    case "note":
      return {
        ...{ type: "note", ...boxAt(stand, size), ...wordsOf(props, "middle") },
        // Its black notes are yellow.
        ...(props["color"] === "black" && { stroke: "yellow" }),
      };
    case "text":
      return { ...textFields(props), ...boxAt(stand, size) };
    case "draw":
    case "highlight":
      return strokeOf(record, stand);
    case "line":
      return lineOf(props, stand);
    case "arrow":
      return arrowOf(record, stand, tree);
    case "frame":
      if (Math.abs(stand.angle) > 0.01) changes.note("figure");
      return { type: "frame", ...boxFields(stand.at, size), angle: 0, name: textOf(props["name"]) };
    case "image":
      return imageOf(props, boxAt(stand, size), reading);
    default:
      return cardOf(record, stand, size, reading);
  }
}

function geoOf(props: Values, box: Values, changes: Changes): Values {
  const geo = textOf(props["geo"]);
  const type = entryOf<string | null>(FIGURES, geo, null);
  if (type === null) changes.note("figure");
  const nearest = type ?? entryOf(NEAREST, geo, "rectangle");
  const words = wordsOf(props, "middle");
  return { type: nearest, ...box, ...fillOf(props), ...words, rest: { fits: true } };
}

function imageOf(props: Values, box: Values, { assets, images, changes }: Reading): Values | null {
  const id = textOf(props["assetId"]);
  const src = textOf(valuesOf(assets.get(id)?.["props"])["src"]);
  if (!src.startsWith("data:")) {
    const url = readAddress(src);
    changes.note(url === null ? "imageMissing" : "imageElsewhere");
    return url === null ? null : { type: "link", ...box, ...cardBox(box), url, text: "" };
  }
  images.set(id, src);
  const alt = textOf(props["altText"]);
  return {
    ...{ type: "image", ...box, ...cropOf(valuesOf(props["crop"])) },
    ...flipFields(props["flipX"] === true, props["flipY"] === true),
    ...(alt !== "" && { alt }),
    rest: { image: id },
  };
}

function cropOf({ topLeft, bottomRight }: Values): Values {
  if (topLeft === undefined) return {};
  const [from, to] = [valuesOf(topLeft), valuesOf(bottomRight)];
  const [left, top] = [numberOf(from["x"]), numberOf(from["y"])];
  return { crop: [left, top, numberOf(to["x"], 1) - left, numberOf(to["y"], 1) - top] };
}

/** A card for what lies elsewhere: a bookmark is one, and pages and videos become one. */
function cardOf(record: Values, stand: Stand, size: Size, reading: Reading): Values | null {
  const { assets, changes } = reading;
  const props = valuesOf(record["props"]);
  const asset = valuesOf(assets.get(textOf(props["assetId"]))?.["props"]);
  const own = readAddress(props["url"]) ?? readAddress(asset["src"]);
  if (own === null) {
    changes.note("unknown");
    return null;
  }
  if (record["type"] === "video") changes.note("video");
  else if (record["type"] !== "bookmark") changes.note("page");
  const box = boxAt(stand, size);
  const text = textOf(asset["title"]).slice(0, 300);
  return { type: "link", ...box, ...cardBox(box), url: own, text, letter: "s", font: "sans" };
}

/** The box of a card in the middle of another box. */
function cardBox({ xy, size }: Values): Values {
  const [[x, y], [width, height]] = [xy as Point, size as Size];
  const [across, down] = [300, 76];
  return boxFields([x + (width - across) / 2, y + (height - down) / 2], [across, down]);
}
