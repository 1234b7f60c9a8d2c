/** The machine's state, as `npm start` reports it: free disk space and descriptors. It knows no rooms. */

/**
 * The machine's state, as `npm start` tells it to the Worker: disk space and descriptors. It is module state, because
 * the Worker and all rooms of one process share it. Where nobody tells anything, as on Cloudflare's network, nothing is
 * ever short.
 */

import { DESCRIPTORS_SHARE } from "../shared/limits.ts";
import type { MachineReport } from "../shared/machine.ts";

let report: MachineReport = { isDiskLow: false, descriptors: null };

/** Takes the report of `npm start`. */
export function onMachineReport(told: MachineReport): void {
  report = told;
}

/** Is less of the server's disk free than the operator's floor? */
export function isDiskLow(): boolean {
  return report.isDiskLow;
}

/**
 * Refuses to store something new while the disk is low.
 *
 * @throws an error for which `isStorageFull` is true.
 */
export function assertDiskSpace(): void {
  if (report.isDiskLow) {
    throw new Error("SQLITE_FULL: less of the server's disk is free than MIN_FREE_BYTES.");
  }
}

/** Counts descriptors that are about to be taken, until the next report tells how many are. */
export function countDescriptors(count: number): void {
  if (report.descriptors !== null) report.descriptors.used += count;
}

/** Are so many descriptors taken that nobody new may come? At the limit, the runtime would end. */
export function isShortOfDescriptors(): boolean {
  const { descriptors } = report;
  return descriptors !== null && descriptors.used > descriptors.limit * DESCRIPTORS_SHARE;
}

/** Objects that could not be made since `npm start` last heard of any. */
const reported = new Set<string>();

/** Tells `npm start`, with the answer to its next report, that a room's object cannot be made, as when its file is damaged. */
export function reportUnopened(object: string): void {
  // Nobody asks where no `npm start` is.
  if (reported.size < MAX_REPORTED) reported.add(object);
}

/** Hands over the objects that were reported. */
export function takeReported(): string[] {
  const objects = [...reported];
  reported.clear();
  return objects;
}

/** Is this room shown from a copy, and can only be looked at? */
export function isCopied({ COPIED_ROOMS = "" }: Lists, object: string): boolean {
  return COPIED_ROOMS.includes(object) || report.copied?.includes(object) === true;
}

/** Was what this object has stored lost or damaged, with no copy? */
export function isClosed({ CLOSED_ROOMS = "" }: Lists, object: string): boolean {
  return CLOSED_ROOMS.includes(object);
}

/**
 * The findings of `npm start` at its start: objects by their ids, each of 64 hexadecimal digits,
 * parted by spaces.
 */
interface Lists {
  readonly COPIED_ROOMS?: string;
  readonly CLOSED_ROOMS?: string;
}

/** Objects that are kept for the next report: one that cannot be opened is tried again anyway. */
const MAX_REPORTED = 100;
