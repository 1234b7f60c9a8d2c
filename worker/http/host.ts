/** Host names: which requests are addressed to this server at all. It knows nothing of rooms. */
import type { Env } from "../env.ts";

/** A request whose address can be read and is this server's, or why it is answered with nothing else. */
export type Addressed =
  | { readonly kind: "own"; readonly url: URL }
  | { readonly kind: "malformed"; readonly reason: string }
  | { readonly kind: "foreign"; readonly reason: string };

/** A name or an IPv4 address, or an IPv6 address in brackets, and perhaps a port. */
const HOST = /^(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i;

/** An IPv4 address as `URL` writes it. */
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * Reads a request's address. The runtime joins several `Host` or
 * `X-Forwarded-Proto` headers by a comma and checks neither. So `new URL`
 * throws for some requests, and for others a `Host` with a path changes the
 * path.
 */
export function addressedTo(request: Request, env: Env): Addressed {
  const host = request.headers.get("Host");
  const url = URL.parse(request.url);
  const isSound =
    url !== null &&
    (host === null || HOST.test(host)) &&
    (url.protocol === "http:" || url.protocol === "https:") &&
    url.username === "" &&
    url.password === "";
  if (!isSound) {
    return {
      kind: "malformed",
      reason: "A request needs one Host that is a host name, and at most one X-Forwarded-Proto.",
    };
  }
  if (isOwnHost(url, request, env)) return { kind: "own", url };
  return {
    kind: "foreign",
    reason: `This Stoa does not answer for the host ${url.host}. If the host is yours, set PUBLIC_ORIGIN=${url.origin} (docs/SELF-HOSTING.md).`,
  };
}

/**
 * Is this host name one of this server's? A page of another site can point its
 * own name at this server (DNS rebinding); the browser then takes both for one
 * site. A literal address cannot be pointed elsewhere, nor can `localhost`.
 */
function isOwnHost(url: URL, request: Request, env: Env): boolean {
  // Cloudflare's network brings a Worker only the requests that its routes name.
  if (!env.PUBLIC_ORIGIN && !env.OWN_HOSTS) return true;
  const name = url.hostname.replace(/\.$/, "");
  if (IPV4.test(name) || name.startsWith("[")) return true;
  if (name === "localhost" || name.endsWith(".localhost")) return true;
  if (publicNames(env.PUBLIC_ORIGIN ?? "").has(name)) return true;
  if (splitList(env.OWN_HOSTS).includes(name)) return true;
  return !env.PUBLIC_ORIGIN && isPassedOn(url, request);
}

/**
 * Does a proxy that ends TLS pass this request on? Plain workerd never speaks
 * TLS, so `https` comes from `X-Forwarded-Proto`. A rebound page can add that
 * header to a `fetch`, and never to a socket or a navigation. Its own origin
 * begins with `http:`, which every `fetch` that could write something says.
 */
function isPassedOn(url: URL, request: Request): boolean {
  const origin = request.headers.get("Origin") ?? "";
  return url.protocol === "https:" && !origin.startsWith("http:");
}

/**
 * The origin under which the sender of the request reaches this server, for
 * links that are passed on. Where `PUBLIC_ORIGIN` is set, it is the one of the
 * same name, or else the first. A proxy may pass on neither `Host` nor the
 * scheme.
 */
export function publicOrigin(url: URL, env: Env): string {
  const listed = splitList(env.PUBLIC_ORIGIN).flatMap((entry) => URL.parse(entry) ?? []);
  const [first = url] = listed;
  return (listed.find(({ hostname }) => hostname === url.hostname) ?? first).origin;
}

let knownSetting = "";
let knownNames: ReadonlySet<string> = new Set();

/** Returns the host names of `PUBLIC_ORIGIN`, which are read once. */
function publicNames(setting: string): ReadonlySet<string> {
  if (setting !== knownSetting) {
    knownNames = new Set(splitList(setting).map((entry) => URL.parse(entry)?.hostname ?? ""));
    knownSetting = setting;
  }
  return knownNames;
}

/** Returns the entries of a setting that lists several, parted by spaces or commas. */
export function splitList(setting: string | null | undefined): string[] {
  return (setting ?? "").split(/[\s,]+/).filter((entry) => entry !== "");
}
