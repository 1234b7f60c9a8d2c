import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventClient } from "../testkit/event-client.ts";
import { Observer } from "./observer.ts";
import { refusesConnections, StartedCommand } from "./server.ts";
import { expect, test } from "./test.ts";

const oneSentence = /^Stoa: [^\n]+\.\n$/;

test("R32: a started Stoa answers at the address that it printed", async ({ stoa }) => {
  const answer = await fetch(`${stoa.address}/healthz`);
  expect(answer.status).toBe(200);
});

test("R19: pages and scripts have their types and caching", async ({ stoa, room }) => {
  const page = await fetch(`${stoa.address}/room/${room}`, { headers: { accept: "text/html" } });
  expect(page.headers.get("content-type")).toMatch(/^text\/html/);
  expect(page.headers.get("cache-control")).toContain("no-cache");
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1];
  const code = await fetch(`${stoa.address}${script}`);
  expect(code.headers.get("content-type")).toMatch(/^(text|application)\/javascript/);
  expect(code.headers.get("cache-control")).toContain("immutable");
});

test("R31: rooms outlive an orderly stop and kill -9", async ({ ownStoa, room }) => {
  const writer = new Observer(ownStoa, room);
  await writer.synced();
  const read = async (): Promise<string> => {
    const reader = new Observer(ownStoa, room);
    await reader.synced();
    const text = reader.doc.getText("text").toString();
    reader.leaves();
    return text;
  };

  writer.doc.getText("text").insert(0, "kept");
  await expect.poll(read).toBe("kept");
  await ownStoa.kill();
  await ownStoa.startAgain();
  expect(await read()).toBe("kept");

  writer.doc.getText("text").insert(4, " twice");
  await expect.poll(read).toBe("kept twice");
  await ownStoa.stop();
  await ownStoa.startAgain();
  expect(await read()).toBe("kept twice");
  writer.leaves();
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  test(`R32: ${signal} stops it within two seconds, open rooms or not`, async ({ room }) => {
    await inTemporaryFolder(async (folder) => {
      const began = Date.now();
      const command = new StartedCommand({ PORT: "0", DATA_DIR: folder });
      const address = await command.address();
      const startMs = Date.now() - began;
      const client = new EventClient(`${address.replace("http", "ws")}/room/${room}`);
      await client.opened();

      const before = Date.now();
      command.signal(signal);
      const ending = await command.ended;
      // A start takes a second. On a machine so busy that it takes several, an end takes longer, too.
      expect(Date.now() - before).toBeLessThan(Math.max(2_000, 2 * startMs));
      expect(ending).toMatchObject({ code: 0, signal: null });
      await client.ended();
    });
  });
}

test("R31: kill -9 of the command alone leaves nothing behind on its port", async ({ ownStoa }) => {
  const command = new StartedCommand({ PORT: "0", DATA_DIR: join(ownStoa.dataDirectory, "inner") });
  const port = Number(new URL(await command.address()).port);
  command.signal("SIGKILL");
  await refusesConnections(port);
});

test("R31: kill -9 of npm takes the server with it", async () => {
  await inTemporaryFolder(async (folder) => {
    const npm = new StartedCommand({ PORT: "0", DATA_DIR: folder }, ["npm", "start"]);
    const port = Number(new URL(await npm.address()).port);
    npm.signal("SIGKILL");
    await npm.ended;
    await refusesConnections(port);
  });
});

test("R32: a port that is taken is said in one sentence", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await inTemporaryFolder(async (folder) => {
    const ending = await new StartedCommand({ PORT: String(port), DATA_DIR: folder }).ended;
    expect(ending.code).toBe(1);
    expect(ending.output).toMatch(oneSentence);
    expect(ending.output).toContain(`port ${port} on 127.0.0.1 is taken`);
  });
  other.close();
});

test("R32: a data folder that cannot be written is said in one sentence", async () => {
  await inTemporaryFolder(async (folder) => {
    const file = join(folder, "file");
    await writeFile(file, "");
    const ending = await new StartedCommand({ PORT: "0", DATA_DIR: join(file, "data") }).ended;
    expect(ending.code).toBe(1);
    expect(ending.output).toMatch(oneSentence);
    expect(ending.output).toContain("cannot be written");
  });
});

test("R32: a second Stoa on the same rooms is refused, one on its own rooms runs beside", async ({
  ownStoa,
}) => {
  const second = await new StartedCommand({ PORT: "0", DATA_DIR: ownStoa.dataDirectory }).ended;
  expect(second.code).toBe(1);
  expect(second.output).toMatch(oneSentence);
  expect(second.output).toContain("another Stoa");

  await inTemporaryFolder(async (folder) => {
    const beside = new StartedCommand({ PORT: "0", DATA_DIR: folder });
    expect((await fetch(`${await beside.address()}/healthz`)).status).toBe(200);
    expect((await fetch(`${ownStoa.address}/healthz`)).status).toBe(200);
    beside.signal("SIGTERM");
    expect((await beside.ended).code).toBe(0);
  });
});

async function inTemporaryFolder(story: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "stoa-e2e-"));
  try {
    await story(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
