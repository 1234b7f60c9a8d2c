/** The log: one JSON object a line, by level. It holds no secret, no room id and no content. */

/** The subject of one log line; never a secret (a room's id is one), never content. */
type Fields = Readonly<Record<string, string | number | boolean | null>>;

/** From least to most that is told. */
const LEVELS = ["error", "info", "debug"] as const;
type Level = (typeof LEVELS)[number];

let told: Level = "info";

/** Sets how much is told: `error`, `info` or `debug`; `info` when it is none of these. */
export function setLogLevel(level: string | null | undefined): void {
  told = LEVELS.find((known) => known === level) ?? "info";
}

/** Something that a developer should look at. A user's mistake or a broken network is not one. */
export function logError(event: string, error: unknown, fields: Fields = {}): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(JSON.stringify({ level: "error", event, ...fields, message }));
}

/** Something that an operator may want to count. */
export function logInfo(event: string, fields: Fields = {}): void {
  if (told !== "error") console.info(JSON.stringify({ level: "info", event, ...fields }));
}

/** Logs events that happen all the time, for somebody who looks for the reason of something. */
export function logDebug(event: string, fields: Fields = {}): void {
  if (told === "debug") console.debug(JSON.stringify({ level: "debug", event, ...fields }));
}
