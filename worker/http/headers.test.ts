/** Tests of the security headers of every answer. */
import { expect, test } from "vitest";
import { addCommonHeaders, pageHeaders } from "./headers.ts";

function common(url: string): Headers {
  const headers = new Headers();
  addCommonHeaders(headers, new URL(url));
  return headers;
}

/** One directive of the page's policy. */
function directive(name: string, url: string, framing: "nobody" | "anybody" = "nobody"): string {
  const policy = pageHeaders(new URL(url), framing)["Content-Security-Policy"] ?? "";
  return policy.split("; ").find((entry) => entry.startsWith(`${name} `)) ?? "";
}

test.each([
  ["https://stoa.test/room/a", "'self' ws://stoa.test wss://stoa.test"],
  ["http://localhost:8787/embed/a", "'self' ws://localhost:8787 wss://localhost:8787"],
  ["http://[::1]:8787/room/a", "'self'"],
])("R121: a page at %s opens sockets of its own host only", (url, sources) => {
  expect(directive("connect-src", url)).toBe(`connect-src ${sources}`);
  expect(directive("connect-src", url, "anybody")).toBe(`connect-src ${sources}`);
});

test("R121: every answer forbids guessing at types, tells no address and is for our own pages", () => {
  const headers = common("http://localhost:8787/healthz");
  expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(headers.get("Referrer-Policy")).toBe("no-referrer");
  expect(headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
});

test("R121: an embed may be framed by any site, also by one that isolates itself; a room's page by none", () => {
  const embed = pageHeaders(new URL("https://stoa.test/embed/a"), "anybody");
  expect(embed["Cross-Origin-Resource-Policy"]).toBe("cross-origin");
  expect(embed["Cross-Origin-Opener-Policy"]).toBe(undefined);
  expect(directive("frame-ancestors", "https://stoa.test/embed/a", "anybody")).toContain("*");
  const page = pageHeaders(new URL("https://stoa.test/room/a"), "nobody");
  expect(page["Cross-Origin-Opener-Policy"]).toBe("same-origin");
  expect(directive("frame-ancestors", "https://stoa.test/room/a")).toContain("'self'");
});

test("R121: no page has what it does not need, and the clipboard stays", () => {
  const granted = pageHeaders(new URL("https://stoa.test/room/a"), "nobody")["Permissions-Policy"];
  expect(granted).toContain("camera=()");
  expect(granted).not.toMatch(/clipboard|fullscreen/);
});

test("R121: browsers insist on TLS only where they have had it, and not on localhost", () => {
  const insists = (url: string) => common(url).has("Strict-Transport-Security");
  expect(insists("https://stoa.test/")).toBe(true);
  expect(insists("http://stoa.test/")).toBe(false);
  expect(insists("https://localhost:8443/")).toBe(false);
});

test.each([
  ["/room/a", true],
  ["/embed/a", true],
  ["/api/rooms/a/links", true],
  ["/", false],
  ["/roomy", false],
])("R121: search engines are told to leave %s alone: %s", (path, isToldSo) => {
  expect(common(`https://stoa.test${path}`).has("X-Robots-Tag")).toBe(isToldSo);
});
