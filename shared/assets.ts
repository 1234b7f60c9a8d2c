/** Assets: the ids and types of stored images, which both ends check. They know no bytes. */

/** The id of an image: the SHA-256 of its bytes in base64url. The same image has one id. */
export type AssetId = string & { readonly __brand: "AssetId" };

const ASSET_ID = /^[A-Za-z0-9_-]{43}$/;

/** Reads an asset's id; null when it is none. */
export function parseAssetId(value: unknown): AssetId | null {
  return typeof value === "string" && ASSET_ID.test(value) ? (value as AssetId) : null;
}

/** The types of images that a room stores, and the ending of a file of each. SVG is none: it can hold programs. */
export const IMAGE_TYPES = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/webp": "webp",
  "image/gif": "gif",
} as const;
export type ImageType = keyof typeof IMAGE_TYPES;

/** Reads the type of an image; null when the room stores no such images. */
export function parseImageType(value: unknown): ImageType | null {
  return typeof value === "string" && Object.hasOwn(IMAGE_TYPES, value)
    ? (value as ImageType)
    : null;
}

/** The request header with which a client shows its guest's secret, keys and token, as the subprotocols of a socket do. */
export const ACCESS_HEADER = "Stoa-Access";

/** Answer to a stored image. */
export interface StoredImage {
  readonly id: AssetId;
  readonly type: ImageType;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}
