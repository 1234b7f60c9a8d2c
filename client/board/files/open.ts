/** Opens files that are drawings, or pictures that may carry one. */
import type { Point } from "../../../shared/board/shape.ts";
import { MAX_FILE_BYTES } from "../../../shared/limits.ts";
import { filesWords } from "../../words/files-words.ts";
import type { Editor } from "../editor.ts";
import { addLibrary } from "../library/add.ts";
import { carriedDrawing } from "./carried.ts";
import { importDrawing } from "./import.ts";

/** Imports the drawings, one after the other. Returns the pictures that carry none. */
export async function openDrawings(
  editor: Editor,
  files: readonly File[],
  at: Point | null,
): Promise<File[]> {
  const images: File[] = [];
  for (const file of files) {
    const { name, size, type } = file;
    const isPicture = type.startsWith("image/");
    const content = isPicture
      ? await carriedDrawing(file)
      : size > MAX_FILE_BYTES
        ? ""
        : await file.text();
    if (content === null) images.push(file);
    else if (content === "") editor.page.say(filesWords.files.faults["too-large"](name));
    else if (isLibrary(name, content)) await addLibrary(editor, name, content);
    else await importDrawing(editor, { name, content }, at === null ? "beside" : { dropped: at });
  }
  return images;
}

function isLibrary(name: string, content: string): boolean {
  return (
    /\.excalidrawlib$/i.test(name) || /"type"\s*:\s*"excalidrawlib"/.test(content.slice(0, 200))
  );
}
