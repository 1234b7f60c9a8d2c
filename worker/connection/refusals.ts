/** Refusal counts: each refusal in the metrics and in the log. */
import type { Refusal } from "../../shared/wire/events.ts";
import { point } from "../analytics.ts";
import { logDebug } from "../log.ts";
import { metrics } from "../metrics.ts";

/** Counts a refusal, by whichever way the client is told. */
export function countRefusal(code: Refusal): void {
  metrics.refusals.add(1, code);
  point("refusal", code);
  logDebug("refused", { code });
}
