/** Analytics Engine: where data points go, if a data set is bound. It knows nothing of rooms. */
import { logError } from "./log.ts";

/**
 * On Cloudflare's network, figures of one isolate say little. There, each thing
 * that matters becomes a data point in Analytics Engine, where that is bound
 * (`ANALYTICS` in `wrangler.jsonc`).
 */
let dataset: AnalyticsEngineDataset | null = null;

/** Names where data points go; nowhere when there is no such binding. */
export function sendPointsTo(binding: AnalyticsEngineDataset | null | undefined): void {
  dataset = binding ?? null;
}

/**
 * Adds a data point: `index1` and `blob1` are the event, `blob2` says more of
 * it, `double1` and on are its figures. It never fails its caller.
 */
export function point(event: string, detail: string, ...figures: number[]): void {
  if (dataset === null) return;
  try {
    dataset.writeDataPoint({ indexes: [event], blobs: [event, detail], doubles: figures });
  } catch (error) {
    logError("analytics-failed", error, { about: event });
    // The next room that wakes tries again.
    dataset = null;
  }
}
