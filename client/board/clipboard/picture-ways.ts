/** The ways of a picture out of the board: to the clipboard, or into a file. Loaded with the first picture. */
import { download } from "../../ui/download.ts";
import { words } from "../../words/words.ts";
import type { Editor } from "../editor.ts";
import { pngOf, svgOf } from "./export.ts";
import { writePicture } from "./system.ts";

/** The forms of a picture. */
export type Format = "png" | "svg";

const TYPES = { png: "image/png", svg: "image/svg+xml" } as const;

/** Makes the picture; it fails where there is none. */
async function pictureOf(editor: Editor, format: Format): Promise<Blob> {
  const made = format === "png" ? await pngOf(editor) : await svgOf(editor);
  if (made === null) throw new NoPicture();
  return typeof made === "string" ? new Blob([made], { type: TYPES.svg }) : made;
}

/** There is no picture, and the user is told so. */
class NoPicture extends Error {}

/** Copies the picture. */
export async function copyPicture(editor: Editor, format: Format): Promise<void> {
  const picture = pictureOf(editor, format);
  // A browser that refuses may leave it unread.
  picture.catch(() => undefined);
  const isWritten = await writePicture(picture, TYPES[format]);
  editor.say(isWritten ? words.clipboard.picture : await reasonOf(picture));
}

/** Saves the picture where the browser saves its files. */
export async function savePicture(editor: Editor, format: Format): Promise<void> {
  const picture = pictureOf(editor, format);
  const bytes = await picture.catch(() => null);
  if (bytes === null) editor.say(await reasonOf(picture));
  else download(`stoa-${editor.room}.${format}`, bytes);
}

/** The reason for which a picture is neither copied nor saved, in words. */
async function reasonOf(picture: Promise<Blob>): Promise<string> {
  try {
    await picture;
    return words.clipboard.noPictureWrite;
  } catch (error) {
    if (error instanceof NoPicture) return words.clipboard.noPicture;
    console.error("A picture of the board could not be made:", error);
    return words.clipboard.noPicture;
  }
}
