/** Failures: the answers of a server that stores or shows no image. */
import type { AssetFailure } from "./channel.ts";

/** Answers after which the same request may succeed later, without another one. */
const PASSING = [408, 429, 500, 502, 503, 504];

/** An answer of the server, however it was asked. */
export interface Answer {
  readonly status: number;
  /** The body as JSON; null where it is none. */
  readonly body: unknown;
}

/** The failure that an answer tells. */
export function failureOf({ status, body }: Answer): AssetFailure {
  const word = typeof body === "object" && body !== null && "error" in body ? body.error : null;
  const error = typeof word === "string" ? word : "failed";
  return { ok: false, error, isFinal: !PASSING.includes(status) };
}
