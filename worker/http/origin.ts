/** Origins: whether a page of this origin may open a socket. It knows nothing of keys. */
import type { Env } from "../env.ts";
import { splitList } from "./host.ts";

/**
 * May a socket be opened from where this request comes from? `known`: from
 * one of our own pages, or from a site on the list. `unknown`: from a program,
 * which has no origin, or from a page that was denied one, as our own embed is
 * in a sandboxed frame. `foreign`: from another site's page.
 */
export function originOf(request: Request, env: Env): "known" | "unknown" | "foreign" {
  const origin = request.headers.get("Origin");
  if (origin === null || origin === "null") return "unknown";
  const listed = splitList(env.ALLOWED_ORIGINS);
  if (listed.includes("*") || listed.includes(origin)) return "known";
  if (splitList(env.PUBLIC_ORIGIN).includes(origin)) return "known";
  return isOwnHost(origin, request) ? "known" : "foreign";
}

/** The scheme is left out: a proxy that ends TLS may not say which one the browser used. */
function isOwnHost(origin: string, request: Request): boolean {
  const page = URL.parse(origin);
  const { host } = new URL(request.url);
  // Read with the page's scheme, so that a default port that was written out makes no difference.
  return (
    page !== null && page.host !== "" && page.host === URL.parse(`${page.protocol}//${host}`)?.host
  );
}
