/** Results: the type of what came of a REST request, done or refused. It knows no status codes. */

/**
 * The outcome of a request over REST. `error` is a word for programs, and `detail` a sentence where
 * the word is not enough.
 */
export type Result<T, E extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E; readonly detail?: string };

/** It was done. */
export function success<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** It was not done, and this is why. */
export function failure<E extends string>(
  error: E,
  detail?: string,
): { readonly ok: false; readonly error: E; readonly detail?: string } {
  return { ok: false, error, ...(detail !== undefined && { detail }) };
}
