/** Small pictures of things of the library: drawn one after the other, when they are in sight. */
import * as Y from "yjs";
import { shapesOf } from "../../../shared/board/document.ts";
import type { Theme } from "../../../shared/board/draw/palette.ts";
import { loadSketcher } from "../../../shared/board/draw/sketching.ts";
import { orderKeysAbove } from "../../../shared/board/order.ts";
import { storedFields } from "../../../shared/board/read-clipping.ts";
import { readForeign } from "../clipboard/foreign/foreign.ts";
import { readJson } from "../files/json.ts";
import { readyShapes } from "../files/ready.ts";
import { inSlices } from "../files/slices.ts";
import { paintPicture } from "../picture.ts";
import { Scene } from "../scene/scene.ts";
import type { LibraryItem } from "./item.ts";

/** The work before, so that pictures do not take turns within one frame. */
let last: Promise<unknown> = Promise.resolve();

/** Draws a thing on a canvas, whose size in pixels is set. `false`: it has nothing that can be drawn. */
export function drawItem(
  item: LibraryItem,
  canvas: HTMLCanvasElement,
  theme: Theme,
  signal: AbortSignal,
): Promise<boolean> {
  const turn = last.then(async () => {
    await loadSketcher().catch(() => undefined);
    const doc = await documentOf(item, signal);
    if (doc === null) return false;
    const scene = new Scene(doc);
    try {
      return paintPicture(canvas, scene, theme, devicePixelRatio);
    } finally {
      scene.destroy();
      doc.destroy();
    }
  });
  last = turn.catch(() => undefined);
  return turn;
}

async function documentOf({ drawing }: LibraryItem, signal: AbortSignal): Promise<Y.Doc | null> {
  const foreign = await inSlices(readForeign(await inSlices(readJson(drawing), signal)), signal);
  const ready = foreign === null ? "none" : await inSlices(readyShapes(foreign), signal);
  if (typeof ready === "string") return null;
  const doc = new Y.Doc();
  const keys = orderKeysAbove(null, ready.length);
  doc.transact(() => {
    for (const [at, { id, fields }] of ready.entries()) {
      shapesOf(doc).set(id, storedFields({ ...fields, z: keys[at] }));
    }
  });
  return doc;
}
