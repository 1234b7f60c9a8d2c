import { askRaw } from "./raw-request.ts";
import { expect, test } from "./test.ts";

const MALFORMED: [string, string[]][] = [
  ["two X-Forwarded-Proto", ["Host: localhost", "X-Forwarded-Proto: https, http"]],
  ["a scheme that is none of the web's", ["Host: localhost", "X-Forwarded-Proto: javascript"]],
  ["a blank in Host", ["Host: local host"]],
  ["a bracket in Host", ["Host: local[host"]],
  ["two Hosts", ["Host: localhost", "Host: evil.example"]],
  ["a path in Host", ["Host: localhost/room/b?"]],
  ["no Host", []],
];

for (const [what, headers] of MALFORMED) {
  test(`R120: a request with ${what} is a 400`, async ({ stoa }) => {
    const page = await askRaw(stoa, ["GET /room/a HTTP/1.1", ...headers]);
    expect(page.split("\r\n")[0]).toBe("HTTP/1.1 400 Bad Request");
    const upgrade = ["Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAA"];
    const socket = await askRaw(stoa, ["GET /room/a HTTP/1.1", ...headers, ...upgrade]);
    expect(socket.split("\r\n")[0]).toBe("HTTP/1.1 400 Bad Request");
  });
}

test("R120: a name that somebody points at this server opens nothing, and is told of the setting", async ({
  stoa,
}) => {
  const host = `Host: evil.example:${stoa.port}`;
  for (const path of ["/", "/room/a", "/api/rooms/a/stats"]) {
    const answer = await askRaw(stoa, [`GET ${path} HTTP/1.1`, host]);
    expect(answer).toContain("HTTP/1.1 403 Forbidden");
    expect(answer).toContain(`set PUBLIC_ORIGIN=http://evil.example:${stoa.port}`);
  }
  const health = await askRaw(stoa, ["GET /healthz HTTP/1.1", host]);
  expect(health).toContain("HTTP/1.1 200 OK");
});

test("R121: pages, files and answers say what a browser may do with them", async ({
  stoa,
  room,
}) => {
  const headersOf = async (path: string) => (await fetch(`${stoa.address}${path}`)).headers;
  const { host } = new URL(stoa.address);
  const page = await headersOf(`/room/${room}`);
  expect(page.get("content-security-policy")).toContain(
    `connect-src 'self' ws://${host} wss://${host};`,
  );
  expect(page.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(page.get("permissions-policy")).toContain("camera=()");
  expect(page.get("x-robots-tag")).toContain("noindex");
  const embed = await headersOf(`/embed/${room}`);
  expect(embed.get("cross-origin-resource-policy")).toBe("cross-origin");
  expect(embed.get("x-robots-tag")).toContain("noindex");
  for (const path of ["/", "/healthz", "/icon.svg", "/nowhere", "/api/nowhere"]) {
    const headers = await headersOf(path);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-robots-tag")).toBe(path.startsWith("/api") ? "noindex, nofollow" : null);
  }
  const robots = await (await fetch(`${stoa.address}/robots.txt`)).text();
  for (const path of ["/room/", "/embed/", "/api/"]) expect(robots).toContain(`Disallow: ${path}`);
});

test("R121: a compressed answer and an answer to HEAD stay so", async ({ stoa }) => {
  const asked = await fetch(stoa.address, { headers: { "Accept-Encoding": "gzip" } });
  expect(asked.headers.get("content-encoding")).toBe("gzip");
  expect(await asked.text()).toContain("<!doctype html>");
  const tag = asked.headers.get("etag") ?? "";
  const again = await fetch(stoa.address, { headers: { "If-None-Match": tag } });
  expect(again.status).toBe(304);
  expect(again.headers.get("x-content-type-options")).toBe("nosniff");
  const head = await fetch(stoa.address, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});
