/** The browser's clipboard, for buttons and menus: there, no event hands it over. */

import { chordInWords } from "../../ui/chords.ts";
import { filesWords } from "../../words/files-words.ts";
import type { Editor } from "../editor.ts";
import { copySelection, cutSelection } from "./copy.ts";
import { type Brought, type Copied, htmlOf, plainOf } from "./flavors.ts";
import { addImagesToClipboard } from "./with-images.ts";

/** Copies the selection. */
export async function copyByCommand(editor: Editor): Promise<void> {
  const copied = copySelection(editor);
  if (copied !== null) await writeToClipboard(editor, copied);
}

/** Cuts the selection, once it is on the clipboard. */
export async function cutByCommand(editor: Editor): Promise<void> {
  const cut = cutSelection(editor);
  if (cut !== null && (await writeToClipboard(editor, cut.copied))) cut.remove();
}

/** Writes shapes to the clipboard; `false`: the browser does not allow it, and the user was told so. */
async function writeToClipboard(editor: Editor, copied: Copied): Promise<boolean> {
  const blob = (type: string, text: string) => new Blob([text], { type });
  const item = () =>
    new ClipboardItem({
      "text/html": blob("text/html", htmlOf(copied)),
      "text/plain": blob("text/plain", plainOf(copied)),
    });
  try {
    await navigator.clipboard.write([item()]);
    void addImagesToClipboard(editor, copied);
    return true;
  } catch (error) {
    // Without a secure address there is no clipboard at all.
    if (!isDenied(error)) throw error;
    editor.page.say(filesWords.clipboard.noWrite(chordInWords("mod+c")));
    return false;
  }
}

/**
 * Writes a picture to the clipboard, that may still be in the making. `false`: the browser does not allow it, or there
 * is no picture.
 */
export async function writePicture(picture: Promise<Blob>, type: string): Promise<boolean> {
  try {
    await navigator.clipboard.write([new ClipboardItem(formsOf(picture, type))]);
    return true;
  } catch (error) {
    const isMade = await picture.then(
      () => true,
      () => false,
    );
    if (isMade && !isDenied(error)) throw error;
    return false;
  }
}

/** Most programs take SVG as text alone. */
function formsOf(picture: Promise<Blob>, type: string): Record<string, Promise<Blob>> {
  if (type !== "image/svg+xml") return { [type]: picture };
  const text = picture.then(async (blob) => new Blob([await blob.text()], { type: "text/plain" }));
  return { "text/plain": text, ...(ClipboardItem.supports?.(type) && { [type]: picture }) };
}

/** Reads the clipboard; `null`: the browser does not allow it, and the user was told so. */
export async function readClipboard(editor: Editor): Promise<Brought | null> {
  try {
    return await broughtBy(await navigator.clipboard.read());
  } catch (error) {
    if (!isDenied(error)) throw error;
    editor.page.say(filesWords.clipboard.noRead(chordInWords("mod+v")));
    return null;
  }
}

async function broughtBy(items: ClipboardItems): Promise<Brought> {
  const blobs = await Promise.all(
    items.flatMap((item) => item.types.map((type) => item.getType(type))),
  );
  const textOf = async (type: string) =>
    (await blobs.find((blob) => blob.type.startsWith(type))?.text()) ?? "";
  const files = blobs
    .filter(({ type }) => type.startsWith("image/"))
    .map((blob) => new File([blob], "", { type: blob.type }));
  return { html: await textOf("text/html"), text: await textOf("text/plain"), files };
}

/** Browsers without such a clipboard, and those that forbid it. */
function isDenied(error: unknown): boolean {
  return (
    error instanceof TypeError || error instanceof ReferenceError || error instanceof DOMException
  );
}
