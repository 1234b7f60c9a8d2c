import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { errorCode, Failure } from "../failure.ts";
import type { DataDirectory } from "./data-directory.ts";
import { identify, isStillRunning, type ProcessIdentity } from "./process-identity.ts";

/** The content of the lock file: the process that serves these rooms. */
interface LockRecord {
  /** The folder's inode: a copy of the folder, its lock included, is another folder. */
  readonly folder: number;
  readonly start: ProcessIdentity;
  /** The runtime that writes the SQLite files; null until it runs. */
  readonly runtime: ProcessIdentity | null;
}

/** The right to be the only Stoa on a data folder, held until `release`. */
export interface Lock {
  /** Records our runtime, so that the next start can end it if it outlives us. */
  recordRuntime(pid: number): void;
  release(): void;
}

/** How long a Stoa that is just stopping may take before we call the folder taken. */
const PATIENCE_MS = 3_000;

/**
 * Two runtimes on one SQLite file would lose edits, so a living Stoa keeps all others out. One that
 * was killed does not; where only its runtime is left over, that is ended first.
 */
export async function lockDataDirectory(
  directory: DataDirectory,
  patienceMs: number = PATIENCE_MS,
): Promise<Lock> {
  const { lockFile } = directory;
  const start = identify(process.pid);
  if (start === null) throw new Error("this process cannot find itself");
  const own = `${lockFile}.${process.pid}`;
  const folder = statSync(directory.path).ino;
  const writeOwn = (runtime: ProcessIdentity | null): void => {
    const record: LockRecord = { folder, start, runtime };
    writeFileSync(own, `${JSON.stringify(record)}\n`);
  };

  const deadline = Date.now() + patienceMs;
  for (;;) {
    writeOwn(null);
    if (linkIfAbsent(own, lockFile)) break;
    const found = readIfPresent(lockFile);
    const other = found === null ? null : parseLock(found);
    if (other !== null && other.folder === folder && isStillRunning(other.start)) {
      if (Date.now() > deadline) {
        rmSync(own);
        throw new Failure(
          `another Stoa (process ${other.start.pid}) already serves the rooms in ${directory.path}; ` +
            "stop it, or set DATA_DIR to another folder.",
        );
      }
      await pause(100);
    } else if (found !== null) {
      if (other?.runtime) await endOrphan(other.runtime, directory);
      removeStale(lockFile, found, own);
    }
  }
  rmSync(own);
  return {
    recordRuntime: (pid) => {
      writeOwn(identify(pid));
      renameSync(own, lockFile);
    },
    release: () => rmSync(lockFile, { force: true }),
  };
}

/** A link, not a write: the file appears with its content or not at all. */
function linkIfAbsent(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** Another start may have done the same and locked anew since we looked; then its lock goes back. */
function removeStale(lockFile: string, seen: string, aside: string): void {
  try {
    renameSync(lockFile, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return;
    throw error;
  }
  if (readFileSync(aside, "utf8") !== seen) linkIfAbsent(aside, lockFile);
}

/** Ends a runtime whose start was killed. It holds nothing that is not on disk. */
async function endOrphan(runtime: ProcessIdentity, directory: DataDirectory): Promise<void> {
  if (!isStillRunning(runtime) || !runtime.commandLine.includes(directory.configFile)) return;
  process.kill(runtime.pid, "SIGKILL");
  const deadline = Date.now() + PATIENCE_MS;
  while (isStillRunning(runtime)) {
    if (Date.now() > deadline) {
      throw new Failure(
        `process ${runtime.pid}, left over from an earlier Stoa, does not end; end it and start again.`,
      );
    }
    await pause(20);
  }
  console.log(
    `Took over from a Stoa that was killed (its process ${runtime.pid} was still running).`,
  );
}

/** Null for what no Stoa wrote, or what a crash of the machine left incomplete. */
function parseLock(text: string): LockRecord | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null) return null;
    const folder = "folder" in parsed && typeof parsed.folder === "number" ? parsed.folder : null;
    const start = "start" in parsed ? readIdentity(parsed.start) : null;
    const runtime = "runtime" in parsed ? readIdentity(parsed.runtime) : null;
    return folder === null || start === null ? null : { folder, start, runtime };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function readIdentity(value: unknown): ProcessIdentity | null {
  if (typeof value !== "object" || value === null) return null;
  if (!("pid" in value && "startedAt" in value && "commandLine" in value)) return null;
  const { pid, startedAt, commandLine } = value;
  return typeof pid === "number" && typeof startedAt === "string" && typeof commandLine === "string"
    ? { pid, startedAt, commandLine }
    : null;
}
