/** Preparing an image before it is stored: made smaller, in a type that a room stores, without what a camera wrote beside it. */
import { parseImageType } from "../../../shared/assets.ts";
import type { Size } from "../../../shared/board/record.ts";
import { MAX_ASSET, MAX_ASSET_SIDE } from "../../../shared/limits.ts";

/** Pixels of the longest side of an image that is stored: sharp on a whole screen. */
export const LONGEST_SIDE = 2_560;

/** Bytes up to which a small PNG or WebP is stored as it is: its pixels stay exact. */
const AS_IT_IS = 1024 * 1024;

/** Bytes of a drawing (SVG) that is still turned into pixels. */
const MOST_SVG = 4 * 1024 * 1024;

/** The quality of pictures that lose a little: nobody sees it. */
const QUALITY = 0.86;

/** An image that is ready to be stored. */
export interface Prepared {
  readonly blob: Blob;
  readonly size: Size;
}

/** Why an image cannot be stored. */
export type PrepareFault = "no-image" | "too-large" | "too-many-pixels";

/** Plans the way of an image of so many pixels: it is kept as it is, or drawn anew in another size. */
export function planOf(
  type: string,
  bytes: number,
  [width, height]: Size,
): { readonly kind: "keep" } | { readonly kind: "draw"; readonly size: Size } | PrepareFault {
  if (type === "image/gif") {
    // Its frames would be lost.
    if (Math.max(width, height) > MAX_ASSET_SIDE) return "too-many-pixels";
    return bytes > MAX_ASSET ? "too-large" : { kind: "keep" };
  }
  const longest = Math.max(width, height);
  const isSmall = longest <= LONGEST_SIDE && bytes <= AS_IT_IS;
  // The words of a camera in a JPEG, such as the place, go with the old bytes.
  if (isSmall && type !== "image/jpeg" && parseImageType(type) !== null) return { kind: "keep" };
  const scale = Math.min(1, LONGEST_SIDE / longest);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return { kind: "draw", size: [side(width), side(height)] };
}

/** Prepares a file of the user's. */
export async function prepare(file: File): Promise<Prepared | PrepareFault> {
  if (file.type === "image/svg+xml") return prepareDrawing(file);
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return "no-image";
  try {
    const size: Size = [bitmap.width, bitmap.height];
    const plan = planOf(file.type, file.size, size);
    if (typeof plan === "string") return plan;
    if (plan.kind === "keep") return { blob: file, size };
    return await drawn(bitmap, plan.size, file.type === "image/jpeg");
  } finally {
    bitmap.close();
  }
}

/** Turns a drawing (SVG) into pixels. As an image, it runs no script and loads nothing. */
async function prepareDrawing(file: File): Promise<Prepared | PrepareFault> {
  if (file.size > MOST_SVG) return "too-large";
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const own: Size = [image.naturalWidth || 300, image.naturalHeight || 300];
    // It is sharp at every size, so it gets more pixels than it asks for.
    const scale = Math.min(2, LONGEST_SIDE / Math.max(...own));
    const size: Size = [
      Math.max(1, Math.round(own[0] * scale)),
      Math.max(1, Math.round(own[1] * scale)),
    ];
    return await drawn(image, size, false);
  } catch (error) {
    if (error instanceof DOMException) return "no-image";
    throw error;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Draws an image anew in a size; `isOpaque`: it has no pixel that one sees through. */
async function drawn(
  source: CanvasImageSource,
  size: Size,
  isOpaque: boolean,
): Promise<Prepared | PrepareFault> {
  const canvas = document.createElement("canvas");
  canvas.width = size[0];
  canvas.height = size[1];
  const context = canvas.getContext("2d");
  if (context === null) return "no-image";
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, size[0], size[1]);
  // A browser that writes no WebP gives a PNG.
  let blob = await toBlob(canvas, "image/webp");
  if (isOpaque && blob?.type === "image/png") blob = await toBlob(canvas, "image/jpeg");
  if (blob === null) return "no-image";
  return blob.size > MAX_ASSET ? "too-large" : { blob, size };
}

function toBlob(canvas: HTMLCanvasElement, type: string): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY));
}
