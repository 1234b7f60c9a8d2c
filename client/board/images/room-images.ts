/** The images of a room as its pens get them: loaded by the room's channel, decoded by the browser. */
import type { AssetChannel } from "../../sync/channel.ts";
import { Bitmaps, decodeBitmap, Unavailable } from "./bitmaps.ts";
import type { ImageSource } from "./source.ts";

/** Images that live as long as their board. */
export interface RoomImages {
  readonly source: ImageSource;
  /** The channel that the images come by. An image that it stores is looked at anew. */
  readonly assets: AssetChannel;
  destroy(): void;
}

/** Makes the source of a board's images. Images that the network did not bring are asked for when it is back. */
export function roomImages(assets: AssetChannel): RoomImages {
  const bitmaps = new Bitmaps({
    decode: decodeBitmap,
    async load(asset) {
      const loaded = await assets.load(asset);
      if (!loaded.ok) throw new Unavailable(loaded.isFinal);
      return loaded.value;
    },
  });
  const retry = () => bitmaps.retry();
  addEventListener("online", retry);
  return {
    source: bitmaps,
    assets: {
      load: (...asked) => assets.load(...asked),
      async store(...image) {
        const stored = await assets.store(...image);
        if (stored.ok) bitmaps.renew(stored.value.id);
        return stored;
      },
    },
    destroy() {
      removeEventListener("online", retry);
      bitmaps.destroy();
    },
  };
}
