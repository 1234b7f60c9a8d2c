import { once } from "node:events";
import { request } from "node:http";
import WebSocket from "ws";
import type { SocketClass } from "../testkit/generic-client.ts";
import { Observer } from "./observer.ts";
import { Person } from "./people.ts";
import { PageSocket, type ProxyName, ReverseProxy, whereIs } from "./proxy.ts";
import { Stoa } from "./server.ts";
import { expect, test } from "./test.ts";

const UPGRADE = {
  Connection: "Upgrade",
  Upgrade: "websocket",
  "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "c3RvYSBpcyBhIHBvcmNoLg==",
};

test("R68: the headers of a proxy that ends TLS are enough for sockets and for links", async ({
  stoa,
  room,
}) => {
  const passedOn = { Host: "stoa.example.org:8443", "X-Forwarded-Proto": "https" };
  const opens = async (origin: string): Promise<number> => {
    const headers = { ...passedOn, ...UPGRADE, Origin: origin };
    const asked = request(`${stoa.address}/room/${room}`, { headers }).end();
    const status = await Promise.race([
      once(asked, "upgrade").then(([answer, socket]) => {
        socket.destroy();
        return answer.statusCode;
      }),
      once(asked, "response").then(([answer]) => answer.resume().statusCode),
    ]);
    return status;
  };
  expect(await opens("https://stoa.example.org:8443")).toBe(101);
  expect(await opens("https://stoa.example.org")).toBe(403);
  expect(await opens("https://evil.example")).toBe(403);

  const key = await ownerKey(`${stoa.socketServer}/${room}-owned`);
  const headers = { ...passedOn, Authorization: `Bearer ${key}` };
  const path = `${stoa.address}/api/rooms/${room}-owned/links`;
  const asked = request(path, { method: "POST", headers }).end('{"role":"viewer"}');
  const [answer] = await once(asked, "response");
  const made: { url: string } = JSON.parse((await answer.toArray()).join(""));
  expect(made.url).toMatch(/^https:\/\/stoa\.example\.org:8443\/room\/.+#k=/);
});

for (const name of ["nginx", "caddy"] as const) {
  test.describe(`behind ${name}`, () => {
    test.skip(!canTry(name), `${name} or openssl is not installed`);

    test(`R68: two people meet over TLS through ${name}, set up as the guide says`, async ({
      browser,
      ownStoa,
      room,
    }) => {
      const proxy = await ReverseProxy.start(name, [ownStoa]);
      const trusting = { ignoreHTTPSErrors: true };
      const mina = await Person.arrives(browser, "Mina", proxy.address, trusting);
      const jonas = await Person.arrives(browser, "Jonas", proxy.address, trusting);
      try {
        await mina.opens(room);
        await jonas.opens(room);
        await mina.drawsRectangle({ x: 320, y: 220 }, { x: 480, y: 380 });
        await mina.presses("Escape");
        await mina.isSaved();
        await expect
          .poll(() => jonas.inkWithin({ x: 310, y: 210 }, { x: 490, y: 390 }))
          .toBeGreaterThan(1_000);
        // Comes back by itself when Stoa does, through a proxy that has been there all the time.
        await ownStoa.kill();
        await ownStoa.startAgain();
        await jonas.drawsEllipse({ x: 600, y: 220 }, { x: 760, y: 380 });
        await jonas.presses("Escape");
        await jonas.isSaved();
        await expect
          .poll(() => mina.inkWithin({ x: 590, y: 210 }, { x: 770, y: 390 }))
          .toBeGreaterThan(500);

        const path = `/room/${room}`;
        const foreign = { headers: { ...UPGRADE, Origin: "https://evil.example" } };
        expect((await proxy.asks(path, foreign)).status).toBe(403);
        const owned = `${room}-owned`;
        const key = await ownerKey(`${proxy.socketServer}/${owned}`, PageSocket);
        const made = await proxy.asks(`/api/rooms/${owned}/links`, {
          method: "POST",
          headers: { Authorization: `Bearer ${key}` },
          body: '{"role":"viewer"}',
        });
        expect(JSON.parse(made.body).url).toContain(`${proxy.address}/room/${owned}#k=`);
      } finally {
        await mina.leaves();
        await jonas.leaves();
        await proxy.stop();
      }
    });
  });
}

for (const name of ["nginx", "caddy"] as const) {
  test.describe(`behind ${name}`, () => {
    test.skip(!canTry(name), `${name} or openssl is not installed`);

    test(`R125: a visitor behind ${name} is who it says, and not who the visitor says`, async ({
      room,
    }) => {
      const stoa = await Stoa.start(null, {
        CLIENT_ADDRESS_HEADER: "X-Real-IP",
        VISITOR_LIMITS: "imports=1",
        IMPORTS: "anybody",
      });
      const proxy = await ReverseProxy.start(name, [stoa]);
      const imports = async (address: string) => {
        const answer = await proxy.asks(`/api/rooms/${room}/import`, {
          method: "POST",
          headers: { Authorization: `Bearer ${"k".repeat(32)}`, "X-Real-IP": address },
          body: "no archive",
        });
        return answer.status;
      };
      try {
        expect(await imports("192.0.2.1")).toBe(400);
        expect(await imports("192.0.2.2")).toBe(429);
      } finally {
        await proxy.stop();
        await stoa.remove();
      }
    });
  });
}

test.describe("behind nginx", () => {
  test.skip(!canTry("nginx"), "nginx or openssl is not installed");

  test("R68: one address that opens sockets without end is held up, and pages are not", async ({
    ownStoa,
  }) => {
    const proxy = await ReverseProxy.start("nginx", [ownStoa]);
    try {
      // An id that Stoa refuses: only what the proxy lets through costs anything.
      const knocks = Array.from({ length: 300 }, () =>
        proxy.asks("/room/not.an.id", { headers: UPGRADE }),
      );
      const statuses = (await Promise.all(knocks)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 400).length).toBeGreaterThanOrEqual(200);
      expect(statuses).toContain(429);
      expect((await proxy.asks("/")).status).toBe(200);
    } finally {
      await proxy.stop();
    }
  });

  test("R69: of two Stoas behind nginx a room has always the same one, also while that is down", async ({
    ownStoa,
    room,
  }) => {
    const second = await Stoa.start();
    const proxy = await ReverseProxy.start("nginx", [ownStoa, second]);
    const rooms = Array.from({ length: 12 }, (_, index) => `${room}-${index}`);
    const write = async (id: string, text: string): Promise<void> => {
      const writer = new Observer(proxy, id, {}, PageSocket);
      const witness = new Observer(proxy, id, {}, PageSocket);
      await writer.synced();
      await witness.synced();
      writer.doc.getArray("said").push([text]);
      await expect.poll(() => witness.doc.getArray("said").toArray().at(-1)).toBe(text);
      for (const somebody of [writer, witness]) somebody.leaves();
    };
    const readIn = async (
      where: Pick<Stoa, "socketServer">,
      id: string,
      Socket: SocketClass = WebSocket,
    ) => {
      const reader = new Observer(where, id, {}, Socket);
      await reader.synced();
      const said = reader.doc.getArray("said").toArray();
      reader.leaves();
      return said;
    };
    try {
      for (const id of rooms) await write(id, "first");
      const inFirst = new Map<string, boolean>();
      for (const id of rooms) {
        const [one, other] = [await readIn(ownStoa, id), await readIn(second, id)];
        expect([one, other]).toContainEqual(["first"]);
        expect([one, other]).toContainEqual([]);
        inFirst.set(id, one.length > 0);
      }
      const [here] = rooms.filter((id) => inFirst.get(id));
      const [there] = rooms.filter((id) => !inFirst.get(id));
      if (here === undefined || there === undefined) throw new Error("all rooms are in one");

      await ownStoa.kill();
      const { status } = await proxy.asks(`/room/${here}`, { headers: UPGRADE });
      expect(status).toBe(502);
      await write(there, "second");
      await ownStoa.startAgain();
      await write(here, "second");
      expect(await readIn(proxy, here, PageSocket)).toEqual(["first", "second"]);
      expect(await readIn(second, here)).toEqual([]);
    } finally {
      await proxy.stop();
      await second.remove();
    }
  });
});

function canTry(name: ProxyName): boolean {
  return whereIs(name) !== null && whereIs("openssl") !== null;
}

/** Opens a room that is nobody's, as its page does, and learns its owner key. */
async function ownerKey(
  address: string,
  Socket: SocketClass<WebSocket> = WebSocket,
): Promise<string> {
  const socket = new Socket(address, ["stoa.v1", "owner.new"]);
  for await (const [data, isBinary] of messages(socket)) {
    const event = isBinary ? null : JSON.parse(String(data));
    if (event?.type !== "hello") continue;
    socket.close();
    return event.ownerKey;
  }
  throw new Error("the room said no hello");
}

async function* messages(socket: WebSocket): AsyncGenerator<[unknown, boolean]> {
  for (;;) {
    const [data, isBinary] = await once(socket, "message");
    yield [data, isBinary];
  }
}
