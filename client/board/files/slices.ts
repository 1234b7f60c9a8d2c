/** Long work in slices, between which the page can draw, answer and cancel it. */

/** Milliseconds of one slice: a frame of 60 in a second has room for it. */
const SLICE_MS = 10;

/** Work that stops now and then, and says then which share of it is done, from 0 to 1. */
export type Sliced<T> = Generator<number, T>;

/** The user has cancelled the work. */
export class Cancelled extends Error {}

/** Does the work to its end, slice by slice. */
export async function inSlices<T>(
  work: Sliced<T>,
  signal: AbortSignal,
  onProgress: (share: number) => void = () => undefined,
): Promise<T> {
  let begun = performance.now();
  for (;;) {
    if (signal.aborted) throw new Cancelled();
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - begun < SLICE_MS) continue;
    onProgress(value);
    await pause();
    begun = performance.now();
  }
}

/** Does the work to its end at once. */
export function atOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Lets the page do what waits. Timers of a page that is not seen would wait for a second each. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
