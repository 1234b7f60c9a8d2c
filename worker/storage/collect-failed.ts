/** The log line and the figure for updates that were merged because gc failed. */
import { logError } from "../log.ts";

export function collectFailed(error: unknown): void {
  logError("collect-failed", error);
}
