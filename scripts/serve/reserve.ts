/** The reserve: a file that keeps enough of the disk for a start, should somebody else fill the rest. */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../failure.ts";

/** Bytes of the reserve: the lock, the runtime's configuration, and what SQLite keeps beside the databases of some rooms. */
const RESERVE_BYTES = 1024 * 1024;

const fileOf = (dataDirectory: string): string => join(dataDirectory, "reserve");

/** Gives the reserve back to the disk, before something has to be written. */
export function releaseReserve(dataDirectory: string): void {
  rmSync(fileOf(dataDirectory), { force: true });
}

/** Takes the reserve from the disk, unless it is taken or does not fit. */
export function takeReserve(dataDirectory: string): void {
  const file = fileOf(dataDirectory);
  if (existsSync(file)) return;
  try {
    writeFileSync(file, Buffer.alloc(RESERVE_BYTES));
  } catch (error) {
    if (errorCode(error) !== "ENOSPC" && errorCode(error) !== "EDQUOT") throw error;
    releaseReserve(dataDirectory);
  }
}
