import { generateNKeysBetween } from "fractional-indexing";
import * as Y from "yjs";
import { addShape } from "../../shared/board/document.ts";
import type { InkPoint } from "../../shared/board/ink.ts";
import { COLORS, WIDTHS } from "../../shared/board/style.ts";
import { Random } from "../../testkit/random.ts";

/** Board units from one shape to the next. */
const CELL = [180, 130] as const;

/** Points of each pen stroke. */
const STROKE_POINTS = 40;

/** A board of `count` shapes as one update: 30 % labelled boxes, 20 % ellipses, 40 % strokes, 10 % arrows. */
export function boardUpdate(count: number): Uint8Array {
  const doc = new Y.Doc();
  const keys = generateNKeysBetween(null, null, count);
  const columns = Math.ceil(Math.sqrt(count));
  const source = new Random(7);
  const random = (): number => source.next();
  doc.transact(() => {
    for (const [index, z] of keys.entries()) {
      const x = (index % columns) * CELL[0] + random() * 40;
      const y = Math.floor(index / columns) * CELL[1] + random() * 30;
      const stroke = COLORS[Math.floor(random() * COLORS.length)] ?? "ink";
      const width = WIDTHS[Math.floor(random() * 3)] ?? "m";
      const common = { id: `shape-${index}`, z, stroke, width, by: "bench", at: 0 };
      const kind = index % 10;
      if (kind < 5) {
        addShape(doc, {
          ...common,
          type: kind < 3 ? "rectangle" : "ellipse",
          xy: [x, y],
          size: [110 + random() * 40, 60 + random() * 40],
          fill: index % 2 === 0 ? stroke : "none",
          dash: "solid",
          text: kind < 3 ? `Idea number ${index}` : "",
          font: "hand",
          align: "middle",
        });
      } else if (kind < 9) {
        const points = scribble(random);
        const size = sizeOf(points);
        addShape(doc, { ...common, type: "ink", xy: [x, y], size, points });
      } else {
        const size = [100 + random() * 40, 40 + random() * 40] as const;
        const ends = { from: [0, 0] as const, to: size };
        addShape(doc, { ...common, type: "arrow", xy: [x, y], size, ...ends, dash: "solid" });
      }
    }
  });
  return Y.encodeStateAsUpdate(doc);
}

function scribble(random: () => number): InkPoint[] {
  const turns = 2 + random() * 6;
  return Array.from({ length: STROKE_POINTS }, (_, index): InkPoint => {
    const along = index / (STROKE_POINTS - 1);
    return [along * 130, 40 + Math.sin(along * turns * Math.PI) * 40, 0.5];
  });
}

function sizeOf(points: readonly InkPoint[]): readonly [number, number] {
  const heights = points.map((point) => point[1]);
  return [130, Math.max(...heights) - Math.min(...heights)];
}
