/** Looks for images in the selection: those that are GIFs play, by a part that is loaded then. */
import type { Editor } from "../editor.ts";

/** Lets selected GIFs play in the element in which the board is painted. Returns the function that ends it. */
export function watchGifs(editor: Editor, host: HTMLElement): () => void {
  let isEnded = false;
  let end = (): void => undefined;
  const load = async (): Promise<void> => {
    const part = await import("./playing.ts").catch(() => null);
    // Without it, they stay still.
    if (part !== null && !isEnded) end = part.playGifs(editor, host);
  };
  const stop = editor.selection.subscribe(() => {
    if (!editor.selection.shapes().some(({ type }) => type === "image")) return;
    stop();
    void load();
  });
  return () => {
    isEnded = true;
    stop();
    end();
  };
}
