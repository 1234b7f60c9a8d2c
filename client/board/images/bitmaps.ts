/** The decoded images of a room: loaded when they are first seen, in sizes that fit, within a bound of memory. */
import type { AssetId } from "../../../shared/assets.ts";
import type { Place } from "../../../shared/board/draw/pen.ts";
import { type Box, boxFromPoints, centerOf, rotate } from "../../../shared/board/geometry.ts";
import type { Point, Size } from "../../../shared/board/record.ts";
import type { ImageSource } from "./source.ts";

/** Bytes of decoded images, of which a pixel takes four. */
export const MOST_BITMAP_BYTES = 160 * 1024 * 1024;

/** Images that are loaded at once. */
const AT_ONCE = 4;

/** Halvings of an image at most: a smaller one takes a few kilobytes. */
const MOST_HALVINGS = 6;

/** Milliseconds before an image that the network did not bring is asked for again: doubled up to the second. */
const AGAIN_MS = { first: 2_000, most: 60_000 } as const;

/** Milliseconds after which an image that could not be had is asked for again when it is painted. */
const AGAIN_FAILED_MS = 30_000;

/** Milliseconds in which a picture that was used counts as seen. */
const SEEN_MS = 1_000;

/** How an image could not be had: for good, or until the network is better. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
  readonly isFinal: boolean;

  constructor(isFinal: boolean) {
    super("The image cannot be had.");
    this.isFinal = isFinal;
  }
}

/** The surroundings of the cache, which tests stand in for. */
export interface BitmapsOptions {
  /** @throws Unavailable */
  readonly load: (asset: AssetId) => Promise<Blob>;
  /** A picture of the image with sides divided by 2 to the power of `halvings`. */
  readonly decode: (blob: Blob, natural: Size, halvings: number) => Promise<ImageBitmap>;
  readonly now?: () => number;
  readonly later?: (action: () => void, ms: number) => void;
  readonly most?: number;
}

/** One picture of an image. */
interface Kept {
  readonly bitmap: ImageBitmap;
  readonly halvings: number;
  readonly bytes: number;
  usedAt: number;
}

/** All that is known of one image. */
interface Entry {
  readonly asset: AssetId;
  natural: Size;
  kept: Kept[];
  /** The picture that is wanted, or on its way; null: what is there is what is wanted. */
  wanted: number | null;
  isAtWork: boolean;
  failures: number;
  /** When it could not be had last; null: it has not failed since there was something new. */
  failedAt: number | null;
  state: "fine" | "waiting" | "failed";
  /** Where it is seen and not as it should be. */
  places: Map<string, Box>;
}

/**
 * Pictures of images by halvings. A picture that is too small or too large stands in for the one
 * that is on its way. When what is seen does not fit into the memory, all pictures become coarser.
 */
export class Bitmaps implements ImageSource {
  readonly #load: BitmapsOptions["load"];
  readonly #decode: BitmapsOptions["decode"];
  readonly #now: () => number;
  readonly #later: (action: () => void, ms: number) => void;
  readonly #most: number;
  readonly #entries = new Map<AssetId, Entry>();
  readonly #queue: Entry[] = [];
  readonly #listeners = new Set<(boxes: readonly Box[]) => void>();
  #atWork = 0;
  #bytes = 0;
  #coarser = 0;
  #isEnded = false;

  constructor({
    load,
    decode,
    now = () => performance.now(),
    later = (action, ms) => void setTimeout(action, ms),
    most = MOST_BITMAP_BYTES,
  }: BitmapsOptions) {
    this.#load = load;
    this.#decode = decode;
    this.#now = now;
    this.#later = later;
    this.#most = most;
  }

  /** Bytes of the pictures that are kept. */
  get bytes(): number {
    return this.#bytes;
  }

