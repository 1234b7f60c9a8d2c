/** Adds the bytes of copied images to the clipboard, for other programs, and for pages that cannot read this room. */
import type { AssetId } from "../../../shared/assets.ts";
import type { Editor } from "../editor.ts";
import { lastCopied } from "./copy.ts";
import { type Copied, htmlOf, plainOf } from "./flavors.ts";
import { addressOf } from "./image-address.ts";

/** Bytes of the images of one copy: twice as many take browsers seconds, and other programs drop them. */
const MOST_BYTES = 6 * 1024 * 1024;

/**
 * Writes a copy anew with its images. Without them it is on the clipboard already. So nothing is lost where
 * the browser does not allow it, or the user has copied something else meanwhile.
 */
export async function addImagesToClipboard(editor: Editor, copied: Copied): Promise<void> {
  const images = await addressesOf(editor, copied.images ?? []);
  if (images.size === 0 || lastCopied(editor).get() !== copied || !document.hasFocus()) return;
  const blob = (type: string, text: string) => new Blob([text], { type });
  try {
    const item = new ClipboardItem({
      "text/html": blob("text/html", htmlOf(copied, images)),
      "text/plain": blob("text/plain", plainOf(copied)),
    });
    await navigator.clipboard.write([item]);
  } catch (error) {
    const isDenied =
      error instanceof DOMException ||
      error instanceof TypeError ||
      error instanceof ReferenceError;
    if (!isDenied) throw error;
  }
}

/** The images as addresses that hold their bytes, from the first on, as many as fit. */
async function addressesOf(
  { assets }: Editor,
  ids: readonly AssetId[],
): Promise<ReadonlyMap<AssetId, string>> {
  const addresses = new Map<AssetId, string>();
  let bytes = 0;
  for (const id of ids) {
    const loaded = await assets?.load(id);
    if (!loaded?.ok || bytes + loaded.value.size > MOST_BYTES) continue;
    bytes += loaded.value.size;
    addresses.set(id, await addressOf(loaded.value));
  }
  return addresses;
}
