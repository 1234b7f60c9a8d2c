/** The stored images of a picture that is exported: loaded before it is drawn. */
import type { AssetId } from "../../../shared/assets.ts";
import type { AssetChannel } from "../../sync/channel.ts";
import { addressOf } from "../clipboard/image-address.ts";
import type { ImageSource } from "../images/source.ts";
import type { Placed } from "../scene/scene.ts";

/** Images that are loaded at once. */
const AT_ONCE = 4;

/** Bytes of all images of one picture; those beyond are drawn as ones that are not there. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Loads the images of some shapes. One that cannot be had is left out, and the picture shows its words. */
export async function imagesOf(
  assets: AssetChannel | null,
  shapes: readonly Placed[],
): Promise<ReadonlyMap<AssetId, Blob>> {
  const wanted = new Set(
    shapes.flatMap(({ shape }) => (shape.type === "image" ? [shape.asset] : [])),
  );
  const images = new Map<AssetId, Blob>();
  const rest = [...wanted];
  let bytes = 0;
  const work = async () => {
    for (let asset = rest.shift(); asset !== undefined; asset = rest.shift()) {
      const loaded = await assets?.load(asset);
      if (!loaded?.ok || bytes + loaded.value.size > MOST_BYTES) continue;
      bytes += loaded.value.size;
      images.set(asset, loaded.value);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return images;
}

/** Decodes images for a canvas. */
export async function decoded(images: ReadonlyMap<AssetId, Blob>): Promise<ImageSource> {
  const bitmaps = new Map<AssetId, ImageBitmap>();
  for (const [asset, blob] of images) {
    const bitmap = await createImageBitmap(blob).catch(() => null);
    if (bitmap !== null) bitmaps.set(asset, bitmap);
  }
  return { get: (asset) => bitmaps.get(asset) ?? "failed", subscribe: () => () => undefined };
}

/** Writes images as addresses that hold them, for a file. */
export async function asAddresses(
  images: ReadonlyMap<AssetId, Blob>,
): Promise<ReadonlyMap<AssetId, string>> {
  const addresses = new Map<AssetId, string>();
  for (const [asset, blob] of images) addresses.set(asset, await addressOf(blob));
  return addresses;
}