  get(
    asset: AssetId,
    natural: Size,
    pixels: number,
    at: Place,
  ): ImageBitmap | "loading" | "failed" {
    const entry = this.#entryOf(asset, natural);
    if (entry.state === "failed") {
      // Somebody may bring it later: whoever looks at it then asks once in a while.
      note(entry, at);
      if (this.#now() - (entry.failedAt ?? 0) < AGAIN_FAILED_MS) return "failed";
      entry.state = "fine";
    }
    const halvings = this.#halvingsFor(natural, pixels);
    const best = nearest(entry.kept, halvings);
    if (best !== null) best.usedAt = this.#now();
    if (best?.halvings !== halvings) {
      note(entry, at);
      this.#want(entry, halvings);
    }
    return best?.bitmap ?? (entry.failedAt === null ? "loading" : "failed");
  }

  subscribe(listener: (boxes: readonly Box[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The network is back: what it did not bring is asked for at once. */
  retry(): void {
    for (const entry of this.#entries.values()) {
      if (entry.state !== "waiting") continue;
      entry.state = "fine";
      if (entry.wanted !== null) this.#enqueue(entry);
    }
  }

  /** The room has stored an image just now: one that could not be had is asked for again. */
  renew(asset: AssetId): void {
    const entry = this.#entries.get(asset);
    if (entry?.state !== "failed") return;
    entry.state = "fine";
    entry.failedAt = null;
    this.#tell(entry);
  }

  destroy(): void {
    this.#isEnded = true;
    for (const { kept } of this.#entries.values()) for (const { bitmap } of kept) bitmap.close();
    this.#entries.clear();
    this.#queue.length = 0;
    this.#listeners.clear();
  }

  #entryOf(asset: AssetId, natural: Size): Entry {
    let entry = this.#entries.get(asset);
    if (entry === undefined) {
      entry = {
        asset,
        natural,
        kept: [],
        wanted: null,
        isAtWork: false,
        failures: 0,
        failedAt: null,
        state: "fine",
        places: new Map(),
      };
      this.#entries.set(asset, entry);
    }
    return entry;
  }

  #halvingsFor([width, height]: Size, pixels: number): number {
    const needed = Math.floor(Math.log2(Math.max(width, height) / Math.max(pixels, 1)));
    return Math.max(0, Math.min(MOST_HALVINGS, Math.max(0, needed) + this.#coarser));
  }

  #want(entry: Entry, halvings: number): void {
    if (entry.wanted === halvings) return;
    const isNew = entry.wanted === null;
    entry.wanted = halvings;
    if (isNew && !entry.isAtWork && entry.state === "fine") this.#enqueue(entry);
  }

  #enqueue(entry: Entry): void {
    this.#queue.push(entry);
    this.#work();
  }

  #work(): void {
    while (this.#atWork < AT_ONCE) {
      // The newest first: it is what is looked at now.
      const entry = this.#queue.pop();
      if (entry === undefined) return;
      if (entry.isAtWork || entry.wanted === null) continue;
      entry.isAtWork = true;
      this.#atWork += 1;
      void this.#bring(entry, entry.wanted).finally(() => {
        entry.isAtWork = false;
        this.#atWork -= 1;
        if (this.#isEnded) return;
        if (entry.wanted !== null && entry.state === "fine") this.#queue.push(entry);
        this.#work();
      });
    }
  }

  async #bring(entry: Entry, halvings: number): Promise<void> {
    try {
      const blob = await this.#load(entry.asset);
      const bitmap = await this.#decode(blob, entry.natural, halvings);
      if (this.#isEnded) {
        bitmap.close();
        return;
      }
      this.#keep(entry, bitmap, halvings);
      entry.failures = 0;
      entry.failedAt = null;
      if (entry.wanted === halvings) entry.wanted = null;
    } catch (error) {
      if (this.#isEnded) return;
      // Bytes that no browser can decode stay so.
      const isFinal = !(error instanceof Unavailable) || error.isFinal;
      if (isFinal) this.#fail(entry);
      else this.#waitFor(entry);
    }
    this.#tell(entry);
  }

  #fail(entry: Entry): void {
    entry.wanted = null;
    // A coarser picture of it is shown on.
    if (entry.kept.length > 0) return;
    entry.state = "failed";
    entry.failedAt = this.#now();
  }

