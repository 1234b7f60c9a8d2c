/** Tests of origins from which sockets may be opened. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { RoomId } from "../../shared/ids.ts";
import type { Env } from "../env.ts";
import { Owner } from "../testing/owners.ts";
import { TestRoom } from "../testing/test-room.ts";
import { connect } from "./connect.ts";

/** Connects to a room with these headers; the settings are the Worker's. */
function knock(
  url: string,
  headers: Record<string, string>,
  settings: Record<string, unknown> = {},
): Promise<Response> {
  const id = new URL(url).pathname.slice("/room/".length) as RoomId;
  const request = new Request(url, { headers: { Upgrade: "websocket", ...headers } });
  return connect({ ...env, ...settings } as unknown as Env, id, request);
}

/** The answer's status for a socket that a page of `origin` opens at `url`. */
async function opens(
  origin: string | null,
  url: string,
  settings: Record<string, string> = {},
): Promise<number> {
  const response = await knock(url, origin === null ? {} : { Origin: origin }, settings);
  response.webSocket?.accept();
  response.webSocket?.close();
  if (response.webSocket === null) await response.text();
  return response.status;
}

const room = "https://stoa.test/room/a";

test.each([
  ["https://stoa.test", room],
  ["http://stoa.test", room],
  ["https://stoa.test", "http://stoa.test/room/a"],
  ["https://stoa.test", "http://stoa.test:443/room/a"],
  ["http://localhost:8787", "http://localhost:8787/room/a"],
  ["http://[::1]:8787", "http://[::1]:8787/room/a"],
  ["https://friend.example", room],
  ["https://other.example:8443", room],
])("R47: a page of %s opens a socket at %s", async (origin, url) => {
  expect(await opens(origin, url)).toBe(101);
});

test.each([
  "https://evil.example",
  "https://stoa.test.evil.example",
  "https://evil-stoa.test",
  "https://stoa.test:8443",
  "http://friend.example",
  "https://friend.example.evil.example",
  "https://other.example",
  "file://",
  "stoa.test",
  "",
])("R47: a page of %j opens no socket", async (origin) => {
  expect(await opens(origin, room)).toBe(403);
});

test("R47: a client that is refused for a page's origin is told what was compared", async () => {
  const behindProxy = await knock("http://127.0.0.1:8787/room/a", { Origin: "https://stoa.test" });
  expect(await behindProxy.text()).toContain(
    "Sockets of 127.0.0.1:8787 are not opened for pages of https://stoa.test.",
  );
});

test("R47: a page of another site wakes no room", async () => {
  let woken = 0;
  const ROOM = {
    idFromName: () => "id",
    get: () => ({ id: "id", fetch: async () => new Response(`${++woken}`) }),
  };
  const foreign = await knock(room, { Origin: "https://evil.example" }, { ROOM });
  expect([foreign.status, woken]).toEqual([403, 0]);
  const own = await knock(room, {}, { ROOM });
  expect([await own.text(), woken]).toEqual(["1", 1]);
});

test("R47: a client that has no origin, or is denied one, comes in as by the plain link", async () => {
  for (const origin of [null, "null"]) expect(await opens(origin, room)).toBe(101);
});

test("R47: where REQUIRE_ORIGIN is set, who has no origin needs a key or a token", async () => {
  const strict = { REQUIRE_ORIGIN: "1" };
  for (const origin of [null, "null"]) expect(await opens(origin, room, strict)).toBe(403);
  expect(await opens("https://stoa.test", room, strict)).toBe(101);
  const own = new TestRoom();
  const { key } = await (await Owner.of(own)).makesLink("viewer");
  expect(await opens(null, `https://stoa.test/room/${own.id}?key=${key}`, strict)).toBe(101);
});

test("R47: pages of every origin in PUBLIC_ORIGIN open sockets, also where a proxy does not pass on Host", async () => {
  const settings = { PUBLIC_ORIGIN: "https://a.example, https://b.example:8443" };
  for (const origin of ["https://a.example", "https://b.example:8443"]) {
    expect(await opens(origin, "http://127.0.0.1:8787/room/a", settings)).toBe(101);
  }
  expect(await opens("http://a.example", "http://127.0.0.1:8787/room/a", settings)).toBe(403);
});

test("R47: every site may open sockets where the list says *", async () => {
  expect(await opens("https://evil.example", room, { ALLOWED_ORIGINS: "*" })).toBe(101);
});
