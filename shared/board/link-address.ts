/** Addresses of link cards: which of them a card may lead to, and how it names them. They know no shape. */
import { readLink } from "./draw/runs.ts";

/** How a card names an address: the part that tells whose it is, and the rest. */
export interface AddressName {
  readonly host: string;
  readonly rest: string;
}

/** Reads an address of http, https or mailto that a browser can open; `null`: it is none. */
export function readAddress(value: unknown): string | null {
  const link = readLink(value);
  return link !== null && URL.canParse(link) ? link : null;
}

/** Reads an address that somebody has written or pasted alone; `null`: it is none, or not alone. */
export function addressIn(words: string): string | null {
  const alone = words.trim();
  return /^https?:\/\/[^\s/]+\.?[^\s]*$/iu.test(alone) || /^mailto:[^\s@]+@[^\s@]+$/iu.test(alone)
    ? readAddress(alone)
    : null;
}

/** Names an address. The host is the one that a browser asks, whatever stands before it: `a.org@b.org` is of `b.org`. */
export function nameOf(address: string): AddressName {
  const { protocol, host, pathname, search, hash } = new URL(address);
  if (protocol === "mailto:") return { host: pathname, rest: "" };
  const rest = `${pathname}${search}${hash}`;
  return { host: host.replace(/^www\./, ""), rest: rest === "/" ? "" : rest };
}
