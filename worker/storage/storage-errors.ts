/** Storage errors: whether one means that a disk is full, or that a file is damaged. */
import { isDiskLow } from "../machine.ts";

/**
 * Did a write fail because the object's storage is at its limit, or the
 * server's disk is? Then reads go on and writes do not (the runtime throws
 * SQLite's SQLITE_FULL as a plain error). On a full disk, SQLite also fails
 * with SQLITE_IOERR when it cannot grow a file beside the database.
 */
export function isStorageFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/SQLITE_FULL|database or disk is full/.test(error.message)) return true;
  return isDiskLow() && /SQLITE_IOERR/.test(error.message);
}

/** Did a statement fail because the database file is damaged, or cannot be read from the disk? */
export function isDamage(error: unknown): boolean {
  if (!(error instanceof Error) || isStorageFull(error)) return false;
  return /SQLITE_(CORRUPT|NOTADB|IOERR)|disk image is malformed/.test(error.message);
}
