import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { errorCode, Failure } from "../failure.ts";
import { releaseReserve } from "./reserve.ts";

/** The folder in which one Stoa keeps everything. */
export interface DataDirectory {
  readonly path: string;
  /** One folder for each class of Durable Objects; in it, SQLite files. */
  readonly rooms: string;
  /** The build that is being served: a copy. */
  readonly release: string;
  readonly lockFile: string;
  readonly configFile: string;
}

/** Creates what is missing, and makes sure that rooms can be written. */
export function openDataDirectory(path: string): DataDirectory {
  const directory: DataDirectory = {
    path,
    rooms: join(path, "rooms"),
    release: join(path, "release"),
    lockFile: join(path, "stoa.lock"),
    configFile: join(path, "workerd.capnp"),
  };
  try {
    mkdirSync(directory.rooms, { recursive: true });
    releaseReserve(path);
    const probe = join(directory.rooms, `.writable-${process.pid}`);
    writeFileSync(probe, "");
    rmSync(probe);
    for (const file of filesBelow(directory.rooms)) {
      accessSync(file, constants.R_OK | constants.W_OK);
    }
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    throw new Failure(`the data folder ${path} cannot be written (${reason(code, path)}).`);
  }
  return directory;
}

/** Rooms written once as another user would open and then fail at their first edit. */
function filesBelow(rooms: string): string[] {
  return readdirSync(rooms, { withFileTypes: true, recursive: true }).map((entry) =>
    join(entry.parentPath, entry.name),
  );
}

function reason(code: string, path: string): string {
  if (code === "EACCES" || code === "EPERM") return `${code}: this user may not`;
  if (code === "EROFS") return `${code}: the disk is read-only`;
  if (code === "ENOSPC") return `${code}: the disk is full`;
  if ((code === "ENOTDIR" || code === "EEXIST") && !existsSync(join(path, "."))) {
    return `${code}: a part of the path is a file`;
  }
  return code;
}
