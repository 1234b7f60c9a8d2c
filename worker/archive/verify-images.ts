/** Verification of an archive's images: each is what its name says, and all are within a room's limits. */
import { toBase64Url } from "../../shared/ids.ts";
import { MAX_ASSET } from "../../shared/limits.ts";
import type { NewAsset } from "../assets/asset-store.ts";
import { isTooManyPixels, readImageHeader } from "../assets/image-header.ts";
import { MAX_ASSETS, MAX_ASSETS_BYTES } from "../limits.ts";
import type { Budget } from "./budget.ts";
import { type ImageLine, imageLineSchema, PATHS, readLines } from "./format.ts";
import type { Pauses } from "./pauses.ts";
import type { Staging } from "./staging.ts";
import { BadArchive } from "./tar.ts";

/** An image that has been checked, and the file in which it lies. */
export interface VerifiedImage {
  readonly file: string;
  readonly image: NewAsset;
}

/**
 * Reads the list of images and each of them. An image whose bytes were damaged before the export
 * has no file, and is left out.
 *
 * @throws BadArchive with the fault.
 */
export async function verifyImages(
  staged: Staging,
  { pauses, budget }: { readonly pauses: Pauses; readonly budget: Budget },
): Promise<VerifiedImage[]> {
  const list = staged.has(PATHS.images) ? staged.read(PATHS.images) : new Uint8Array();
  const images: VerifiedImage[] = [];
  let count = 0;
  let bytes = 0;
  for (const line of readLines(PATHS.images, list, imageLineSchema)) {
    budget.assertTime(Date.now());
    await pauses.take();
    const data = line.file === null ? new Uint8Array() : staged.read(line.file);
    count += 1;
    bytes += data.byteLength;
    if (count > MAX_ASSETS || bytes > MAX_ASSETS_BYTES) {
      throw new BadArchive("The archive holds more images than a room takes.");
    }
    if (line.file === null) continue;
    images.push({ file: line.file, image: await verifyImage(line, line.file, data) });
  }
  const files = new Set(images.map(({ file }) => file));
  if (files.size !== images.length || staged.paths("images/").length !== images.length) {
    throw new BadArchive("images/ does not hold what its list says.");
  }
  return images;
}

async function verifyImage(
  { id, type, by, at }: ImageLine,
  file: string,
  data: Uint8Array,
): Promise<NewAsset> {
  const hash = toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", data)));
  const header = readImageHeader(data);
  if (file !== PATHS.image(id, type) || hash !== id || header?.type !== type) {
    throw new BadArchive(`${file} is not the image that its name says.`);
  }
  if (data.byteLength > MAX_ASSET || isTooManyPixels(header)) {
    throw new BadArchive(`${file} is larger than a room takes.`);
  }
  return { id, ...header, by, at };
}
