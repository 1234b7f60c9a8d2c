/** The log line for updates that were merged because gc failed. */
import { logError } from "../log.ts";

/** Tells the operator why a gc failed. */
export function gcFailed(error: unknown): void {
  logError("collect-failed", error);
}
