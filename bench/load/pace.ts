import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds between two looks at who is due. */
const TICK_MS = 1;

/** Seconds for which a server is loaded before it is measured, so that its code is compiled. */
export const WARM_SECONDS = 5;

/**
 * Calls `act` for each of `count` people at their own times, `perSecond` times a second, their phases
 * spread evenly; for `seconds`.
 */
export async function atTheirPace(
  { count, perSecond, seconds }: { count: number; perSecond: number; seconds: number },
  act: (index: number) => void,
): Promise<void> {
  const interval = 1000 / perSecond;
  const total = Math.round(count * perSecond * seconds);
  const start = performance.now();
  for (let done = 0; done < total; ) {
    const due = ((performance.now() - start) / interval) * count;
    while (done < total && done <= due) act(done++ % count);
    await pause(TICK_MS);
  }
}

/** Waits until `isDone`, or until nothing has changed for `patienceMs` by `progress`, or `mostMs` are over. */
export async function settled(
  isDone: () => boolean,
  progress: () => number,
  { patienceMs = 3_000, mostMs = 20_000 } = {},
): Promise<void> {
  const start = performance.now();
  let last = progress();
  let changedAt = start;
  while (!isDone()) {
    await pause(5);
    const now = performance.now();
    if (progress() !== last) {
      last = progress();
      changedAt = now;
    }
    if (now - changedAt > patienceMs || now - start > mostMs) return;
  }
}
