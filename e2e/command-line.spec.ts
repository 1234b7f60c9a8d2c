import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { EventClient } from "../testkit/event-client.ts";
import { Observer } from "./observer.ts";
import type { Stoa } from "./server.ts";
import { expect, test } from "./test.ts";

const project = fileURLToPath(new URL("..", import.meta.url));

/** Runs `npm run stoa -- …`; npm itself only says its name before it. */
async function stoaCommand(
  parameters: readonly string[],
  environment: Record<string, string> = {},
): Promise<{ code: number | null; output: string; errors: string }> {
  const node = join(project, "node_modules", ".bin", "node");
  const command = spawn(node, ["scripts/stoa.ts", ...parameters], {
    cwd: project,
    // Playwright sets it, and Node warns of what it overrides.
    env: { ...process.env, FORCE_COLOR: undefined, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  command.stdout.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  command.stderr.on("data", (chunk: Buffer) => {
    errors += chunk;
  });
  const [code] = await once(command, "close");
  return { code: typeof code === "number" ? code : null, output, errors };
}

/** Opens a room that is nobody's, says something in it, and is told its owner key. */
async function opens(stoa: Stoa, room: string, said: string): Promise<string> {
  const client = new EventClient(`${stoa.socketServer}/${room}`, ["owner.new"]);
  const hello = await client.hears((event) => event.type === "hello");
  client.says(said, "key-00000001");
  await client.hears((event) => event.type === "chat.message");
  client.close();
  return hello?.ownerKey ?? "";
}

/** The newest messages of a room. */
async function chatOf(stoa: Stoa, room: string): Promise<unknown> {
  const client = new EventClient(`${stoa.socketServer}/${room}`);
  await client.opened();
  client.sends({ type: "chat.page", limit: 50 });
  const page = await client.hears((event) => event.type === "chat.page");
  client.close();
  return page?.messages;
}

async function textOf(stoa: Stoa, room: string): Promise<string> {
  const reader = new Observer(stoa, room);
  await reader.synced();
  const text = reader.doc.getText("text").toString();
  reader.leaves();
  return text;
}

test("R64: by the command line a room moves to another server with all that it holds, and is deleted on the first", async ({
  ownStoa,
  stoa,
  room,
}) => {
  const folder = await mkdtemp(join(tmpdir(), "stoa-e2e-"));
  try {
    const key = await opens(ownStoa, room, "hello");
    const writer = new Observer(ownStoa, room);
    await writer.synced();
    writer.doc.getText("text").insert(0, "moves along");
    await expect.poll(() => textOf(ownStoa, room)).toBe("moves along");
    writer.leaves();
    const address = `${ownStoa.address}/room/${room}`;
    const withKey = { STOA_OWNER_KEY: key };
    const file = join(folder, "room.tar.gz");

    const inspected = await stoaCommand(["inspect", address], withKey);
    expect(inspected).toMatchObject({ code: 0, errors: "" });
    expect(inspected.output).toMatch(new RegExp(`^room +${room}$`, "m"));
    expect(inspected.output).toMatch(/^messages +1$/m);

    const exported = await stoaCommand(["export", address, file], withKey);
    expect(exported).toMatchObject({ code: 0, errors: "" });
    expect(exported.output).toContain("their checksums fit");
    expect(await readdir(folder)).toEqual(["room.tar.gz"]);

    const imported = await stoaCommand(["import", stoa.address, file]);
    expect(imported).toMatchObject({ code: 0, errors: "" });
    const [, copy = ""] = /\/room\/([\w-]+) holds it now/.exec(imported.output) ?? [];
    const [, newKey = ""] = /^Its owner key is ([\w-]{32})$/m.exec(imported.output) ?? [];
    expect(await textOf(stoa, copy)).toBe("moves along");
    expect(await chatOf(stoa, copy)).toEqual(await chatOf(ownStoa, room));

    const again = await stoaCommand(["import", `${stoa.address}/room/${copy}`, file], {
      STOA_OWNER_KEY: newKey,
    });
    expect(again.code).toBe(1);
    expect(again.errors).toMatch(/^Stoa: Somebody has drawn or said something here\..*\n$/);

    const deleted = await stoaCommand(["delete", address, "--yes"], withKey);
    expect(deleted).toMatchObject({ code: 0, output: `${room} is deleted.\n` });
    const gone = await stoaCommand(["export", address, join(folder, "no.tar.gz")], withKey);
    expect(gone).toMatchObject({ code: 1, errors: "Stoa: This room was deleted.\n" });
    expect(await readdir(folder)).toEqual(["room.tar.gz"]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** Two rooms, each with its name as its text and one message. */
async function writesRooms(stoa: Stoa): Promise<void> {
  for (const room of ["spring", "autumn"]) {
    await opens(stoa, room, "hello");
    const writer = new Observer(stoa, room);
    await writer.synced();
    writer.doc.getText("text").insert(0, room);
    await expect.poll(() => textOf(stoa, room)).toBe(room);
    writer.leaves();
  }
}

for (const state of ["runs", "was stopped", "was killed"]) {
  test(`R64: the command line reads a data folder whose server ${state}`, async ({ ownStoa }) => {
    const data = ["--data", ownStoa.dataDirectory];
    await writesRooms(ownStoa);
    if (state === "was stopped") await ownStoa.stop();
    if (state === "was killed") {
      await ownStoa.stop();
      await ownStoa.startAgain();
      expect(await textOf(ownStoa, "spring")).toBe("spring");
      await ownStoa.kill();
    }
    const listed = await stoaCommand(["list", "--json", ...data]);
    expect(listed).toMatchObject({ code: 0, errors: "" });
    const rooms = listed.output.trim().split("\n");
    expect(rooms.map((line) => JSON.parse(line).id).sort()).toEqual(["autumn", "spring"]);
    const checked = await stoaCommand(["check", ...data]);
    expect(checked).toMatchObject({ code: 0, errors: "" });
    expect(checked.output).toMatch(/^✓ spring: 0 heads, 1 updates, 0 segments, 1 messages$/m);
    const inspected = await stoaCommand(["inspect", "spring", ...data]);
    expect(inspected.output).toMatch(/^board +no head yet, 1 rows \(\d+ B\) since$/m);
    if (state !== "runs") await ownStoa.startAgain();
  });
}

test("R64: the command line finds what is damaged in a data folder", async ({ ownStoa }) => {
  const data = ["--data", ownStoa.dataDirectory];
  await writesRooms(ownStoa);
  await ownStoa.kill();
  const [spring] = (await stoaCommand(["list", "--json", ...data])).output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .filter(({ id }) => id === "spring");
  const file = join(ownStoa.dataDirectory, "rooms", "stoa-Room", `${spring.file}.sqlite`);
  const database = new DatabaseSync(file);
  database.exec("UPDATE log_1 SET data = substr(data, 1, length(data) - 1)");
  database.close();
  const damaged = await stoaCommand(["check", ...data]);
  expect(damaged).toMatchObject({ code: 1, errors: "" });
  expect(damaged.output).toMatch(/^✗ spring: .*\n {4}Update 1 of log 1 is no Yjs update\.$/m);
  expect(damaged.output).toMatch(/^✓ autumn: /m);
  await ownStoa.startAgain();
});

test("R64: the command line takes no key as a parameter, and says in one sentence what it cannot do", async ({
  stoa,
  room,
}) => {
  const folder = await mkdtemp(join(tmpdir(), "stoa-e2e-"));
  try {
    const file = join(folder, "room.tar.gz");
    await writeFile(file, "no archive");
    const address = `${stoa.address}/room/${room}`;
    const key = { STOA_OWNER_KEY: "k".repeat(32) };
    const cases: [string[], Record<string, string>, RegExp][] = [
      [["inspect", address], {}, /set STOA_OWNER_KEY/],
      [["inspect", address], { STOA_OWNER_KEY: "short" }, /an owner key is 32 of/],
      [["inspect", address], key, /not the room's owner key/],
      [["inspect", "http://127.0.0.1:1/room/none"], key, /does not answer/],
      [["export", "not an address"], key, /is no room's address/],
      [["export", address, file], key, /is there already/],
      [["import", address, file], key, /The room is nobody.s yet/],
      [["import", address, join(folder, "none")], key, /there is no file/],
      [["delete", address], key, /nobody is there to be asked/],
      [["list", "--data", folder], {}, /is no data folder of Stoa/],
      [["check", "none", "--data", stoa.dataDirectory], {}, /there is no room none/],
    ];
    for (const [parameters, environment, sentence] of cases) {
      const { code, output, errors } = await stoaCommand(parameters, environment);
      expect([code, output], errors).toEqual([1, ""]);
      expect(errors).toMatch(/^Stoa: [^\n]+\n$/);
      expect(errors).toMatch(sentence);
    }
    expect(await readFile(file, "utf8")).toBe("no archive");
    const help = await stoaCommand(["--help"]);
    expect(help.output).toContain("STOA_OWNER_KEY");
    expect(help.output).not.toMatch(/--(owner-)?key/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
