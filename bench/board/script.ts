import { performance } from "node:perf_hooks";
import * as Y from "yjs";
import { Scene } from "../../client/board/scene/scene.ts";
import { addShape, changeShape, deleteShapes } from "../../shared/board/document.ts";
import { orderKeyAbove } from "../../shared/board/order.ts";
import { boardUpdate } from "./shapes.ts";

/** Changes of one kind that are measured; the first ones only warm up. */
const CHANGES = 400;
const WARM_UP = 100;

/** Measures the script of single changes in a scene of `count` shapes: the document, the scene, and what is asked after. */
export function measureScript(count: number): readonly string[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, boardUpdate(count));
  const start = performance.now();
  const scene = new Scene(doc);
  const loading = performance.now() - start;
  const extent = scene.bounds() ?? { minX: 0, minY: 0, maxX: 1, maxY: 1 };
  const view = { minX: extent.maxX / 2, minY: extent.maxY / 2, maxX: 0, maxY: 0 };
  const seen = { ...view, maxX: view.minX + 1280, maxY: view.minY + 800 };
  /** Asks the scene what a frame asks after a change. */
  const look = () => {
    scene.bounds();
    scene.inOrder(seen);
    scene.touches(seen);
  };
  const middle = scene.inOrder()[Math.floor(count / 2)];
  const box = (id: string, z: string) => ({
    id,
    type: "rectangle" as const,
    xy: [view.minX, view.minY] as const,
    size: [100, 60] as const,
    z,
    stroke: "ink" as const,
    fill: "none" as const,
    width: "m" as const,
    dash: "solid" as const,
    text: "",
    font: "hand" as const,
    align: "middle" as const,
    by: "bench",
    at: 0,
  });
  const measure = (what: string, change: (index: number) => void): string => {
    const times: number[] = [];
    for (let index = 0; index < CHANGES; index++) {
      const before = performance.now();
      change(index);
      look();
      times.push(performance.now() - before);
    }
    const sorted = times.slice(WARM_UP).sort((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(3);
    return `${what}: median ${at(0.5)} ms, p95 ${at(0.95)} ms`;
  };
  return [
    `scene of ${count} shapes from its document: ${loading.toFixed(0)} ms`,
    measure("move one", (index) =>
      changeShape(doc, `shape-${(index * 37) % count}`, { xy: [index * 50, index * 40] }),
    ),
    measure("add one on top", (index) =>
      doc.transact(() => addShape(doc, box(`top-${index}`, orderKeyAbove(scene.topZ())))),
    ),
    measure("add one in the middle of the pile", (index) =>
      doc.transact(() => addShape(doc, box(`middle-${index}`, middle?.z ?? "a0"))),
    ),
    measure("delete one", (index) => doc.transact(() => deleteShapes(doc, [`middle-${index}`]))),
  ];
}
