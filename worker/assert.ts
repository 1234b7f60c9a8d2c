/** Assertions: what the code itself must hold. They check no input, and no row of a disk. */

/**
 * An invariant of the code does not hold: Stoa has a fault, and no client and no disk has. The work
 * that finds it ends there:
 *
 * - A batch is not written. The room logs `write-failed` and closes its authors' sockets with 4503,
 *   so that they send their edits again.
 * - A large update that was being written in turns is logged as `prepare-failed`, and then written
 *   in one go.
 * - A job of the alarm is logged as `job-failed`, and runs again later.
 * - The gc is logged as `collect-failed`, and the updates are merged instead.
 */
export class BrokenInvariant extends Error {}

/**
 * Ends the work at hand when an invariant does not hold.
 *
 * @param message the invariant, as a sentence. A constant: it is built also where all is well.
 * @throws BrokenInvariant
 */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new BrokenInvariant(message);
}
