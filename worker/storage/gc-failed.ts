/** The log line and the figure for updates that were merged because gc failed. */
import { logError } from "../log.ts";

export function gcFailed(error: unknown): void {
  logError("collect-failed", error);
}
