/** The least and the most milliseconds before another attempt. */
const LEAST = 300;
const MOST = 20_000;

/**
 * The wait before attempt number `attempt` (0, 1, 2 …): anywhere between the
 * least and a bound that doubles (full jitter). So a whole room does not come
 * back in the same instant after a restart.
 *
 * @param random a number from 0 to 1
 */
export function backoff(attempt: number, random: number): number {
  const bound = Math.min(MOST, LEAST * 2 ** Math.min(attempt + 1, 20));
  return LEAST + random * (bound - LEAST);
}
