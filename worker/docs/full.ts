/**
 * Did a write fail because the object's storage is at its limit? Then reads go
 * on and writes do not (the runtime throws SQLite's SQLITE_FULL as a plain error).
 */
export function isStorageFull(error: unknown): boolean {
  return error instanceof Error && /SQLITE_FULL|database or disk is full/.test(error.message);
}
