/** Observability settings: sets the log level and the data set once in each isolate. */
import { sendPointsTo } from "./analytics.ts";
import type { Env } from "./env.ts";
import { setLogLevel } from "./log.ts";

/** Reads from the settings how much is told, and where to. The first code that runs in an isolate calls it. */
export function observe(env: Env): void {
  setLogLevel(env.LOG_LEVEL);
  sendPointsTo(env.ANALYTICS);
}
