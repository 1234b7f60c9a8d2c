/** Files that are dropped on the board: images are added where they fall. Others are the page's to refuse. */

import type { Editor } from "../editor.ts";
import { addImages, hasImages } from "../images/add.ts";

/** Takes images that are dropped on the board. */
export function listenToDrops(region: HTMLElement, editor: Editor): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const mayTake = ({ dataTransfer }: DragEvent): boolean =>
    !editor.readOnly.get() &&
    [...(dataTransfer?.items ?? [])].some(
      ({ kind, type }) => kind === "file" && type.startsWith("image/"),
    );

  region.addEventListener(
    "dragover",
    (event) => {
      if (!mayTake(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    },
    { signal },
  );
  region.addEventListener(
    "drop",
    (event) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (editor.readOnly.get() || !hasImages(files)) return;
      event.preventDefault();
      const { left, top } = region.getBoundingClientRect();
      const point = editor.toBoard([event.clientX - left, event.clientY - top]);
      void addImages(editor, files, point);
    },
    { signal },
  );
  return () => listening.abort();
}
