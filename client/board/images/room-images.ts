/** The images of a room as its pens get them: loaded by the room's channel, decoded by the browser. */
import type { AssetChannel } from "../../sync/channel.ts";
import type { Box } from "../geometry.ts";
import type { Bitmaps } from "./bitmaps.ts";
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
  const source = new LaterBitmaps(assets);
  const retry = () => source.retry();
  addEventListener("online", retry);
  return {
    source,
    assets: {
      load: (...asked) => assets.load(...asked),
      async store(...image) {
        const stored = await assets.store(...image);
        if (stored.ok) source.bitmaps?.renew(stored.value.id);
        return stored;
      },
    },
    destroy() {
      removeEventListener("online", retry);
      source.destroy();
    },
  };
}

/** Images that were asked for before the code was there: more are asked for again when they are painted. */
const MOST_ASKED = 500;

/** Milliseconds until the code is asked for again, when it could not be loaded. */
const RETRY_MS = 5_000;

type Asked = Parameters<ImageSource["get"]>;

/** The decoded images, whose code is loaded when the first one is seen: most boards have none. */
class LaterBitmaps implements ImageSource {
  bitmaps: Bitmaps | null = null;
  readonly #assets: AssetChannel;
  readonly #listeners = new Set<(boxes: readonly Box[]) => void>();
  #asked: Asked[] = [];
  #isLoading = false;
  #failedAt = Number.NEGATIVE_INFINITY;
  #isEnded = false;

  constructor(assets: AssetChannel) {
    this.#assets = assets;
  }

  get(...asked: Asked): ReturnType<ImageSource["get"]> {
    if (this.bitmaps !== null) return this.bitmaps.get(...asked);
    if (this.#asked.length < MOST_ASKED) this.#asked.push(asked);
    if (performance.now() - this.#failedAt > RETRY_MS) this.#load();
    return "loading";
  }

  subscribe(listener: (boxes: readonly Box[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The network is back. */
  retry(): void {
    this.bitmaps?.retry();
    if (this.#asked.length > 0) this.#load();
  }

  destroy(): void {
    this.#isEnded = true;
    this.bitmaps?.destroy();
  }

  #load(): void {
    if (this.#isLoading || this.bitmaps !== null) return;
    this.#isLoading = true;
    import("./bitmaps.ts").then(
      (part) => this.#begin(part),
      () => {
        this.#isLoading = false;
        this.#failedAt = performance.now();
      },
    );
  }

  #begin({ Bitmaps, decodeBitmap, Unavailable }: typeof import("./bitmaps.ts")): void {
    if (this.#isEnded) return;
    const assets = this.#assets;
    const bitmaps = new Bitmaps({
      decode: decodeBitmap,
      async load(asset) {
        const loaded = await assets.load(asset);
        if (!loaded.ok) throw new Unavailable(loaded.isFinal);
        return loaded.value;
      },
    });
    bitmaps.subscribe((boxes) => {
      for (const listener of this.#listeners) listener(boxes);
    });
    this.bitmaps = bitmaps;
    // Each is on its way from now on, and its place is told when it has come.
    for (const asked of this.#asked) bitmaps.get(...asked);
    this.#asked = [];
  }
}
