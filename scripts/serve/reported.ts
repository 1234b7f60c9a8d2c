/** The list of rooms that were found damaged while a server ran: the next start reads their files through. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

const fileOf = (dataDirectory: string): string =>
  join(dataDirectory, "copies", "damaged-rooms.txt");

/** The objects on the list. */
export function reportedRooms(dataDirectory: string): Set<string> {
  const file = fileOf(dataDirectory);
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  return new Set(lines.filter((line) => /^[0-9a-f]{64}$/.test(line)));
}

/** Puts an object on the list. @returns false when it was there. */
export function reportRoom(dataDirectory: string, object: string): boolean {
  if (reportedRooms(dataDirectory).has(object)) return false;
  mkdirSync(dirname(fileOf(dataDirectory)), { recursive: true, mode: 0o700 });
  appendFileSync(fileOf(dataDirectory), `${object}\n`);
  return true;
}

/** Empties the list, once its rooms have been read through. */
export function forgetReported(dataDirectory: string): void {
  rmSync(fileOf(dataDirectory), { force: true });
}
