/** Tests what a server does with room files that a disk has damaged or lost. */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { EventClient } from "../testkit/event-client.ts";
import { Observer } from "./observer.ts";
import { COPY_ROOMS, StartedCommand, type Stoa } from "./server.ts";
import { expect, test } from "./test.ts";

const PAGE_BYTES = 4096;

/**
 * The words of a room to a newcomer: the role and whether the room is damaged, or the reason of its
 * close.
 */
async function told(stoa: Stoa, room: string): Promise<string> {
  const client = new EventClient(`${stoa.socketServer}/${room}`);
  const hello = await client.hears((event) => event.type === "hello");
  client.close();
  if (hello === null) return `${client.closedWith} ${client.closedBecause}`;
  return `${hello.you.role}${hello.room.damaged ? ", damaged" : ""}`;
}

async function textOf(stoa: Stoa, room: string): Promise<string> {
  const reader = new Observer(stoa, room);
  await reader.synced();
  const text = reader.doc.getText("text").toString();
  reader.leaves();
  return text;
}

/** Writes lines into a room, each as a row of its own, until somebody else has seen the last. */
async function write(stoa: Stoa, room: string, lines: number): Promise<void> {
  const [writer, reader] = [new Observer(stoa, room), new Observer(stoa, room)];
  await Promise.all([writer.synced(), reader.synced()]);
  for (let line = 0; line < lines; line++) {
    const text = writer.doc.getText("text");
    text.insert(text.length, `${line} ${"x".repeat(1000)}\n`);
    await expect.poll(() => reader.doc.getText("text").length).toBe(text.length);
  }
  for (const somebody of [writer, reader]) somebody.leaves();
}

/** The file of each room, by the room's id, with everything in the main file. */
function roomFiles(stoa: Stoa): Map<string, string> {
  const folder = join(stoa.dataDirectory, "rooms", "stoa-Room");
  const files = readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  return new Map(
    files.map((name) => {
      const file = join(folder, name);
      const database = new DatabaseSync(file);
      database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      const row = database.prepare("SELECT value FROM meta WHERE key = 'id'").get();
      database.close();
      return [String(row?.["value"]), file];
    }),
  );
}

/** Overwrites one page of a file with noise, as a disk does that is dying. */
function spoil(file: string, page: number): void {
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, randomBytes(PAGE_BYTES), 0, PAGE_BYTES, (page - 1) * PAGE_BYTES);
  closeSync(descriptor);
}

/** The last page of a table. */
function lastPageOf(file: string, table: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const query = "SELECT max(pageno) AS page FROM dbstat WHERE name = ?";
  const row = database.prepare(query).get(table);
  database.close();
  return Number(row?.["page"]);
}

test("R134, R135, R136: rooms whose files are damaged, empty or gone open to be looked at, from copies, and no other suffers", async ({
  ownStoa,
  room,
}) => {
  const names = ["sound", "spoilt", "headless", "empty", "gone", "uncopied"] as const;
  const id = (name: (typeof names)[number]): string => `${room.slice(0, 50)}-${name}`;
  for (const name of names) if (name !== "uncopied") await write(ownStoa, id(name), 6);
  const copied = await new StartedCommand({}, COPY_ROOMS(ownStoa.dataDirectory)).ended;
  expect(copied).toMatchObject({ code: 0 });
  await write(ownStoa, id("uncopied"), 2);
  const texts = new Map<string, string>();
  for (const name of names) texts.set(name, await textOf(ownStoa, id(name)));
  await ownStoa.stop();

  const files = roomFiles(ownStoa);
  const fileOf = (name: (typeof names)[number]): string => files.get(id(name)) ?? "";
  spoil(fileOf("spoilt"), lastPageOf(fileOf("spoilt"), "log_1"));
  spoil(fileOf("headless"), 1);
  truncateSync(fileOf("empty"));
  rmSync(fileOf("gone"));
  spoil(fileOf("uncopied"), 1);
  const index = join(ownStoa.dataDirectory, "rooms", "stoa-Room", "metadata.sqlite");
  // The content of its write-ahead log would mend it.
  rmSync(`${index}-wal`, { force: true });
  writeFileSync(index, randomBytes(statSync(index).size));
  await ownStoa.startAgain();

  expect(await told(ownStoa, id("sound"))).toBe("editor");
  expect(await textOf(ownStoa, id("sound"))).toBe(texts.get("sound"));
  expect(await told(ownStoa, id("spoilt"))).toBe("viewer, damaged");
  const left = await textOf(ownStoa, id("spoilt"));
  expect(left.length).toBeGreaterThan(0);
  expect(texts.get("spoilt")?.startsWith(left)).toBe(true);
  for (const name of ["headless", "empty", "gone"] as const) {
    expect(await told(ownStoa, id(name))).toBe("viewer, damaged");
    expect(await textOf(ownStoa, id(name))).toBe(texts.get(name));
  }
  expect(await told(ownStoa, id("uncopied"))).toMatch(
    /^4503 The stored content of this room is damaged/,
  );
  const { output } = await ownStoa.stop();
  expect(output).toMatch(/^Stoa: .*metadata\.sqlite was damaged, .* made anew with \d+ alarms\.$/m);
  expect(output).toContain(`${fileOf("gone")} is gone; it is kept as`);
  expect(output).toContain(`${fileOf("uncopied")} is damaged, and there is no copy of it`);
  // Nothing was made in the place of what is damaged.
  expect(statSync(fileOf("uncopied")).size).toBeGreaterThan(PAGE_BYTES);

  // Once the operator has taken what is damaged away, the copies are rooms like any other.
  const aside = join(ownStoa.dataDirectory, "damaged");
  mkdirSync(join(ownStoa.dataDirectory, "seen"));
  for (const name of readdirSync(aside)) {
    renameSync(join(aside, name), join(ownStoa.dataDirectory, "seen", name));
  }
  await ownStoa.startAgain();
  expect(await told(ownStoa, id("gone"))).toBe("editor");
  await write(ownStoa, id("gone"), 1);
});

test("R135: a room whose file breaks while the server runs is shown from its copy, without a start", async ({
  ownStoa,
  room,
}) => {
  await write(ownStoa, room, 3);
  const copied = await new StartedCommand({}, COPY_ROOMS(ownStoa.dataDirectory)).ended;
  expect(copied).toMatchObject({ code: 0 });
  await ownStoa.stop();
  const file = roomFiles(ownStoa).get(room) ?? "";
  await ownStoa.startAgain();
  // Nobody has opened the room since, so the runtime reads the file when somebody comes.
  spoil(file, 1);
  const answers: string[] = [];
  await expect
    .poll(async () => answers[answers.push(await told(ownStoa, room)) - 1], { timeout: 20_000 })
    .toBe("viewer, damaged");
  // Nobody could write meanwhile.
  expect(answers.filter((answer) => answer.startsWith("editor"))).toEqual([]);
  expect(await textOf(ownStoa, room)).toMatch(/^0 x+\n1 x+\n2 x+\n$/);
  const { output } = await ownStoa.stop();
  expect(output).toContain(`${file} is damaged; it is kept as`);
  await ownStoa.startAgain();
  expect(await told(ownStoa, room)).toBe("viewer, damaged");
});
