/** Tells the operator of updates that were merged, because what was deleted could not be dropped. */
import { logError } from "../log.ts";

export function collectFailed(error: unknown): void {
  logError("collect-failed", error);
}
