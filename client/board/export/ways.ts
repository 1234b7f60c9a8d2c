/** The ways of a file out of the board: to the clipboard, or where the browser saves files. Loaded with the first one. */
import { download } from "../../ui/download.ts";
import { filesWords } from "../../words/files-words.ts";
import { writePicture } from "../clipboard/system.ts";
import type { Editor } from "../editor.ts";
import { type ExportChoice, type Format, fileOf, typeOf } from "./make.ts";

/** Pixels of a board unit in a picture that is made without a question. */
const SCALE = 2;

/** There is no picture, and the user is told so. */
class NoPicture extends Error {}

/** The choice of a command that asks nothing: the selection or the board, as the user sees it. */
export function plainChoice(editor: Editor, format: Format): ExportChoice {
  const look = { theme: editor.view.theme, hasPaper: true };
  return { ...look, part: "shown", format, scale: SCALE, carries: false };
}

/** Makes the file; it fails where there is none. */
async function made(editor: Editor, choice: ExportChoice): Promise<Blob> {
  const file = await fileOf(editor, choice);
  if (file === null) throw new NoPicture();
  return file;
}

/** Copies the picture. Says whether it is on the clipboard. */
export async function copyPicture(editor: Editor, choice: ExportChoice): Promise<boolean> {
  const picture = made(editor, choice);
  // A browser that refuses may leave it unread.
  picture.catch(() => undefined);
  const isWritten = await writePicture(picture, typeOf(choice.format));
  editor.page.say(isWritten ? filesWords.clipboard.picture : await reasonOf(picture));
  return isWritten;
}

/** Saves the file where the browser saves its files. Says whether there is one. */
export async function saveFile(editor: Editor, choice: ExportChoice): Promise<boolean> {
  const file = made(editor, choice);
  const bytes = await file.catch(() => null);
  if (bytes === null) {
    editor.page.say(await reasonOf(file));
    return false;
  }
  download(`stoa-${editor.room}.${choice.format}`, bytes);
  return true;
}

/** The reason for which a picture is neither copied nor saved, in words. */
async function reasonOf(picture: Promise<Blob>): Promise<string> {
  try {
    await picture;
    return filesWords.clipboard.noPictureWrite;
  } catch (error) {
    if (error instanceof NoPicture) return filesWords.clipboard.noPicture;
    console.error("A file of the board could not be made:", error);
    return filesWords.exporting.failed;
  }
}
