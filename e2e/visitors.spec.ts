import { once } from "node:events";
import { networkInterfaces } from "node:os";
import WebSocket from "ws";
import { Stoa } from "./server.ts";
import { test as base, expect } from "./test.ts";

interface Fixtures {
  /** A Stoa that takes a header for the address of who comes, as behind a proxy. */
  readonly proxied: Stoa;
}

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern.
  proxied: async ({}, use) => {
    const stoa = await Stoa.start(null, {
      CLIENT_ADDRESS_HEADER: "X-Real-IP",
      VISITOR_LIMITS: "sockets=2",
    });
    await use(stoa);
    await stoa.remove();
  },
});

/** Opens a socket from this address, and hears whether it stays or with which code it is closed. */
async function opens(
  stoa: Pick<Stoa, "socketServer">,
  room: string,
  address: string,
): Promise<{ socket: WebSocket; outcome: "stays" | number }> {
  const headers = { "X-Real-IP": address };
  const socket = new WebSocket(`${stoa.socketServer}/${room}`, { headers });
  const close = once(socket, "close");
  const [first] = await once(socket, "message");
  // The room begins with a question (type 0); who is refused is told so (type 2), and then closed.
  const outcome = first[0] === 0 ? "stays" : Number((await close)[0]);
  return { socket, outcome };
}

test("R125: in plain workerd the Worker and its rooms count one visitor's sockets together", async ({
  proxied,
  room,
}) => {
  const mine = "192.0.2.1";
  const first = await opens(proxied, `${room}-1`, mine);
  const second = await opens(proxied, `${room}-2`, mine);
  expect([first.outcome, second.outcome]).toEqual(["stays", "stays"]);
  expect((await opens(proxied, `${room}-3`, mine)).outcome).toBe(4529);
  expect((await opens(proxied, `${room}-3`, "192.0.2.2")).outcome).toBe("stays");
  first.socket.close();
  // The room has to hear of it first.
  await expect.poll(async () => (await opens(proxied, `${room}-4`, mine)).outcome).toBe("stays");
  expect((await opens(proxied, `${room}-4`, mine)).outcome).toBe(4529);
});

test("R125: on loopback, where nobody can be told from anybody, nothing is limited", async ({
  room,
}) => {
  const stoa = await Stoa.start(null, { VISITOR_LIMITS: "sockets=2 connections=1" });
  try {
    const opened = await Promise.all(
      Array.from({ length: 60 }, () => opens(stoa, room, "192.0.2.1")),
    );
    expect(new Set(opened.map(({ outcome }) => outcome))).toEqual(new Set(["stays"]));
    for (const { socket } of opened) socket.close();
  } finally {
    await stoa.remove();
  }
});

test("R125: without a proxy, a visitor is the other end of the socket, whatever a header says", async ({
  room,
}) => {
  const lan = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === "IPv4")?.address;
  test.skip(lan === undefined, "this machine has no address but loopback");
  const stoa = await Stoa.start(null, { HOST: "0.0.0.0", VISITOR_LIMITS: "sockets=2" });
  try {
    // A person on the same network opens this address without any setting.
    expect((await fetch(`http://${lan}:${stoa.port}/room/${room}`)).status).toBe(200);
    const socketServer = `ws://${lan}:${stoa.port}/room`;
    const outcomes = [];
    for (const forged of ["192.0.2.1", "192.0.2.2", "192.0.2.3"]) {
      outcomes.push((await opens({ socketServer }, room, forged)).outcome);
    }
    expect(outcomes).toEqual(["stays", "stays", 4529]);
  } finally {
    await stoa.remove();
  }
});

test("R126: a client that comes back for ever, as y-websocket 1.5 does, is answered slower and slower", async ({
  proxied,
  room,
}) => {
  const CLOSES = 6;
  const began = Date.now();
  const codes: number[] = [];
  while (codes.length < CLOSES) {
    // Each socket that opens sets the client's own back-off to its beginning, which is nothing worth waiting for.
    const { socket } = await opens(proxied, room, "192.0.2.3");
    socket.send(new Uint8Array([99]));
    const [code] = await once(socket, "close");
    codes.push(code);
  }
  expect(codes).toEqual(Array(CLOSES).fill(4400));
  // 0.5 s, 1 s, 2 s and 4 s before the third to the sixth.
  expect(Date.now() - began).toBeGreaterThan(7_000);
});

test("R125: settings that cannot be read end the start with a sentence", async () => {
  await expect(Stoa.start(null, { VISITOR_LIMITS: "sockets=many" })).rejects.toThrow(
    /VISITOR_LIMITS must be off, or list sockets/,
  );
  await expect(Stoa.start(null, { CLIENT_ADDRESS_HEADER: "X Real IP" })).rejects.toThrow(
    /CLIENT_ADDRESS_HEADER must be the name of a header/,
  );
});
