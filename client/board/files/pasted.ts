/** Drawings of other whiteboards that are pasted. */
import { filesWords } from "../../words/files-words.ts";
import type { Brought } from "../clipboard/flavors.ts";
import { tldrawContent } from "../clipboard/foreign/tldraw-content.ts";
import type { Spot } from "../clipboard/way.ts";
import type { Editor } from "../editor.ts";
import { importDrawing } from "./import.ts";

/** Pastes shapes of another whiteboard, if these are some; `false`: they are none. */
export async function pasteDrawing(
  editor: Editor,
  { html, text }: Brought,
  spot: Spot,
): Promise<boolean> {
  const content = tldrawContent(html) ?? tldrawContent(text) ?? excalidrawIn(text);
  if (content === null) return false;
  await importDrawing(editor, { name: filesWords.files.pasted, content }, spot);
  return true;
}

/** Text of Excalidraw, as its clipboard and its files have it. */
function excalidrawIn(text: string): string | null {
  return /^\s*\{[\s\S]{0,40}"excalidraw(?:\/clipboard)?"/.test(text) ? text : null;
}
