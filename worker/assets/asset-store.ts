/** The asset store: the bytes of a room's images, as blobs of its own or in a bucket. It checks no role. */
import type { AssetId } from "../../shared/assets.ts";
import { checksum } from "../checksum.ts";
import { logError } from "../log.ts";
import { type Asset, findAsset, insertAsset, listAssets } from "../storage/asset-rows.ts";
import { deleteBlob, readBlob, writeBlob } from "../storage/blobs.ts";
import { makeTables } from "../storage/schema.ts";

/** A bucket of objects, as far as rooms use one. An R2 bucket is one. */
export interface AssetBucket {
  put(key: string, value: Uint8Array): Promise<unknown>;
  get(key: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>;
  list(options: { prefix: string; cursor?: string }): Promise<{
    readonly objects: readonly { readonly key: string }[];
    readonly truncated: boolean;
    readonly cursor?: string;
  }>;
  delete(keys: string[]): Promise<void>;
}

/** An image that is to be stored: all that its row says, but where its bytes lie. */
export type NewAsset = Omit<Asset, "blobId" | "bytes" | "bytesSum">;

/**
 * The images of one room. Their bytes lie in the bucket where one is bound, and else in the room's
 * own tables. A room reads both, so that a bucket may be bound or taken away later.
 */
export class AssetStore {
  readonly #storage: DurableObjectStorage;
  readonly #bucket: AssetBucket | null;
  readonly #prefix: string;

  /** @param name the object's id, under which the bucket has the room's images. */
  constructor(storage: DurableObjectStorage, bucket: AssetBucket | null, name: string) {
    this.#storage = storage;
    this.#bucket = bucket;
    this.#prefix = `${name}/`;
  }

  /** The image with this id as it was written; null when there is none. It reads the bytes to tell. */
  async find(id: AssetId): Promise<{ readonly asset: Asset; readonly data: Uint8Array } | null> {
    const asset = findAsset(this.#storage, id);
    const data = asset === null ? null : await this.read(asset);
    return asset === null || data === null ? null : { asset, data };
  }

  /** The bytes of an image; null when they are not what was written, which is logged. */
  async read(asset: Asset): Promise<Uint8Array | null> {
    const { id, blobId, bytesSum } = asset;
    const data = blobId === null ? await this.#fromBucket(id) : readBlob(this.#storage.sql, blobId);
    if (data !== null && checksum(data) === bytesSum) return data;
    logError("asset-damaged", new Error("The bytes of an image are not what was written."));
    return null;
  }

  /** All images that the room has. */
  list(): Asset[] {
    return listAssets(this.#storage);
  }

  /**
   * Stores an image in the bucket or, without one, in the room. Its row comes last, so that a crash
   * leaves no row without bytes.
   *
   * @param isWanted is asked once the bytes are in the bucket: the room may be deleted meanwhile.
   * @returns whether it was.
   */
  async put(asset: NewAsset, data: Uint8Array, isWanted: () => boolean): Promise<boolean> {
    if (this.#bucket === null) {
      this.putHere(asset, data);
      return true;
    }
    const key = this.#prefix + asset.id;
    await this.#bucket.put(key, data);
    if (!isWanted()) {
      await this.#bucket.delete([key]);
      return false;
    }
    makeTables(this.#storage);
    this.#insert(asset, data, () => null);
    return true;
  }

  /** Stores an image in the room's own tables, in one transaction. */
  putHere(asset: NewAsset, data: Uint8Array): void {
    makeTables(this.#storage);
    this.#insert(asset, data, () => writeBlob(this.#storage.sql, data));
  }

  /** Removes all images of the room from the bucket; those in its tables go with the tables. */
  async removeFromBucket(): Promise<void> {
    const bucket = this.#bucket;
    if (bucket === null) return;
    for (;;) {
      const { objects } = await bucket.list({ prefix: this.#prefix });
      if (objects.length === 0) return;
      await bucket.delete(objects.map(({ key }) => key));
    }
  }

  #insert(asset: NewAsset, data: Uint8Array, place: () => number | null): void {
    const { sql } = this.#storage;
    this.#storage.transactionSync(() => {
      const before = findAsset(this.#storage, asset.id);
      if (before !== null && before.blobId !== null) deleteBlob(sql, before.blobId);
      const bytes = data.byteLength;
      insertAsset(sql, { ...asset, blobId: place(), bytes, bytesSum: checksum(data) });
    });
  }

  async #fromBucket(id: AssetId): Promise<Uint8Array | null> {
    const object = (await this.#bucket?.get(this.#prefix + id)) ?? null;
    return object === null ? null : new Uint8Array(await object.arrayBuffer());
  }
}
