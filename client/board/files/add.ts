/** The way for files from outside onto the board: drawings, and images, which may carry one. The long parts are loaded then. */
import type { Point } from "../../../shared/board/shape.ts";
import { later } from "../commands/later.ts";
import type { Editor } from "../editor.ts";
import { addImages, hasImages } from "../images/add.ts";

/** The names of files that are drawings. */
const DRAWING = /\.(?:excalidraw|excalidrawlib|tldr|json)$/i;

/** Pictures that may carry the drawing of which they were made. */
const PICTURE = /^image\/(?:png|svg\+xml)$/;

/** Is any of these files one that a board takes, by its name or by what the browser says? */
export function hasFilesForBoard(files: readonly File[]): boolean {
  return hasImages(files) || files.some(({ name }) => DRAWING.test(name));
}

/** Adds drawings and images to the board. `at`: where they were dropped; `null`: where there is room. */
export async function addFiles(
  editor: Editor,
  files: readonly File[],
  at: Point | null,
): Promise<void> {
  if (editor.readOnly.get()) return;
  const drawings = files.filter(({ name, type }) => DRAWING.test(name) || PICTURE.test(type));
  const images = files.filter((file) => !drawings.includes(file));
  if (drawings.length > 0) {
    const part = await later(editor, import("./open.ts"));
    images.push(...((await part?.openDrawings(editor, drawings, at)) ?? []));
  }
  if (images.length > 0) await addImages(editor, images, at);
}

/** The files that may be chosen. */
const DRAWINGS = ".excalidraw,.excalidrawlib,.tldr,.json,.png,.svg";

/** Lets the user choose drawings, and adds them beside what is there. */
export function chooseDrawings(editor: Editor, accept = DRAWINGS): void {
  const field = document.createElement("input");
  field.type = "file";
  field.multiple = true;
  field.accept = accept;
  field.addEventListener("change", () => void addFiles(editor, [...(field.files ?? [])], null));
  field.click();
}
