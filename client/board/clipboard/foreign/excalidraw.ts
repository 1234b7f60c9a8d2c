/** Reads elements of Excalidraw: of its clipboard, its files of every age, and its libraries. */

import { readAddress } from "../../../../shared/board/link-address.ts";
import type { Width } from "../../../../shared/board/style.ts";
import type { Sliced } from "../../files/slices.ts";
import { isClear, nearestStroke } from "./colors.ts";
import { Elements, insideOf, lineOf, strokeOf } from "./excalidraw-lines.ts";
import { isLargeChange, textFields, wordsOf } from "./excalidraw-words.ts";
import {
  boxFields,
  Changes,
  entryOf,
  type Foreign,
  flipFields,
  isValues,
  listOf,
  type Made,
  nearest,
  numberOf,
  type Rest,
  textOf,
  type Values,
  valuesOf,
} from "./values.ts";

const FIGURES: readonly unknown[] = ["rectangle", "ellipse", "diamond"];
const LINES: readonly unknown[] = ["line", "arrow", "draw"];

const DASHES = { solid: "solid", dashed: "dashed", dotted: "dotted" } as const;

/** Widths of its lines, and of its strokes, by those of ours that are about as thick. */
const STROKES: Readonly<Record<Width, number>> = { s: 1, m: 2, l: 4, xl: 8 };
const PENS: Readonly<Record<Width, number>> = { s: 0.5, m: 1, l: 2, xl: 4 };

/** Elements between two pauses. */
const STRETCH = 50;

/** Reads the elements of a clipboard or a file, and the images of its `files`. */
export function* readExcalidraw(content: Values): Sliced<Foreign> {
  const changes = new Changes();
  const elements = listOf(content["elements"])
    .filter(isValues)
    .filter((element) => element["isDeleted"] !== true && element["type"] !== "selection");
  const known = new Elements(elements);
  const images = new Map<string, string>();
  const files = valuesOf(content["files"]);
  const shapes: Made[] = [];
  for (const [at, element] of elements.entries()) {
    if (at % STRETCH === 0) yield at / elements.length;
    if (known.isLabel(element) || isUnseen(element, known)) continue;
    const file = textOf(valuesOf(imageIn(files, element))["dataURL"]);
    if (file !== "") images.set(textOf(element["fileId"]), file);
    const made = madeOf(element, known, { hasFile: file !== "", changes });
    if (made !== null) shapes.push(made);
  }
  // A frame of Excalidraw lies above what is in it, and ours below.
  const rank = ([, { type }]: Made) => (type === "frame" ? 0 : 1);
  shapes.sort((a, b) => rank(a) - rank(b));
  return { shapes, images, changes };
}

function imageIn(files: Values, { type, fileId }: Values): unknown {
  const id = textOf(fileId);
  return type === "image" && Object.hasOwn(files, id) ? files[id] : undefined;
}

/** A figure without line, inside and words, as programs put around others. */
function isUnseen(element: Values, known: Elements): boolean {
  return (
    FIGURES.includes(element["type"]) &&
    isClear(element["strokeColor"]) &&
    isClear(element["backgroundColor"] ?? "transparent") &&
    known.labelOf(element) === undefined
  );
}

interface Around {
  readonly hasFile: boolean;
  readonly changes: Changes;
}

function madeOf(element: Values, known: Elements, around: Around): Made | null {
  const { changes } = around;
  const own = fieldsOf(element, known, around);
  if (own === null) return null;
  const { rest, ...fields } = own;
  const label = element["type"] === "text" ? element : known.labelOf(element);
  if (label !== undefined && isLargeChange(label)) changes.note("letters");
  if (textOf(element["link"]) !== "" && !["text", "link"].includes(textOf(fields["type"]))) {
    changes.note("link");
  }
  const common = commonOf(element, known, fields);
  return [textOf(element["id"]), { ...common, ...fields }, rest as Rest | undefined];
}

/** The fields that all of its elements have: style, groups, and the frame around. */
function commonOf(element: Values, known: Elements, own: Values): Values {
  const frame = known.frameOf(element);
  const [x = 0, y = 0] = listOf(own["xy"]).map((value) => numberOf(value));
  const parent = {
    id: frame?.["id"],
    xy: [x - numberOf(frame?.["x"]), y - numberOf(frame?.["y"])],
    board: [x, y],
  };
  const widths = element["type"] === "freedraw" ? PENS : STROKES;
  return {
    ...(frame !== undefined && { parent }),
    groups: listOf(element["groupIds"]),
    angle: numberOf(element["angle"]),
    opacity: Math.min(1, Math.max(0, numberOf(element["opacity"], 100) / 100)),
    stroke: nearestStroke(
      element[isClear(element["strokeColor"]) ? "backgroundColor" : "strokeColor"],
    ),
    width: nearest(widths, numberOf(element["strokeWidth"], 2)),
    dash: entryOf(DASHES, element["strokeStyle"], "solid"),
    finish: numberOf(element["roughness"], 1) > 0 ? "sketched" : "neat",
    ...(element["locked"] === true && { locked: true }),
  };
}

/** The fields that follow from the type of an element; `null`: it has no counterpart. */
function fieldsOf(element: Values, known: Elements, { hasFile, changes }: Around): Values | null {
  const [x, y] = [numberOf(element["x"]), numberOf(element["y"])];
  const size = [numberOf(element["width"]), numberOf(element["height"])] as const;
  const { type } = element;
  if (FIGURES.includes(type)) {
    const fill = insideOf(element, known);
    const words = wordsOf(known.labelOf(element) ?? {}, "middle");
    return { type, ...boxFields([x, y], size), ...fill, ...words, rest: { fits: true } };
  }
  if (type === "frame" || type === "magicframe") {
    return { type: "frame", ...boxFields([x, y], size), name: textOf(element["name"]) };
  }
  if (type === "text") return textFields(element, [x, y]);
  if (type === "freedraw") return strokeOf(element, known);
  if (LINES.includes(type)) return lineOf(element, known);
  if (type === "image") return imageOf(element, hasFile, changes);
  const url = readAddress(element["link"]);
  changes.note(url === null ? "unknown" : "page");
  return url === null ? null : { type: "link", ...boxFields([x, y], [300, 76]), url, text: "" };
}

function imageOf(element: Values, hasFile: boolean, changes: Changes): Values | null {
  if (!hasFile) {
    changes.note("imageMissing");
    return null;
  }
  const [across, down] = listOf(element["scale"]);
  const size = [numberOf(element["width"]), numberOf(element["height"])] as const;
  return {
    type: "image",
    ...boxFields([numberOf(element["x"]), numberOf(element["y"])], size),
    ...cropOf(valuesOf(element["crop"])),
    ...flipFields(across === -1, down === -1),
    rest: { image: textOf(element["fileId"]) },
  };
}

function cropOf({ x, y, width, height, naturalWidth, naturalHeight }: Values): Values {
  const [across, down] = [numberOf(naturalWidth), numberOf(naturalHeight)];
  if (across <= 0 || down <= 0) return {};
  const crop = [numberOf(x) / across, numberOf(y) / down];
  return { crop: [...crop, numberOf(width) / across, numberOf(height) / down] };
}
