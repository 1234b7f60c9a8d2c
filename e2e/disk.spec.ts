/** Tests what happens when the server's disk runs full, on a small disk of the test's own. */
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  closeSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  rmSync,
  statfsSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventClient } from "../testkit/event-client.ts";
import { Observer } from "./observer.ts";
import { Stoa } from "./server.ts";
import { expect, test } from "./test.ts";

const DISK_BYTES = 48 * 1024 * 1024;
const FLOOR_BYTES = 8 * 1024 * 1024;

/** A small disk, mounted for one test; null where this user may not mount. */
function mountDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), "stoa-disk-"));
  const options = ["-t", "tmpfs", "-o", `size=${DISK_BYTES}`, "tmpfs", folder];
  if (spawnSync("mount", options).status === 0) return folder;
  rmdirSync(folder);
  return null;
}

const free = (disk: string): number => {
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize;
};

/** Fills the disk until so many bytes are free, as another program does. */
function fill(disk: string, leave: number): void {
  const file = openSync(join(disk, "somebody-else"), "a");
  const block = Buffer.alloc(4096);
  for (let left = free(disk); left > leave; left -= block.length) writeSync(file, block);
  closeSync(file);
}

/** The room's first event for a client that opens it, or the code and reason of the close. */
async function told(stoa: Stoa, room: string): Promise<string> {
  const client = new EventClient(`${stoa.socketServer}/${room}`);
  const event = await client.hears();
  client.close();
  return event?.type ?? `${client.closedWith} ${client.closedBecause}`;
}

/** The room's answer to a chat message. */
async function says(stoa: Stoa, room: string): Promise<string> {
  const key = randomUUID();
  const client = new EventClient(`${stoa.socketServer}/${room}`);
  await client.opened();
  client.says("hello", key);
  const answer = await client.hears(
    (event) =>
      (event.type === "chat.message" && event.message.key === key) ||
      (event.type === "refused" && event.key === key),
  );
  client.close();
  if (answer === null) return `${client.closedWith} ${client.closedBecause}`;
  return answer.type === "refused" ? answer.code : answer.type;
}

test("R132: on a low disk and on a full one, rooms are read, refuse with words, and go on when there is room", async ({
  room,
}) => {
  const disk = mountDisk();
  test.skip(disk === null, "this user may not mount a disk");
  if (disk === null) return;
  process.env["MIN_FREE_BYTES"] = String(FLOOR_BYTES);
  const stoa = await Stoa.start(disk);
  try {
    const writer = new Observer(stoa, room);
    await writer.synced();
    writer.doc.getText("text").insert(0, "kept");
    expect(await says(stoa, room)).toBe("chat.message");
    writer.leaves();

    fill(disk, FLOOR_BYTES - 1_000_000);
    await expect.poll(() => says(stoa, room)).toBe("room-full");
    expect(await told(stoa, `${room}new`)).toMatch(/^4503 .*disk is full/);

    fill(disk, 0);
    expect(await says(stoa, room)).toBe("room-full");
    expect(await told(stoa, `${room}newer`)).toMatch(/^4503 .*disk is full/);
    const reader = new Observer(stoa, room);
    await reader.synced();
    expect(reader.doc.getText("text").toString()).toBe("kept");
    reader.leaves();

    // A start on a full disk, and a room that is made on it.
    await stoa.stop();
    await stoa.startAgain();
    fill(disk, 0);
    expect(await told(stoa, room)).toBe("hello");
    expect(await says(stoa, room)).toBe("room-full");

    rmSync(join(disk, "somebody-else"));
    await expect.poll(() => says(stoa, room)).toBe("chat.message");
    const { output } = await stoa.stop();
    expect(output).toMatch(/^Stoa: the disk of .* less than the 8\.0 MiB of MIN_FREE_BYTES/m);
    expect(output).toMatch(/^Stoa: the disk of .* left again/m);
  } finally {
    delete process.env["MIN_FREE_BYTES"];
    await stoa.stop();
    await expect.poll(() => spawnSync("umount", [disk]).status).toBe(0);
    rmdirSync(disk);
  }
});
