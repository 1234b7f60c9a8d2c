/** Stores the images of a file in the room, before the shapes that show them are written. */
import type { AssetId } from "../../../shared/assets.ts";
import type { Size } from "../../../shared/board/shape.ts";
import { MAX_ASSET } from "../../../shared/limits.ts";
import type { Editor } from "../editor.ts";
import { type Prepared, type PrepareFault, prepare } from "../images/prepare.ts";
import { Cancelled } from "./slices.ts";

/** An image that the room has. */
export interface StoredImage {
  readonly asset: AssetId;
  readonly natural: Size;
}

/** How often an image is tried when the network or the server does not take it, and the wait between, in milliseconds. */
const TRIES = 4;
const WAIT_MS = 1_500;

/** Stores images one after the other. Those that cannot be stored are missing in the result. */
export async function storeImages(
  editor: Editor,
  images: ReadonlyMap<string, string>,
  signal: AbortSignal,
  onProgress: (share: number) => void,
  make: (file: File) => Promise<Prepared | PrepareFault> = prepare,
): Promise<ReadonlyMap<string, StoredImage>> {
  const stored = new Map<string, StoredImage>();
  let done = 0;
  for (const [name, address] of images) {
    onProgress(done / images.size);
    const file = fileOf(address);
    const image = file === null ? null : await make(file);
    const asset =
      image === null || typeof image === "string" ? null : await store(editor, image, signal);
    if (signal.aborted) throw new Cancelled();
    if (image !== null && typeof image !== "string" && asset !== null) {
      stored.set(name, { asset, natural: image.size });
    }
    done++;
  }
  return stored;
}

async function store(
  { assets }: Editor,
  image: Prepared,
  signal: AbortSignal,
): Promise<AssetId | null> {
  for (let left = TRIES; assets !== null && left > 0 && !signal.aborted; left--) {
    const result = await assets.store(image.blob);
    if (result.ok) return result.value.id;
    if (result.isFinal) return null;
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  return null;
}

/** The file that a `data:` address holds; `null`: it is none, or holds no image. */
export function fileOf(address: string): File | null {
  const comma = address.slice(0, 200).indexOf(",");
  const head = /^data:(image\/[a-z.+-]+)(;[^,]*)?$/i.exec(address.slice(0, Math.max(0, comma)));
  if (head === null || address.length > 4 * MAX_ASSET) return null;
  const data = address.slice(comma + 1);
  try {
    const isCoded = /;base64$/i.test(head[2] ?? "");
    const bytes = isCoded
      ? Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
      : new TextEncoder().encode(decodeURIComponent(data));
    return new File([bytes], "", { type: (head[1] ?? "").toLowerCase() });
  } catch (error) {
    if (error instanceof DOMException || error instanceof URIError) return null;
    throw error;
  }
}
