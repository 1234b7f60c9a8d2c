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
import WebSocket from "ws";
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

/** The words for a person who opens a room: the first event, or the code and reason of the close. */
function told(stoa: Stoa, room: string): Promise<string> {
  const socket = new WebSocket(`${stoa.socketServer}/${room}`, ["stoa.v1"]);
  return new Promise((resolve) => {
    socket.once("message", (data) => resolve(String(data)));
    socket.once("close", (code, reason) => resolve(`${code} ${reason}`));
  }).finally(() => socket.close()) as Promise<string>;
}

/** The answer to a chat message. */
function says(stoa: Stoa, room: string): Promise<string> {
  const key = randomUUID();
  const socket = new WebSocket(`${stoa.socketServer}/${room}`, ["stoa.v1"]);
  socket.once("open", () => {
    const by = { name: "Mina", color: "#2f7d4f" };
    socket.send(JSON.stringify({ type: "chat.send", key, text: "hello", by }));
  });
  return new Promise((resolve) => {
    socket.on("message", (data, isBinary) => {
      if (isBinary || !String(data).includes(key)) return;
      const { type, code } = JSON.parse(String(data));
      resolve(code ?? type);
    });
    socket.once("close", (code, reason) => resolve(`${code} ${reason}`));
  }).finally(() => socket.close()) as Promise<string>;
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
    expect(await told(stoa, room)).toContain('"type":"hello"');
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
