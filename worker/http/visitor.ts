/** A request's visitor: whose limits it counts against, and whether it may go on. */
import { readVisitorLimits, type VisitorLimits } from "../../shared/visitor-limits.ts";
import type { Env } from "../env.ts";
import { logError } from "../log.ts";
import { countLimited, type Metered, type Visitor, visitors } from "../visitors.ts";
import { addressOf } from "./address.ts";

/** Returns the visitor that a request is from; null where there are no limits, or nobody can be told from anybody. */
export function visitorOf(request: Request, env: Env): Visitor | null {
  const limits = limitsOf(env.VISITOR_LIMITS ?? "");
  if (limits === null) return null;
  const address = addressOf(request, env);
  return address === null ? null : visitors.at(address, limits);
}

/** Takes one unit of a limit over time, or more. @returns 0, or the milliseconds until they may be had. */
export function takeOne(visitor: Visitor | null, what: Metered, cost = 1): number {
  if (visitor === null) return 0;
  const now = Date.now();
  const wait = visitor.meter(what, now).take(cost, now);
  if (wait > 0) countLimited(what, now);
  return wait;
}

/** Why this visitor opens no further socket now, in words that fit a close frame; null when one may. */
export function refuseSocket(visitor: Visitor | null): string | null {
  if (visitor === null) return null;
  if (visitor.hasAllSockets) {
    countLimited("sockets", Date.now());
    return "Your network has as many connections here as it may. Close some, or come again.";
  }
  if (takeOne(visitor, "connections") === 0) return null;
  return "Your network opens connections faster than it may. Come again in a moment.";
}

let knownSetting: string | null = null;
let knownLimits: VisitorLimits | null = null;

/** Returns the setting's limits; it is read once. One that cannot be read is told, and the defaults hold. */
function limitsOf(setting: string): VisitorLimits | null {
  if (setting === knownSetting) return knownLimits;
  try {
    knownLimits = readVisitorLimits(setting);
  } catch (error) {
    logError("setting-malformed", error);
    knownLimits = readVisitorLimits("");
  }
  knownSetting = setting;
  return knownLimits;
}
