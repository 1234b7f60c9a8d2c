/** Addresses of visitors: the sender of a request, as far as this server can know it. It knows no limits. */
import type { Env } from "../env.ts";

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

/**
 * The network that a request comes from: an IPv4 address, or the /64 of an IPv6
 * address, because that is what one subscriber gets.
 *
 * - Behind a proxy, the address stands in the header that
 * `CLIENT_ADDRESS_HEADER` names. In a list it is the last entry, because the
 * proxy itself added that.
 * - On plain workerd, the socket's other end, which the runtime tells in `cf`
 * and no header can change. Loopback is a proxy that no setting names, or
 * somebody on this machine: nobody can be told from anybody else.
 * - On Cloudflare's network, `CF-Connecting-IP`.
 *
 * @returns null when it cannot be known.
 */
export function addressOf(request: Request, env: Env): string | null {
  if (env.CLIENT_ADDRESS_HEADER) {
    const told = request.headers.get(env.CLIENT_ADDRESS_HEADER)?.split(",").at(-1);
    const network = told === undefined ? null : networkOf(told.trim());
    if (network !== null) return network;
  }
  const cf: Readonly<Record<string, unknown>> | undefined = request.cf;
  const peer = cf?.["clientIp"] ?? (isOnCloudflare(cf) && request.headers.get("CF-Connecting-IP"));
  const network = typeof peer === "string" ? networkOf(peer) : null;
  return network === null || isLoopback(network) ? null : network;
}

/** Only Cloudflare's network says where it took the request; elsewhere anybody could set its headers. */
function isOnCloudflare(cf: Readonly<Record<string, unknown>> | undefined): boolean {
  return typeof cf?.["colo"] === "string";
}

/** Returns the network of an address, which may have a port; null when it is no address. */
export function networkOf(address: string): string | null {
  const [, v6 = "", v4 = ""] = /^\[([^\]]*)\](?::\d+)?$|^([\d.]+)(?::\d+)?$/.exec(address) ?? [
    "",
    address,
  ];
  if (IPV4.test(v4)) return v4;
  // A zone (`%eth0`) says by which of our own interfaces it came.
  const written = URL.parse(`http://[${v6.replace(/%.*$/, "")}]/`)?.hostname.slice(1, -1);
  if (written === undefined || v6 === "") return null;
  const groups = expand(written);
  const embedded = embeddedIPv4(groups);
  return embedded ?? `${groups.slice(0, 4).map(toHex).join(":")}::/64`;
}

/** Returns the eight groups of an IPv6 address as `URL` writes it. */
function expand(written: string): number[] {
  const [head = "", tail] = written.split("::");
  const read = (part: string): number[] =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
  const first = read(head);
  if (tail === undefined) return first;
  const last = read(tail);
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
}

/** Returns the IPv4 address inside one that stands for it: `::ffff:0:0/96` (mapped) and `64:ff9b::/96` (NAT64). */
function embeddedIPv4(groups: readonly number[]): string | null {
  const prefix = groups.slice(0, 6).map(toHex).join(":");
  if (prefix !== "0:0:0:0:0:ffff" && prefix !== "64:ff9b:0:0:0:0") return null;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join(".");
}

const toHex = (group: number): string => group.toString(16);

/** `::1` is the only address of its /64 that can be a peer. */
function isLoopback(network: string): boolean {
  return network.startsWith("127.") || network === "0:0:0:0::/64";
}
