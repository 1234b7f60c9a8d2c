/** Files that are dropped on the board: images and drawings are added where they fall. Others are the page's to refuse. */

import type { Editor } from "../editor.ts";
import { addFiles, hasFilesForBoard } from "../files/add.ts";

/** Takes images and drawings that are dropped on the board. */
export function listenToDrops(region: HTMLElement, editor: Editor): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  // Before it is dropped, no file says its name, and drawings have no type.
  const mayTake = ({ dataTransfer }: DragEvent): boolean =>
    !editor.readOnly.get() && [...(dataTransfer?.items ?? [])].some(({ kind }) => kind === "file");

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
      if (editor.readOnly.get() || !hasFilesForBoard(files)) return;
      event.preventDefault();
      const { left, top } = region.getBoundingClientRect();
      const point = editor.toBoard([event.clientX - left, event.clientY - top]);
      void addFiles(editor, files, point);
    },
    { signal },
  );
  return () => listening.abort();
}
