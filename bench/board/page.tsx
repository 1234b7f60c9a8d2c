import "@fontsource-variable/shantell-sans/wght.css";
import * as Y from "yjs";
import { type Camera, fitBox, panBy, zoomAt } from "../../client/board/camera.ts";
import { Painter } from "../../client/board/paint/painter.ts";
import { Scene } from "../../client/board/scene.ts";
import { Seen } from "../../client/board/seen.ts";
import { changeShape } from "../../shared/board/document.ts";
import { boardUpdate } from "./shapes.ts";

/** Milliseconds of script in each frame of a run, in order. */
export type FrameTimes = readonly number[];

/** The functions that the page offers to the benchmark that drives it. */
export interface BoardBench {
  /** Makes the document's bytes, and tells how many they are. */
  prepare(count: number): Promise<number>;
  /** Milliseconds from the document's bytes to its first picture. */
  load(): Promise<number>;
  /** Scripting times while something moves for so many frames. */
  run(what: "pan" | "pan-all" | "zoom-all" | "edit-all", frames: number): Promise<FrameTimes>;
}

declare global {
  interface Window {
    boardBench: BoardBench;
  }
}

const host = document.getElementById("board");
if (host === null) throw new Error("the page has no board");
const board: HTMLElement = host;
const viewport = { width: innerWidth, height: innerHeight };
const NO_INSETS = { top: 0, right: 0, bottom: 0, left: 0 };

/** The script time of the frame at hand: everything that runs in animation frame callbacks. */
let spent = 0;
const native = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (callback) =>
  native((now) => {
    const start = performance.now();
    callback(now);
    spent += performance.now() - start;
  });

/** Settles when a frame has been painted and the next one begins. */
const nextFrame = (): Promise<void> => new Promise((resolve) => native(() => resolve()));

let update: Uint8Array = new Uint8Array();
let doc = new Y.Doc();
let scene: Scene | null = null;
let painter: Painter | null = null;

window.boardBench = {
  async prepare(count) {
    update = boardUpdate(count);
    await document.fonts.load('20px "Shantell Sans Variable"');
    return update.length;
  },

  async load() {
    const start = performance.now();
    doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    scene = new Scene(doc);
    painter = new Painter(board, scene, new Seen(scene));
    painter.resize(viewport.width, viewport.height, devicePixelRatio);
    painter.setCamera(cameraOfAll(scene));
    await nextFrame();
    await nextFrame();
    return performance.now() - start;
  },

  async run(what, frames) {
    if (scene === null || painter === null) throw new Error("load a board first");
    let camera: Camera = what === "pan" ? cameraInTheMiddle(scene) : cameraOfAll(scene);
    painter.setCamera(camera);
    await nextFrame();
    await nextFrame();
    const times: number[] = [];
    for (let frame = 0; frame < frames; frame++) {
      spent = 0;
      const start = performance.now();
      const back = Math.floor(frame / 30) % 2 === 0 ? 1 : -1;
      if (what === "zoom-all") camera = zoomAt(camera, [640, 400], back > 0 ? 1.02 : 1 / 1.02);
      else if (what !== "edit-all") camera = panBy(camera, -9 * back, -5 * back);
      else changeShape(doc, `shape-${frame}`, { xy: [frame * 50, frame * 40] });
      painter.setCamera(camera);
      const before = performance.now() - start;
      await nextFrame();
      times.push(before + spent);
    }
    return times;
  },
};

function cameraOfAll(shown: Scene): Camera {
  return fitBox(shown.bounds() ?? { minX: 0, minY: 0, maxX: 1, maxY: 1 }, viewport, NO_INSETS);
}

function cameraInTheMiddle(shown: Scene): Camera {
  const box = shown.bounds() ?? { minX: 0, minY: 0, maxX: 1, maxY: 1 };
  return { x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2, zoom: 1 };
}