  #waitFor(entry: Entry): void {
    entry.state = "waiting";
    entry.failures += 1;
    const ms = Math.min(AGAIN_MS.most, AGAIN_MS.first * 2 ** (entry.failures - 1));
    this.#later(() => {
      if (this.#isEnded || entry.state !== "waiting") return;
      entry.state = "fine";
      if (entry.wanted !== null) this.#enqueue(entry);
    }, ms);
  }

  #keep(entry: Entry, bitmap: ImageBitmap, halvings: number): void {
    const bytes = 4 * bitmap.width * bitmap.height;
    entry.kept.push({ bitmap, halvings, bytes, usedAt: this.#now() });
    this.#bytes += bytes;
    this.#evict(entry);
  }

  /** Lets go of what was not used for longest. When that is seen itself, all pictures become coarser. */
  #evict(newest: Entry): void {
    while (this.#bytes > this.#most) {
      const oldest = this.#oldest(newest);
      if (oldest === null) return;
      const { entry, kept } = oldest;
      if (this.#now() - kept.usedAt < SEEN_MS && this.#coarser < MOST_HALVINGS) this.#coarser += 1;
      entry.kept = entry.kept.filter((each) => each !== kept);
      this.#bytes -= kept.bytes;
      kept.bitmap.close();
    }
    if (this.#bytes < this.#most / 8) this.#coarser = Math.max(0, this.#coarser - 1);
  }

  #oldest(newest: Entry): { readonly entry: Entry; readonly kept: Kept } | null {
    let oldest: { readonly entry: Entry; readonly kept: Kept } | null = null;
    for (const entry of this.#entries.values()) {
      for (const kept of entry.kept) {
        if (entry === newest && kept === entry.kept.at(-1)) continue;
        if (oldest === null || kept.usedAt < oldest.kept.usedAt) oldest = { entry, kept };
      }
    }
    return oldest;
  }

  #tell(entry: Entry): void {
    const boxes = [...entry.places.values()];
    entry.places.clear();
    if (boxes.length === 0) return;
    for (const listener of this.#listeners) listener(boxes);
  }
}

/** Notes a place that is painted again when there is another picture. */
function note(entry: Entry, at: Place): void {
  const box = boxOfPlace(at);
  entry.places.set(`${box.minX} ${box.minY} ${box.maxX} ${box.maxY}`, box);
}

/** The kept picture that is best for so many halvings: the same, else a finer one, else the next coarser one. */
function nearest(kept: readonly Kept[], halvings: number): Kept | null {
  let best: Kept | null = null;
  const badness = (each: Kept) =>
    each.halvings <= halvings ? halvings - each.halvings : 10 + each.halvings - halvings;
  for (const each of kept) if (best === null || badness(each) < badness(best)) best = each;
  return best;
}

/** The upright box around a place. */
function boxOfPlace({ xy, size, angle }: Place): Box {
  const [x, y] = xy;
  const box = { minX: x, minY: y, maxX: x + size[0], maxY: y + size[1] };
  if (angle === 0) return box;
  const corners: readonly Point[] = [
    [box.minX, box.minY],
    [box.maxX, box.minY],
    [box.maxX, box.maxY],
    [box.minX, box.maxY],
  ];
  const center = centerOf(xy, size);
  return boxFromPoints(corners.map((corner) => rotate(corner, center, angle))) ?? box;
}

/** Decodes an image in the browser, smaller where that is enough. */
export function decodeBitmap(
  blob: Blob,
  [width, height]: Size,
  halvings: number,
): Promise<ImageBitmap> {
  if (halvings === 0) return createImageBitmap(blob);
  const scale = 2 ** halvings;
  return createImageBitmap(blob, {
    resizeWidth: Math.max(1, Math.round(width / scale)),
    resizeHeight: Math.max(1, Math.round(height / scale)),
    resizeQuality: "high",
  });
}
