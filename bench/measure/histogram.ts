/** Width of a bucket. */
const BUCKET_MS = 0.1;
const BUCKETS = 600_000;

/** Durations up to a minute, counted in tenths of a millisecond, so that millions of them cost no memory. */
export class Histogram {
  readonly #counts = new Uint32Array(BUCKETS);
  #total = 0;

  add(milliseconds: number): void {
    const bucket = Math.min(BUCKETS - 1, Math.max(0, Math.floor(milliseconds / BUCKET_MS)));
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#total += 1;
  }

  /** Milliseconds below which this share of all durations lies; `null` when there are none. */
  at(share: number): number | null {
    if (this.#total === 0) return null;
    let left = share * this.#total;
    for (const [bucket, count] of this.#counts.entries()) {
      left -= count;
      if (left <= 0) return Math.round((bucket + 1) * BUCKET_MS * 10) / 10;
    }
    return BUCKETS * BUCKET_MS;
  }

  percentiles(): Percentiles {
    return { p50: this.at(0.5), p95: this.at(0.95), p99: this.at(0.99) };
  }
}

/** Milliseconds; `null` when nothing was measured. */
export interface Percentiles {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}
