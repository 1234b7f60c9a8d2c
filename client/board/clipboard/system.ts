/** The browser's clipboard, for buttons and menus: there, no event hands it over. */

import { chordInWords } from "../../ui/chords.ts";
import { words } from "../../words/words.ts";
import type { Editor } from "../editor.ts";
import { type Brought, type Copied, htmlOf, plainOf } from "./flavors.ts";

/** Writes shapes to the clipboard; `false`: the browser does not allow it, and the user was told so. */
export async function writeToClipboard(editor: Editor, copied: Copied): Promise<boolean> {
  const blob = (type: string, text: string) => new Blob([text], { type });
  return writeBlobs(editor, {
    "text/html": blob("text/html", htmlOf(copied)),
    "text/plain": blob("text/plain", plainOf(copied)),
  });
}

/** Writes blobs by their types to the clipboard; they may still be in the making. */
export async function writeBlobs(
  editor: Editor,
  blobs: Record<string, Blob | Promise<Blob>>,
): Promise<boolean> {
  try {
    await navigator.clipboard.write([new ClipboardItem(blobs)]);
    return true;
  } catch (error) {
    // Without a secure address there is no clipboard at all.
    if (!isDenied(error)) throw error;
    editor.say(words.clipboard.noWrite(chordInWords("mod+c")));
    return false;
  }
}

/** Reads the clipboard; `null`: the browser does not allow it, and the user was told so. */
export async function readClipboard(editor: Editor): Promise<Brought | null> {
  try {
    return await broughtBy(await navigator.clipboard.read());
  } catch (error) {
    if (!isDenied(error)) throw error;
    editor.say(words.clipboard.noRead(chordInWords("mod+v")));
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
