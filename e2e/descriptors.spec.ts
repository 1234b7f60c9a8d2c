/** Tests what happens when a server has nearly used up its descriptors: it runs with few of them here. */
import { mkdtemp, rm } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventClient } from "../testkit/event-client.ts";
import { Observer } from "./observer.ts";
import { runtimePid, START, StartedCommand } from "./server.ts";
import { expect, test } from "./test.ts";

/** `npm start` in a shell that has given up all descriptors but these. */
function startedWith(descriptors: number, folder: string): StartedCommand {
  return new StartedCommand({ PORT: "0", DATA_DIR: folder }, [
    "sh",
    "-c",
    `ulimit -n ${descriptors}; exec "$0" "$@"`,
    ...START,
  ]);
}

async function inFolder(story: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "stoa-e2e-"));
  try {
    await story(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test("R133: a server with too few descriptors refuses to start, and says how many it needs", async () => {
  await inFolder(async (folder) => {
    const ending = await startedWith(200, folder).ended;
    expect(ending.code).toBe(1);
    expect(ending.output).toMatch(/^Stoa: [^\n]* 200 descriptors, [^\n]* at least 256[^\n]*\.\n$/);
  });
});

test("R133: idle sockets beyond four fifths of the descriptors are refused with words, and end nothing", async ({
  room,
}) => {
  await inFolder(async (folder) => {
    const command = startedWith(256, folder);
    const socketServer = `${(await command.address()).replace("http", "ws")}/room`;
    const pid = runtimePid(folder);
    const [mina, jonas] = [
      new Observer({ socketServer }, room),
      new Observer({ socketServer }, room),
    ];
    await Promise.all([mina.synced(), jonas.synced()]);

    const clients: EventClient[] = [];
    const reasons = (): string[] =>
      clients.flatMap(({ closedWith, closedBecause }) =>
        closedWith === null ? [] : [`${closedWith} ${closedBecause}`],
      );
    while (!reasons().some((reason) => reason.includes("as many connections as it can bear"))) {
      // As many at once as the last fifth holds, before any report can tell of them.
      for (let burst = 0; burst < 15; burst++) {
        clients.push(new EventClient(`${socketServer}/${room}-${clients.length % 5}`));
      }
      await Promise.all(clients.map((client) => client.hears()));
    }
    expect(clients.length).toBeGreaterThan(30);
    expect(new Set(reasons())).toEqual(
      new Set(["4503 The server has as many connections as it can bear. Come again later."]),
    );
    mina.doc.getText("text").insert(0, "still here");
    await expect.poll(() => jonas.doc.getText("text").toString()).toBe("still here");
    expect(runtimePid(folder)).toBe(pid);

    // When they have gone, others may come.
    for (const client of clients) client.close();
    await expect.poll(() => comesIn(`${socketServer}/${room}-after`)).toBe(true);
    const aiko = new Observer({ socketServer }, `${room}-after`);
    await aiko.synced();
    for (const somebody of [mina, jonas, aiko]) somebody.leaves();
    command.signal("SIGTERM");
    expect((await command.ended).code).toBe(0);
  });
});

test("R133: a socket that its client closes is answered, so that its descriptors are free at once", async ({
  stoa,
  room,
}) => {
  const client = new EventClient(`${stoa.socketServer}/${room}`);
  await client.hears();
  client.close(1000);
  await client.ended();
  // 1006 says that the server ended the connection without an answer, which took it 10 s.
  expect(client.closedWith).toBe(1000);
});

test("R133: connections that ask for nothing may end the runtime, which is started again with every room", async ({
  room,
}) => {
  await inFolder(async (folder) => {
    const command = startedWith(256, folder);
    const { port } = new URL(await command.address());
    const socketServer = `ws://127.0.0.1:${port}/room`;
    const pid = runtimePid(folder);
    const mina = new Observer({ socketServer }, room);
    await mina.synced();
    mina.doc.getText("text").insert(0, "kept");

    const idle = new Set<Socket>();
    const keepsIdle = (): number | null => {
      // A slow runtime closes the first ones before the last ones have come.
      while (idle.size < 200) {
        const socket = connect(Number(port), "127.0.0.1");
        idle.add(socket);
        socket.on("error", () => socket.destroy()).on("close", () => idle.delete(socket));
      }
      return runtimePid(folder);
    };
    await expect.poll(keepsIdle, { timeout: 30_000 }).not.toBe(pid);
    for (const socket of idle) socket.destroy();
    const jonas = new Observer({ socketServer }, room);
    await jonas.synced();
    expect(jonas.doc.getText("text").toString()).toBe("kept");
    for (const somebody of [mina, jonas]) somebody.leaves();
    command.signal("SIGTERM");
    const { code, output } = await command.ended;
    expect(code).toBe(0);
    expect(output).toMatch(
      /^Stoa: workerd ended by itself \(exit code 1\): it ran out of descriptors/m,
    );
  });
});

/** Does a client that opens this room's socket come in? */
async function comesIn(address: string): Promise<boolean> {
  const client = new EventClient(address);
  const isIn = (await client.hears()) !== null;
  client.leave();
  return isIn;
}
