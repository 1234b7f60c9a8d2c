/** The rows of the table `asset`: which images the room has, and where their bytes lie. They know no pixels. */
import { type AssetId, type ImageType, parseAssetId, parseImageType } from "../../shared/assets.ts";
import { isAsWritten, type RowValue, rowSum } from "../checksum.ts";
import { logError } from "../log.ts";
import { countRows } from "../metrics.ts";
import { ASSET_COLUMNS } from "./row-sums.ts";
import { isMade } from "./schema.ts";

/** One stored image. */
export interface Asset {
  readonly id: AssetId;
  /** The blob of its bytes; null where they lie in the bucket. */
  readonly blobId: number | null;
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** Checksum of its bytes. */
  readonly bytesSum: number;
  /** Public id of the person who brought it, and when. */
  readonly by: string;
  readonly at: number;
}

type Row = Record<string, SqlStorageValue>;

/** Images, how many and how many bytes. */
export interface AssetUsage {
  readonly count: number;
  readonly bytes: number;
}

/** The image with this id; null when there is none, or its row has changed. */
export function findAsset(storage: DurableObjectStorage, id: AssetId): Asset | null {
  if (!isMade(storage)) return null;
  const [row] = storage.sql.exec<Row>("SELECT * FROM asset WHERE id = ?", id).toArray();
  return row === undefined ? null : toAsset(row);
}

/** All images that the room has, in the order of their ids; damaged rows are left out. */
export function listAssets(storage: DurableObjectStorage): Asset[] {
  if (!isMade(storage)) return [];
  const rows = storage.sql.exec<Row>("SELECT * FROM asset ORDER BY id").toArray();
  return rows.map(toAsset).filter((asset) => asset !== null);
}

/** Counts all images of the room. */
export function assetUsage(storage: DurableObjectStorage): AssetUsage {
  if (!isMade(storage)) return { count: 0, bytes: 0 };
  return storage.sql
    .exec<{ count: number; bytes: number }>(
      "SELECT count(*) AS count, coalesce(sum(bytes), 0) AS bytes FROM asset",
    )
    .one();
}

/** Counts the images that one person has brought after a time. */
export function assetUsageOf(storage: DurableObjectStorage, by: string, after: number): AssetUsage {
  if (!isMade(storage)) return { count: 0, bytes: 0 };
  return storage.sql
    .exec<{ count: number; bytes: number }>(
      "SELECT count(*) AS count, coalesce(sum(bytes), 0) AS bytes FROM asset WHERE by_id = ? AND at > ?",
      by,
      after,
    )
    .one();
}

/** Writes a row; one that is damaged gives way to it. */
export function insertAsset(sql: SqlStorage, asset: Asset): void {
  const values = assetValues(asset);
  countRows(
    sql.exec(
      "INSERT OR REPLACE INTO asset (id, blob, type, width, height, bytes, bytes_sum, by_id, at, sum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      ...values,
      rowSum(...values),
    ),
  );
}

/**
 * Returns the ids of the blobs of all images; null when a row has changed, so that nobody knows
 * which blob it named.
 */
export function assetBlobIds(sql: SqlStorage): number[] | null {
  const rows = sql.exec<Row>("SELECT * FROM asset").toArray();
  if (!rows.every(isSound)) return null;
  return rows.map(({ blob }) => blob).filter((blob) => typeof blob === "number");
}

function assetValues(asset: Asset): (string | number | null)[] {
  const { id, blobId, type, width, height, bytes, bytesSum, by, at } = asset;
  return [id, blobId, type, width, height, bytes, bytesSum, by, at];
}

function isSound(row: Row): boolean {
  const values = ASSET_COLUMNS.map((column): RowValue => row[column] ?? null);
  return row["sum"] !== null && isAsWritten(row["sum"] ?? null, ...values);
}

function toAsset(row: Row): Asset | null {
  const id = parseAssetId(row["id"]);
  const type = parseImageType(row["type"]);
  if (!isSound(row) || id === null || type === null) {
    logError("asset-damaged", new Error("A row of an image is not what was written."));
    return null;
  }
  return {
    id,
    blobId: typeof row["blob"] === "number" ? row["blob"] : null,
    type,
    width: Number(row["width"]),
    height: Number(row["height"]),
    bytes: Number(row["bytes"]),
    bytesSum: Number(row["bytes_sum"]),
    by: String(row["by_id"]),
    at: Number(row["at"]),
  };
}
