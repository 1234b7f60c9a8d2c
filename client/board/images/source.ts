/** Where a pen gets images from: pictures of them that are decoded, as large as they are seen. */
import type { AssetId } from "../../../shared/assets.ts";
import type { Place } from "../../../shared/board/draw/pen.ts";
import type { Box } from "../../../shared/board/geometry.ts";
import type { Size } from "../../../shared/board/record.ts";

/** The decoded images of a room. */
export interface ImageSource {
  /**
   * A picture of an image, about as large as it is seen, or why there is none. The place is told
   * to be painted again when a better one has come.
   *
   * @param pixels device pixels that the longer side of the whole image takes.
   */
  get(asset: AssetId, natural: Size, pixels: number, at: Place): ImageBitmap | "loading" | "failed";
  /** Tells the boxes of the board in which images have come, or cannot be had. */
  subscribe(listener: (boxes: readonly Box[]) => void): () => void;
}
