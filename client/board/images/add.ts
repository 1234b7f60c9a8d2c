/** The way for images from outside onto the board: by paste, drop or button. The long part is loaded then. */
import type { Point } from "../../../shared/board/shape.ts";
import { filesWords } from "../../words/files-words.ts";
import { words } from "../../words/words.ts";
import type { Editor } from "../editor.ts";

/** Is any of these files an image, by what the browser says? */
export function hasImages(files: readonly File[]): boolean {
  return files.some(isImage);
}

function isImage({ type }: File): boolean {
  return type.startsWith("image/");
}

/**
 * Adds images to the board, around a point of it or in the middle of the view. They appear for
 * everybody when the room has stored them.
 */
export async function addImages(
  editor: Editor,
  files: readonly File[],
  at: Point | null,
): Promise<void> {
  if (editor.readOnly.get() || editor.assets === null) return;
  const images = files.filter(isImage);
  if (images.length === 0) {
    editor.page.say(filesWords.images.none);
    return;
  }
  const point = at ?? editor.view.toBoard(editor.view.freeMiddle());
  const part = await import("./uploads.ts").catch((error: unknown) => {
    console.error("The part that adds images could not be loaded:", error);
    return null;
  });
  if (part === null) editor.page.say(words.lazy.failed);
  else await part.upload(editor, images, point);
}

/** Lets the user choose image files, and adds them in the middle of the view. */
export function chooseImages(editor: Editor): void {
  const field = document.createElement("input");
  field.type = "file";
  field.multiple = true;
  field.accept = "image/*";
  field.addEventListener("change", () => void addImages(editor, [...(field.files ?? [])], null));
  field.click();
}
