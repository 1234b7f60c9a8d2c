import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DataDirectory, openDataDirectory } from "./data-directory.ts";
import { lockDataDirectory } from "./lock.ts";
import { identify, isStillRunning, type ProcessIdentity } from "./process-identity.ts";

/** Somebody who was, but is no more. */
const killed = { pid: process.pid, startedAt: "long ago", commandLine: "node scripts/start.ts" };

describe("the lock of a data folder", () => {
  let directory: DataDirectory;
  let children: ChildProcess[] = [];

  beforeEach(() => {
    directory = openDataDirectory(mkdtempSync(join(tmpdir(), "stoa-lock-")));
  });
  afterEach(() => {
    for (const child of children) child.kill("SIGKILL");
    children = [];
    rmSync(directory.path, { recursive: true });
  });

  /** A process that lives until it is killed, with this in its command line. */
  async function living(word: string): Promise<number> {
    const child = spawn(process.execPath, ["-e", "process.stdin.resume(); console.log(1)", word], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    children.push(child);
    await once(child.stdout, "data");
    if (child.pid === undefined) throw new Error("it did not start");
    return child.pid;
  }

  /** A lock file of this folder. */
  function lockOf(start: ProcessIdentity, runtime: ProcessIdentity | null): string {
    return JSON.stringify({ folder: statSync(directory.path).ino, start, runtime });
  }

  it("keeps a second Stoa out while the first one lives", async () => {
    const lock = await lockDataDirectory(directory);
    await expect(lockDataDirectory(directory, 200)).rejects.toThrow(
      `another Stoa (process ${process.pid}) already serves the rooms in ${directory.path}`,
    );
    lock.release();
    (await lockDataDirectory(directory)).release();
    expect(existsSync(directory.lockFile)).toBe(false);
  });

  it("lets exactly one of many in that start at once, also over a stale lock", async () => {
    writeFileSync(directory.lockFile, lockOf(killed, null));
    const attempts = await Promise.allSettled(
      Array.from({ length: 8 }, () => lockDataDirectory(directory, 500)),
    );
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is taken over from a Stoa that was killed, whose runtime is ended first", async () => {
    const pid = await living(directory.configFile);
    const runtime = identify(pid);
    writeFileSync(directory.lockFile, lockOf(killed, runtime));
    const lock = await lockDataDirectory(directory);
    expect(identify(pid)).toBeNull();
    lock.release();
  });

  it("never ends a process that is not our runtime", async () => {
    const pid = await living("somebody-else");
    const stranger = identify(pid);
    if (stranger === null) throw new Error("it does not live");
    // The same pid, reused by another program since, or one that never served this folder.
    for (const runtime of [{ ...stranger, startedAt: "before" }, stranger]) {
      writeFileSync(directory.lockFile, lockOf(killed, runtime));
      (await lockDataDirectory(directory)).release();
      expect(isStillRunning(stranger)).toBe(true);
    }
  });

  it.each(["", "{", "null", "[]", '{"start":{"pid":"1"}}'])(
    "is taken over where the file holds only %j",
    async (content) => {
      writeFileSync(directory.lockFile, content);
      (await lockDataDirectory(directory)).release();
    },
  );

  it("does not keep anybody out of a copy that was made of the folder meanwhile", async () => {
    const lock = await lockDataDirectory(directory);
    const path = `${directory.path}-copy`;
    cpSync(directory.path, path, { recursive: true });
    (await lockDataDirectory(openDataDirectory(path), 200)).release();
    lock.release();
    rmSync(path, { recursive: true });
  });

  it("records the runtime, so that the next start can find it", async () => {
    const lock = await lockDataDirectory(directory);
    const pid = await living(directory.configFile);
    lock.recordRuntime(pid);
    expect(JSON.parse(readFileSync(directory.lockFile, "utf8"))).toMatchObject({
      start: { pid: process.pid },
      runtime: { pid },
    });
    lock.release();
  });
});
