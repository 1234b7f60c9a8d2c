/** Files that are dropped on the board: images and drawings are added where they fall. Others are the page's to refuse. */

import type { Point } from "../../../shared/board/shape.ts";
import { later } from "../commands/later.ts";
import type { Editor } from "../editor.ts";
import { addFiles, hasFilesForBoard } from "../files/add.ts";
import { ITEM_TYPE } from "../library/state.ts";

/** Takes images and drawings that are dropped on the board. */
export function listenToDrops(region: HTMLElement, editor: Editor): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  /** A thing that is dragged out of the library. */
  const isThing = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes(ITEM_TYPE) ?? false;
  // Before it is dropped, no file says its name, and drawings have no type.
  const mayTake = (event: DragEvent): boolean =>
    !editor.readOnly.get() &&
    (isThing(event) || [...(event.dataTransfer?.items ?? [])].some(({ kind }) => kind === "file"));

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
      if (editor.readOnly.get() || !(isThing(event) || hasFilesForBoard(files))) return;
      event.preventDefault();
      const { left, top } = region.getBoundingClientRect();
      const point = editor.view.toBoard([event.clientX - left, event.clientY - top]);
      if (isThing(event)) void insertThing(editor, event, point);
      else void addFiles(editor, files, point);
    },
    { signal },
  );
  return () => listening.abort();
}

async function insertThing(editor: Editor, { dataTransfer }: DragEvent, at: Point): Promise<void> {
  const id = dataTransfer?.getData(ITEM_TYPE) ?? "";
  const part = await later(editor, import("../library/add.ts"));
  await part?.insertDropped(editor, id, at);
}
