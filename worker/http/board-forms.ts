/** The forms of a board: a picture, its shapes as JSON, or an outline, made of stored updates without a browser. */
import * as Y from "yjs";
import { boardFileOf } from "../../shared/board/board-file.ts";
import { boardOutline } from "../../shared/board/board-outline.ts";
import { shapesIn, type ShownShape } from "../../shared/board/board-shapes.ts";
import { drawShapes } from "../../shared/board/draw/draw-shape.ts";
import { measureText, measureWith } from "../../shared/board/draw/measure.ts";
import { PALETTES, type Theme } from "../../shared/board/draw/palette.ts";
import { SvgPen } from "../../shared/board/draw/svg-pen.ts";
import { type Box, boxOf, expandBox, unionBoxes } from "../../shared/board/geometry.ts";
import { Relations } from "../../shared/board/relations.ts";
import { ShippedMetrics } from "../../shared/fonts/metrics.ts";
import { Pauses } from "../archive/pauses.ts";

/** Air around the shapes, in board units. */
const PADDING = 24;

/** Shapes that are drawn before the rooms of the process may have their turn. */
const SHAPES_AT_ONCE = 20;

/** The box of an empty picture, in board units. */
const EMPTY: Box = { minX: 0, minY: 0, maxX: 100, maxY: 100 };

/** Facts about the request. */
export interface FormOptions {
  readonly room: string;
  /** The id of the frame that alone is wanted; `null`: the whole board. */
  readonly frame: string | null;
  readonly theme: Theme;
  readonly imagesOf: (wanted: Iterable<string>) => Promise<ReadonlyMap<string, string>>;
}

/** Makes a form of a board; `null`: it has no such frame. */
export async function makeForm(
  updates: readonly Uint8Array[],
  ending: "svg" | "json" | "md",
  options: FormOptions,
): Promise<string | null> {
  const doc = new Y.Doc();
  const pauses = new Pauses();
  try {
    for (const update of updates) {
      Y.applyUpdate(doc, update);
      await pauses.take();
    }
    const relations = new Relations(doc);
    const { frame, room } = options;
    if (frame !== null && relations.fieldsOf(frame)?.get("type") !== "frame") return null;
    const ids = frame === null ? relations.shapes.keys() : [frame];
    if (ending === "json") return boardFileOf(relations, ids, { room });
    const shapes = shapesIn(relations, frame);
    await pauses.take();
    if (ending === "md") return boardOutline(shapes, relations);
    return await drawn(shapes, options, pauses);
  } finally {
    doc.destroy();
  }
}

async function drawn(
  shapes: readonly ShownShape[],
  { frame, theme, imagesOf }: FormOptions,
  pauses: Pauses,
): Promise<string> {
  measureWith(() => new ShippedMetrics());
  const sheet = shapes.find(({ shape }) => shape.id === frame)?.shape;
  const around = unionBoxes(shapes.map(({ box }) => box));
  const box =
    sheet === undefined ? expandBox(around ?? EMPTY, PADDING) : boxOf(sheet.xy, sheet.size);
  const wanted = shapes.flatMap(({ shape }) => (shape.type === "image" ? [shape.asset] : []));
  const images = await imagesOf(new Set(wanted));
  const palette = PALETTES[theme];
  const pen = new SvgPen(box, {
    hrefOf: (asset) => images.get(asset) ?? null,
    // The file brings no fonts: whatever the reader has takes the room of ours.
    widthOf: measureText,
  });
  for (let at = 0; at < shapes.length; at += SHAPES_AT_ONCE) {
    drawShapes(shapes.slice(at, at + SHAPES_AT_ONCE), pen, palette);
    await pauses.take();
  }
  return pen.finish({ paper: palette.paper });
}
