/** The quantile of a few durations, exactly; `Histogram` counts millions of them in tenths of a millisecond. */

/**
 * The value below which `share` (0 to 1) of all values lie, between two of them in proportion.
 *
 * @throws RangeError when there are no values.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  if (below === undefined || above === undefined) throw new RangeError("no values");
  return below + (above - below) * (at - Math.floor(at));
}
