/** Tests of the Worker's addresses and answers. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { app } from "./app.ts";
import type { Env } from "./env.ts";
import { MAX_REST_BODY } from "./limits.ts";
import { ask } from "./testing/room-socket.ts";

const upgrade = { headers: { Upgrade: "websocket" } };

test("R19: the server says that it is ready", async () => {
  const response = await ask("/healthz");
  expect(response.status).toBe(200);
  expect(await response.text()).toBe("ok");
});

test.each(["a", "A-b_9", "x".repeat(64)])("R19: %s is a room", async (id) => {
  const response = await ask(`/room/${id}`, upgrade);
  expect(response.status).toBe(101);
  response.webSocket?.accept();
  response.webSocket?.close();
});

test.each(["x".repeat(65), "a.b", "a%20b", "ü"])(
  "R19: %s is no room: its socket is a 400",
  async (id) => {
    const response = await ask(`/room/${id}`, upgrade);
    expect(response.status).toBe(400);
    await response.text();
  },
);

test.each(["/", "/embed/a", "/nowhere", "/room"])("R19: there is no socket at %s", async (path) => {
  const response = await ask(path, upgrade);
  expect(response.webSocket).toBe(null);
  await response.text();
});

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const key = "k".repeat(32);

/** Addresses, and the statuses with which each answers `METHODS`, in order. */
const PAGES: [string, string][] = [
  ["/", "200 200 405 405 405 405 405"],
  ["/room/a", "200 200 405 405 405 405 405"],
  ["/room/a.svg", "403 403 405 405 405 405 405"],
  ["/room/a.json", "403 403 405 405 405 405 405"],
  ["/room/a.md", "403 403 405 405 405 405 405"],
  ["/room/a.b", "404 404 405 405 405 405 405"],
  ["/embed/a", "200 200 405 405 405 405 405"],
  ["/embed/a.b", "404 404 405 405 405 405 405"],
  ["/healthz", "200 200 405 405 405 405 405"],
  ["/metrics", "404 404 405 405 405 405 405"],
  ["/robots.txt", "200 200 405 405 405 405 405"],
  ["/assets/none-0.js", "404 404 405 405 405 405 405"],
  ["/nowhere", "404 404 405 405 405 405 405"],
  ["/apis", "404 404 405 405 405 405 405"],
];
const REST: [string, string][] = [
  ["/api", "404 404 404 404 404 404 404"],
  ["/api/", "404 404 404 404 404 404 404"],
  ["/api/rooms", "404 404 404 404 404 404 404"],
  ["/api/rooms/", "404 404 404 404 404 404 404"],
  ["/api/nowhere", "404 404 404 404 404 404 404"],
  ["/api/rooms/a.b/links", "400 400 400 400 400 400 400"],
  ["/api/rooms/table", "405 405 405 405 405 403 405"],
  ["/api/rooms/table/stats", "403 403 405 405 405 405 405"],
  ["/api/rooms/table/export", "403 403 405 405 405 405 405"],
  ["/api/rooms/table/import", "405 405 400 405 405 405 405"],
  ["/api/rooms/table/links", "403 403 400 405 405 405 405"],
  ["/api/rooms/table/links/1", "405 405 405 405 405 403 405"],
  ["/api/rooms/table/links/x", "404 404 404 404 404 404 404"],
  ["/api/rooms/table/access", "405 405 405 400 405 405 405"],
  ["/api/rooms/table/nothing/at/all", "404 404 404 404 404 404 404"],
];

/** As if the client were built, which these tests do without. */
const built = {
  ...(env as unknown as Env),
  ASSETS: {
    fetch: async (url: URL) =>
      /html|robots/.test(url.pathname) ? new Response("built") : new Response("", { status: 404 }),
  } as unknown as Fetcher,
};

async function statuses(path: string, check: (response: Response, method: string) => unknown) {
  const answers: number[] = [];
  for (const method of METHODS) {
    const headers = { Authorization: `Bearer ${key}` };
    const request = new Request(`https://stoa.test${path}`, { method, headers });
    const response = await app.fetch(request, built);
    answers.push(response.status);
    expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
    if (response.status === 405)
      expect(response.headers.get("Allow")).toMatch(/^[A-Z]+(, [A-Z]+)*$/);
    await check(response, method);
  }
  return answers.join(" ");
}

test.each(PAGES)("R19: every method has its answer at %s", async (path, expected) => {
  expect(await statuses(path, (response) => response.arrayBuffer())).toBe(expected);
});

test.each(REST)("R122: every answer at %s is JSON", async (path, expected) => {
  const isJson = async (response: Response, method: string) => {
    expect(response.headers.get("Content-Type")).toMatch(/^application\/json/);
    expect(response.headers.get("X-Robots-Tag")).toContain("noindex");
    const text = await response.text();
    if (method === "HEAD") return expect(text).toBe("");
    return expect(JSON.parse(text)).toEqual({
      error: expect.stringMatching(/^[a-z-]+$/),
      message: expect.any(String),
    });
  };
  expect(await statuses(path, isJson)).toBe(expected);
});

