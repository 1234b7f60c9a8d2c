/** Security headers: what a browser may do with each answer. It knows nothing of what is in the answers. */

/** A page that only our own site may frame, or one that any site may. */
export type Framing = "nobody" | "anybody";

/** Seconds for which a browser that has seen Stoa over TLS insists on TLS: a year. */
const HSTS_SECONDS = 31_536_000;

/** Addresses that let people into a room, or say something of one: search engines leave them alone. */
const NOT_INDEXED = /^\/(?:room|embed|api)(?:\/|$)/;

/**
 * The powers that no page of ours needs, so that no script in one, and nothing that one frames,
 * gets them.
 */
const PERMISSIONS = [
  "accelerometer",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "usb",
]
  .map((feature) => `${feature}=()`)
  .join(", ");

/** Adds the common headers of every answer; a header that is set already stays. */
export function addCommonHeaders(headers: Headers, url: URL): void {
  const add = (name: string, value: string): void => {
    if (!headers.has(name)) headers.set(name, value);
  };
  add("X-Content-Type-Options", "nosniff");
  // A room's address is the key to it: no other site learns it from a link that is followed.
  add("Referrer-Policy", "no-referrer");
  add("Cross-Origin-Resource-Policy", "same-origin");
  if (NOT_INDEXED.test(url.pathname)) add("X-Robots-Tag", "noindex, nofollow");
  // On localhost a browser would apply it to every other server of the developer's.
  if (url.protocol === "https:" && !isLocal(url)) {
    add("Strict-Transport-Security", `max-age=${HSTS_SECONDS}`);
  }
}

/** Returns the further headers of a page. */
export function pageHeaders(url: URL, framing: Framing): Record<string, string> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(url, framing),
    // Clipboard and full screen are not named: a site that frames an embed grants them by `allow`.
    "Permissions-Policy": PERMISSIONS,
    ...(framing === "anybody"
      ? // A site that isolates itself (COEP) may frame an embed, too.
        { "Cross-Origin-Resource-Policy": "cross-origin" }
      : isTrustworthy(url) && { "Cross-Origin-Opener-Policy": "same-origin" }),
  };
}

function contentSecurityPolicy(url: URL, framing: Framing): string {
  return [
    "default-src 'self'",
    // Menus place themselves by style attributes and measured style elements.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `connect-src ${["'self'", ...ownSockets(url)].join(" ")}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${framing === "anybody" ? "*" : "'self'"}`,
  ].join("; ");
}

/**
 * The sockets of the page's own host. Safari does not count them as `'self'`.
 * A proxy that ends TLS may not say so, hence both schemes. The policy's
 * grammar has no IPv6 addresses; there `'self'` alone has to do.
 */
function ownSockets({ host, hostname }: URL): string[] {
  return hostname.startsWith("[") ? [] : [`ws://${host}`, `wss://${host}`];
}

/** Browsers heed `Cross-Origin-Opener-Policy` only here, and complain about it elsewhere. */
function isTrustworthy(url: URL): boolean {
  return url.protocol === "https:" || isLocal(url);
}

function isLocal({ hostname }: URL): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname.startsWith("127.") ||
    hostname === "[::1]"
  );
}
