/** Tests of host names and malformed addresses. */
import { describe, expect, test } from "vitest";
import type { Env } from "../env.ts";
import { addressedTo, publicOrigin } from "./host.ts";

interface Knock {
  readonly headers?: Record<string, string>;
  readonly settings?: Partial<Env>;
}

/** `npm start` on a machine that is called attic. */
const STARTED = { OWN_HOSTS: "attic attic.local" };

function kind(url: string, { headers = {}, settings = STARTED }: Knock = {}): string {
  return addressedTo(new Request(url, { headers }), settings as unknown as Env).kind;
}

/** A request as the runtime hands it on, whose address `Request` itself would not take. */
function raw(url: string, host: string, method = "GET"): Request {
  const headers = new Headers({ Host: host });
  return { url, method, headers } as unknown as Request;
}

const MALFORMED: [string, string, string][] = [
  ["two X-Forwarded-Proto", "https, http://stoa.test/room/a", "stoa.test"],
  ["another scheme", "javascript://stoa.test/room/a", "stoa.test"],
  ["a blank in Host", "http://a b/room/a", "a b"],
  ["a bracket in Host", "http://a[b/room/a", "a[b"],
  ["two Hosts", "http://a, b/room/a", "a, b"],
  ["two Hosts without a blank", "http://a,b/room/a", "a,b"],
  ["a path in Host", "http://a/b?/room/a", "a/b?"],
  ["a person in Host", "http://u:p@a/room/a", "u:p@a"],
  ["a port that is none", "http://a:99999/room/a", "a:99999"],
];

describe("R120: a request whose address cannot be read is malformed", () => {
  test.each(MALFORMED)("%s", (_, url, host) => {
    expect(addressedTo(raw(url, host), {} as Env).kind).toBe("malformed");
  });
});

test.each([
  "http://127.0.0.1:8787/",
  "http://192.168.1.5:8787/room/a",
  "http://[::1]:8787/",
  "http://[fe80::1]/",
  "http://localhost:8787/",
  "http://LOCALHOST./",
  "http://stoa.localhost/",
  "http://attic:8787/",
  "http://attic.local/",
])("R120: npm start answers for %s without a setting", (url) => {
  expect(kind(url)).toBe("own");
});

test.each([
  "http://evil.example:8787/",
  "http://localhost.evil.example/",
  "http://127.0.0.1.evil.example/",
  "http://attic.evil.example/",
  "http://evillocalhost/",
])("R120: a name that is pointed at this server, as in %s, is refused", (url) => {
  expect(kind(url)).toBe("foreign");
});

test("R120: a host name that a proxy that ends TLS passes on is its own, and a rebound page cannot pretend to be one", () => {
  const passedOn = (headers: Record<string, string>) =>
    kind("https://stoa.example.org/room/a", { headers });
  expect(passedOn({})).toBe("own");
  expect(passedOn({ Origin: "https://stoa.example.org" })).toBe("own");
  expect(passedOn({ Origin: "null" })).toBe("own");
  expect(passedOn({ Origin: "http://stoa.example.org" })).toBe("foreign");
});

test("R120: PUBLIC_ORIGIN lists own names, and then no other name is", () => {
  const settings = {
    ...STARTED,
    PUBLIC_ORIGIN: "https://stoa.example.org, http://board.example:8080",
  };
  const own = (url: string) => kind(url, { settings }) === "own";
  expect(own("https://stoa.example.org/")).toBe(true);
  expect(own("http://stoa.example.org:8787/")).toBe(true);
  expect(own("http://board.example:8080/")).toBe(true);
  expect(own("http://127.0.0.1:8787/")).toBe(true);
  expect(own("http://localhost:8787/")).toBe(true);
  expect(own("https://other.example.org/")).toBe(false);
});

test("R120: links are made for the public origin of the name that was asked", () => {
  const made = (url: string, PUBLIC_ORIGIN?: string) =>
    publicOrigin(new URL(url), { PUBLIC_ORIGIN } as unknown as Env);
  const both = "https://a.example https://b.example:8443";
  expect(made("http://192.168.1.5:8787/api")).toBe("http://192.168.1.5:8787");
  expect(made("http://b.example/api", both)).toBe("https://b.example:8443");
  expect(made("http://127.0.0.1:8787/api", both)).toBe("https://a.example");
});

test("R120: on Cloudflare's network every name is own, unless PUBLIC_ORIGIN says which", () => {
  const other = "https://stoa.somebody.workers.dev/";
  expect(kind(other, { settings: {} })).toBe("own");
  expect(kind(other, { settings: { PUBLIC_ORIGIN: "https://stoa.example.org" } })).toBe("foreign");
});
