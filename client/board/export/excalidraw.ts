/** A file of Excalidraw: a part of the board with its images, made in slices. */
import type { Editor } from "../editor.ts";
import { inSlices } from "../files/slices.ts";
import type { Loss } from "./excalidraw/element.ts";
import { lossesOf } from "./excalidraw/losses.ts";
import { excalidrawOf } from "./excalidraw/write.ts";
import { asAddresses, imagesOf } from "./images.ts";
import type { Subject } from "./subject.ts";

/** Returns the text of a file of Excalidraw. */
export async function excalidrawText(editor: Editor, { shapes }: Subject): Promise<string> {
  const images = await asAddresses(await imagesOf(editor.assets, shapes));
  const { signal } = new AbortController();
  const drawing = await inSlices(excalidrawOf(shapes, editor.scene.relations, images), signal);
  return JSON.stringify(drawing, null, 2);
}

/** Returns what becomes another thing in such a file, and how often. */
export async function excalidrawLosses(
  editor: Editor,
  { shapes }: Subject,
  signal: AbortSignal,
): Promise<ReadonlyMap<Loss, number>> {
  const images = await imagesOf(editor.assets, shapes);
  const known = new Set<string>(images.keys());
  return inSlices(
    lossesOf(shapes, (asset) => known.has(asset)),
    signal,
  );
}
