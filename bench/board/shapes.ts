import { generateNKeysBetween } from "fractional-indexing";
import * as Y from "yjs";
import { addShape } from "../../shared/board/document.ts";
import { drawing } from "./drawing.ts";

/** The benchmark's drawing of `count` shapes as one update of a board. */
export function boardUpdate(count: number): Uint8Array {
  const doc = new Y.Doc();
  const keys = generateNKeysBetween(null, null, count);
  doc.transact(() => {
    for (const [index, drawn] of drawing(count).entries()) {
      const { id, xy, size, color, width, label } = drawn;
      const common = { id, xy, size, z: keys[index] ?? "a0", stroke: color, width };
      const made = { ...common, by: "bench", at: 0 };
      if (drawn.kind === "ink") {
        addShape(doc, { ...made, type: "ink", points: drawn.points.map(([x, y]) => [x, y, 0.5]) });
      } else if (drawn.kind === "arrow") {
        addShape(doc, { ...made, type: "arrow", from: [0, 0], to: size, dash: "solid" });
      } else {
        addShape(doc, {
          ...made,
          type: drawn.kind,
          fill: drawn.isFilled ? color : "none",
          dash: "solid",
          text: label,
          font: "hand",
          align: "middle",
        });
      }
    }
  });
  return Y.encodeStateAsUpdate(doc);
}
