/** Quarantine: the newest refused frames as rows, within bounds. It decides no refusal. */
import { QUARANTINE_BYTES, QUARANTINE_FRAMES, QUARANTINE_PER_MINUTE } from "../limits.ts";
import { logError, logInfo } from "../log.ts";
import { metrics } from "../metrics.ts";
import { isMade } from "../storage/schema.ts";
import { Bucket } from "./rates.ts";

/** A frame that was refused. */
export interface QuarantinedFrame {
  /** The public id of its sender. */
  readonly who: string;
  readonly reason: string;
  readonly data: Uint8Array;
}

/**
 * Keeps refused frames, for the operator who has to find out what went wrong:
 * the newest frames, the beginning of each. It never grows beyond its bounds,
 * and a room whose storage is full goes without.
 */
export class Quarantine {
  readonly #storage: DurableObjectStorage;
  #bucket: Bucket | null = null;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  keep({ who, reason, data }: QuarantinedFrame, now: number): void {
    this.#bucket ??= new Bucket(
      { burst: QUARANTINE_PER_MINUTE, perSecond: QUARANTINE_PER_MINUTE / 60 },
      now,
    );
    if (this.#bucket.take(1, now) > 0) return;
    logInfo("quarantined", { reason, bytes: data.byteLength });
    metrics.quarantined.add(1, reason);
    // Where nobody wrote, a refused frame must not be the first thing that is stored.
    if (!isMade(this.#storage)) return;
    const { sql } = this.#storage;
    try {
      const { id } = sql
        .exec<{ id: number }>(
          "INSERT INTO quarantine (at, who, reason, bytes, data) VALUES (?, ?, ?, ?, ?) RETURNING id",
          now,
          who,
          reason,
          data.byteLength,
          data.slice(0, QUARANTINE_BYTES),
        )
        .one();
      sql.exec("DELETE FROM quarantine WHERE id <= ?", id - QUARANTINE_FRAMES);
    } catch (error) {
      logError("quarantine-failed", error, { reason });
    }
  }
}
