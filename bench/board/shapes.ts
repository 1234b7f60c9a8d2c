import { generateNKeysBetween } from "fractional-indexing";
import * as Y from "yjs";
import type { AssetId } from "../../shared/assets.ts";
import { addShape, type NewShape } from "../../shared/board/document.ts";
import { endsBetween } from "../../shared/board/kinds/ends.ts";
import { placeFields } from "../../shared/board/place.ts";
import { type Drawn, drawing, PICTURE_SIZE } from "./drawing.ts";

/** The id under which a room would keep a picture: its number stands at the beginning. */
export function assetOf(picture: number): AssetId {
  return `${picture}-`.padEnd(43, "A") as AssetId;
}

/** The benchmark's drawing of `count` shapes as one update of a board. */
export function boardUpdate(count: number): Uint8Array {
  const doc = new Y.Doc();
  const keys = generateNKeysBetween(null, null, count);
  const frames = new Map<string, Drawn>();
  doc.transact(() => {
    for (const [index, drawn] of drawing(count).entries()) {
      if (drawn.kind === "frame") frames.set(drawn.id, drawn);
      const frame = frames.get(drawn.frame ?? "") ?? null;
      const shape = newShape(drawn, keys[index] ?? "a0");
      addShape(doc, { ...shape, ...placeFields(shape.xy, frame) });
    }
  });
  return Y.encodeStateAsUpdate(doc);
}

function newShape(drawn: Drawn, z: string): NewShape {
  const { id, kind, xy, size, color, width, label, ends, points } = drawn;
  const made = { id, xy, size, z, stroke: color, width, by: "bench", at: 0 };
  const words = { text: label, font: "hand" } as const;
  switch (kind) {
    case "ink":
      return { ...made, type: kind, points: points.map(([x, y]) => [x, y, 0.5]) };
    case "frame":
      return { ...made, type: kind, stroke: "ink", name: label };
    case "image": {
      const asset = assetOf(drawn.picture ?? 0);
      const whole = { crop: [0, 0, 1, 1], flip: "none", alt: "" } as const;
      return { ...made, ...whole, type: kind, asset, natural: PICTURE_SIZE };
    }
    case "text":
      return { ...made, ...words, type: kind, align: "start", width: "m" };
    case "arrow": {
      const place = endsBetween(xy, [xy[0] + size[0], xy[1] + size[1]]);
      const middle = (shape: string) => ({ shape, at: [0.5, 0.5] as const, edge: true });
      const bound = ends === null ? {} : { start: middle(ends[0]), end: middle(ends[1]) };
      return { ...made, ...place, ...bound, type: kind, dash: "solid" };
    }
    default: {
      const fill = drawn.isFilled ? color : "none";
      return { ...made, ...words, type: kind, fill, dash: "solid", align: "middle" };
    }
  }
}
