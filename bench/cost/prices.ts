/**
 * Cloudflare's list prices in US dollars beyond what the paid plan includes, as of November 2026:
 * developers.cloudflare.com/durable-objects/platform/pricing and developers.cloudflare.com/workers/platform/pricing.
 */
export const PRICES = {
  /** A million requests to an object: sockets that open, alarms, and every 20 frames that come in. */
  objectRequests: 0.15,
  framesPerRequest: 20,
  /** A million GB-s for which objects are awake; each counts as 128 MB. */
  duration: 12.5,
  gigabytes: 0.128,
  rowsWritten: 1,
  /** A million requests to the Worker in front: pages, files, upgrades. */
  workerRequests: 0.3,
} as const;

/** The platform's resources that some amount of use takes. */
export interface Use {
  readonly rows: number;
  readonly frames: number;
  /** Requests to objects that are no frames. */
  readonly objectRequests: number;
  readonly workerRequests: number;
  /** Seconds for which objects are awake, together. */
  readonly awake: number;
}

/** Dollars for each kind of use. */
export interface Bill {
  readonly rows: number;
  readonly requests: number;
  readonly duration: number;
  readonly total: number;
}

const MILLION = 1_000_000;

/** The cost of this use at list prices, as if nothing were included. */
export function billOf(use: Use): Bill {
  const rows = (use.rows / MILLION) * PRICES.rowsWritten;
  const objectRequests = use.objectRequests + use.frames / PRICES.framesPerRequest;
  const requests =
    (objectRequests / MILLION) * PRICES.objectRequests +
    (use.workerRequests / MILLION) * PRICES.workerRequests;
  const duration = ((use.awake * PRICES.gigabytes) / MILLION) * PRICES.duration;
  return { rows, requests, duration, total: rows + requests + duration };
}

/** So many times this use. */
export function times(use: Use, factor: number): Use {
  return {
    rows: use.rows * factor,
    frames: use.frames * factor,
    objectRequests: use.objectRequests * factor,
    workerRequests: use.workerRequests * factor,
    awake: use.awake * factor,
  };
}
