/** Assets: who may store and read the room's images, and how many. It knows no REST, and no pixel. */
import type { AssetId, StoredImage } from "../../shared/assets.ts";
import { MAX_ASSET } from "../../shared/limits.ts";
import { mayEdit } from "../../shared/roles.ts";
import type { AssetStore } from "../assets/asset-store.ts";
import type { ImageHeader } from "../assets/image-header.ts";
import { MAX_ASSETS, MAX_ASSETS_BYTES, PERSON_ASSETS } from "../limits.ts";
import { assertDiskSpace, isDiskLow } from "../machine.ts";
import { failure, type Result, success } from "../result.ts";
import { type Asset, assetUsage, assetUsageOf, findAsset } from "../storage/asset-rows.ts";
import { isStorageFull } from "../storage/storage-errors.ts";
import type { RequestClaims } from "./connect-claims.ts";
import type { Parts } from "./parts.ts";

/** Why an image is not stored, or not shown. */
export type AssetError =
  | "deleted"
  | "no-access"
  | "import-running"
  | "too-large"
  | "too-many-rooms"
  | "too-many-images"
  | "images-full"
  | "room-full"
  | "no-such-image";

/** An image as it is shown. */
export interface ShownAsset extends StoredImage {
  readonly data: Uint8Array;
}

type AssetParts = Pick<Parts, "access" | "admin" | "damage" | "settings" | "turns" | "visits">;

/** Takes and shows images, within the limits of the room and of each person. */
export class Assets {
  readonly #storage: DurableObjectStorage;
  readonly #store: AssetStore;
  readonly #parts: AssetParts;

  constructor(storage: DurableObjectStorage, store: AssetStore, parts: AssetParts) {
    this.#storage = storage;
    this.#store = store;
    this.#parts = parts;
  }

  /** May this client bring an image of so many bytes? Asked before the bytes come. */
  mayStore(claims: RequestClaims, bytes: number): Result<null, AssetError> {
    const { access, admin, damage, visits } = this.#parts;
    const now = Date.now();
    if (admin.gone !== null) return admin.gone;
    if (admin.intake.isRunning(now)) return failure("import-running");
    const role = access.roleOf(claims, now);
    if (role === null || !mayEdit(role) || damage.isDamaged) return failure("no-access");
    if (bytes > MAX_ASSET) return failure("too-large");
    if (isDiskLow()) return failure("room-full");
    const room = assetUsage(this.#storage);
    if (room.count >= MAX_ASSETS || room.bytes + bytes > MAX_ASSETS_BYTES) {
      return failure("images-full");
    }
    const own = assetUsageOf(this.#storage, claims.userId, now - PERSON_ASSETS.ms);
    if (own.count >= PERSON_ASSETS.count || own.bytes + bytes > PERSON_ASSETS.bytes) {
      return failure("too-many-images");
    }
    return visits.mayComeFrom(claims.from) ? success(null) : failure("too-many-rooms");
  }

  /**
   * Stores an image. The same image is stored once: bringing it again says where it is, and mends
   * one that is damaged.
   *
   * @param header as the Worker has read it from these bytes.
   */
  async store(
    claims: RequestClaims,
    id: AssetId,
    header: ImageHeader,
    data: Uint8Array,
  ): Promise<Result<StoredImage, AssetError>> {
    const { admin, settings, turns } = this.#parts;
    // The image that is there costs nobody anything.
    const refused = this.mayStore(claims, findAsset(this.#storage, id) === null ? data.length : 0);
    if (!refused.ok) return refused;
    const there = await this.#store.find(id);
    if (there !== null) return success(toStored(there.asset));
    const began = performance.now();
    try {
      assertDiskSpace();
      settings.keepRoomId(claims.roomId);
      const asset = { id, ...header, by: claims.userId, at: Date.now() };
      const isWanted = () => this.mayStore(claims, data.length).ok;
      // The room was deleted, or closed to this person, while the bucket took the bytes.
      if (!(await this.#store.put(asset, data, isWanted)))
        return admin.gone ?? failure("no-access");
    } catch (error) {
      if (isStorageFull(error)) return failure("room-full");
      throw error;
    }
    turns.charge(performance.now() - began);
    return success({ id, ...header, bytes: data.byteLength });
  }

  /** Reads an image, for everybody who may read the room. */
  async read(claims: RequestClaims, id: AssetId): Promise<Result<ShownAsset, AssetError>> {
    const { access, admin } = this.#parts;
    const now = Date.now();
    if (admin.gone !== null) return admin.gone;
    if (admin.intake.isRunning(now)) return failure("import-running");
    if (access.roleOf(claims, now) === null) return failure("no-access");
    const found = await this.#store.find(id);
    if (found === null) return failure("no-such-image");
    return success({ ...toStored(found.asset), data: found.data });
  }
}

function toStored({ id, type, width, height, bytes }: Asset): StoredImage {
  return { id, type, width, height, bytes };
}
