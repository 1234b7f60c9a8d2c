/** Reads a document in a process of its own, which hostile content can neither hold up nor exhaust. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Milliseconds that a reader may take for one document. */
const MOST_TIME_MS = 60_000;

/** MiB of memory that it may take. */
const MOST_MEMORY = 2_048;

/** The errors of a program that reads these updates, a sentence each. */
export function readSnapshot(
  updates: readonly Uint8Array[],
  mostTime: number = MOST_TIME_MS,
): string[] {
  if (updates.length === 0) return [];
  const script = fileURLToPath(new URL("read-snapshot.ts", import.meta.url));
  const { status, stdout, signal, error } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${MOST_MEMORY}`, "--no-warnings", script],
    { input: packUpdates(updates), timeout: mostTime, encoding: "utf8", killSignal: "SIGKILL" },
  );
  if (error !== undefined && "code" in error && error.code === "ETIMEDOUT") {
    return [`A reader needs more than ${mostTime / 1000} s for the document.`];
  }
  if (status !== 0) {
    return [`A reader of the document ends early (${signal ?? `exit code ${status}`}).`];
  }
  return stdout.split("\n").filter((line) => line !== "");
}

/** Updates as one: the length of each, in four bytes, before it. */
function packUpdates(updates: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    updates.flatMap((update) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(update.byteLength);
      return [length, update];
    }),
  );
}

/** Reads what `packUpdates` has written. */
export function unpackUpdates(bytes: Buffer): Uint8Array[] {
  const updates: Uint8Array[] = [];
  for (let at = 0; at < bytes.byteLength; ) {
    const end = at + 4 + bytes.readUInt32BE(at);
    updates.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return updates;
}
