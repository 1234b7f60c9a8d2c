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

/** Milliseconds between two lines about the same thing in one place. */
const LINE_MS = 60_000;

/**
 * A line that a client can cause as often as it likes. It is told once a minute, with how often it
 * happened since the line before.
 */
export class LimitedLine {
  readonly #event: string;
  #toldAt = Number.NEGATIVE_INFINITY;
  #times = 0;

  constructor(event: string) {
    this.#event = event;
  }

  /** Counts it, and tells it when a minute has passed; `times` of the line says how often it happened. */
  tell(fields: Fields = {}): void {
    this.#times += 1;
    const now = Date.now();
    if (now - this.#toldAt < LINE_MS) return;
    logInfo(this.#event, { ...fields, times: this.#times });
    this.#toldAt = now;
    this.#times = 0;
  }
}