test("R122: a body that is too large is refused in JSON", async () => {
  const headers = { Authorization: `Bearer ${key}` };
  const body = "x".repeat(MAX_REST_BODY + 1);
  const response = await ask("/api/rooms/table/links", { method: "POST", headers, body });
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ error: "too-large" });
});

test("R122: a request that fails under /api fails in JSON, elsewhere in words, and says nothing of why", async () => {
  const broken = {
    get ASSETS(): never {
      throw new Error("nothing of this is told");
    },
    ROOM: {
      idFromName: () => {
        throw new Error("nothing of this is told");
      },
    },
  };
  const headers = { Authorization: `Bearer ${key}` };
  const asked = (path: string) =>
    app.fetch(new Request(`https://stoa.test${path}`, { headers }), broken as unknown as Env);
  const rest = await asked("/api/rooms/a/links");
  expect([rest.status, await rest.json()]).toEqual([
    500,
    { error: "failed", message: expect.stringContaining("Try again") },
  ]);
  const page = await asked("/room/a");
  expect([page.status, await page.text()]).toEqual([500, expect.stringContaining("Try again")]);
});

test("R19: a guest's secret that is malformed is a 400", async () => {
  const headers = { Upgrade: "websocket", "Sec-WebSocket-Protocol": "stoa.v1, guest.short" };
  const response = await ask("/room/a", { headers });
  expect(response.status).toBe(400);
  await response.text();
});

test.each([
  ["two X-Forwarded-Proto", "https, http://stoa.test", "stoa.test"],
  ["a blank in Host", "http://a b", "a b"],
  ["two Hosts", "http://a, b", "a, b"],
])("R120: a request with %s is a 400 with words", async (_, origin, Host) => {
  // `Request` itself takes no such address; the runtime hands them on.
  const asked = (path: string) =>
    app.fetch(
      {
        url: `${origin}${path}`,
        method: "GET",
        headers: new Headers({ Host }),
      } as unknown as Request,
      built,
    );
  const page = await asked("/room/a");
  expect([page.status, await page.text()]).toEqual([400, expect.stringContaining("Host")]);
  const rest = await asked("/api/rooms/a");
  expect([rest.status, await rest.json()]).toEqual([
    400,
    { error: "bad-request", message: expect.stringContaining("Host") },
  ]);
});

test("R120: pages, sockets and REST are refused with words that name the setting; what programs ask for is not", async () => {
  const ask = (path: string, headers: Record<string, string> = {}) =>
    app.fetch(new Request(`http://evil.example:8787${path}`, { headers }), {
      OWN_HOSTS: "attic",
    } as unknown as Env);
  for (const path of ["/", "/room/a", "/embed/a", "/assets/a.js", "/nowhere"]) {
    const response = await ask(path);
    expect([response.status, await response.text()]).toEqual([
      403,
      expect.stringContaining("set PUBLIC_ORIGIN=http://evil.example:8787"),
    ]);
  }
  const socket = await ask("/room/a", { Upgrade: "websocket", Origin: "http://evil.example:8787" });
  expect([socket.status, await socket.text()]).toEqual([
    403,
    expect.stringContaining("PUBLIC_ORIGIN"),
  ]);
  const rest = await ask("/api/rooms/a/stats", { Authorization: `Bearer ${"k".repeat(32)}` });
  expect([rest.status, await rest.json()]).toEqual([
    403,
    { error: "unknown-host", message: expect.stringContaining("PUBLIC_ORIGIN") },
  ]);
  expect((await ask("/healthz")).status).toBe(200);
  const METRICS_TOKEN = "t".repeat(32);
  const metrics = await app.fetch(
    new Request("http://stoa:8787/metrics", {
      headers: { Authorization: `Bearer ${METRICS_TOKEN}` },
    }),
    { OWN_HOSTS: "attic", METRICS_TOKEN } as unknown as Env,
  );
  expect(metrics.status).toBe(200);
});

test("R169: a request to an overloaded room is answered with 503 and Retry-After", async () => {
  const stats = () => Promise.reject(Object.assign(new Error("busy"), { overloaded: true }));
  const ROOM = { idFromName: () => "id", get: () => ({ stats }) } as unknown as Env["ROOM"];
  const headers = { Authorization: `Bearer ${"k".repeat(32)}` };
  const request = new Request("http://localhost/api/rooms/busy/stats", { headers });
  const response = await app.fetch(request, { ...(env as Env), ROOM });
  expect(response.status).toBe(503);
  expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(await response.json()).toMatchObject({ error: "overloaded" });
});
