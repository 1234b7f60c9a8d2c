/** Built pages and files, with their types, caching and headers. They know nothing of rooms. */
import type { Env } from "../env.ts";
import { type Framing, pageHeaders } from "./headers.ts";

/** Content types by file ending; a file with another ending is not served. */
const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  png: "image/png",
  svg: "image/svg+xml; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json; charset=utf-8",
  woff: "font/woff",
  woff2: "font/woff2",
};

/** A built file: in the root, or in `assets/` with a hash in its name. */
const FILE = /^\/(assets\/)?[A-Za-z0-9_-][A-Za-z0-9_.-]*\.([a-z0-9]+)$/;

/** One of the built pages, revalidated at each visit. */
export async function page(
  env: Env,
  request: Request,
  name: "index.html" | "room.html" | "embed.html",
  options: { readonly status?: number; readonly framing?: Framing } = {},
): Promise<Response> {
  const { status = 200, framing = "nobody" } = options;
  const found = await env.ASSETS.fetch(new URL(`/${name}`, request.url));
  if (!found.ok) return new Response("Stoa is not built yet.", { status: 500 });
  const headers = new Headers({
    "Content-Type": TYPES["html"] ?? "",
    "Cache-Control": "no-cache",
    // The development server puts scripts of its own into the page.
    ...(!import.meta.env?.DEV && pageHeaders(new URL(request.url), framing)),
  });
  return revalidated(request, await found.arrayBuffer(), headers, status);
}

/** One of the built files, or null when the path names none. */
export async function file(env: Env, request: Request): Promise<Response | null> {
  const { pathname } = new URL(request.url);
  const match = FILE.exec(pathname);
  const type = TYPES[match?.[2] ?? ""];
  if (match === null || type === undefined || type === TYPES["html"]) {
    return import.meta.env?.DEV ? developmentFile(env, request) : null;
  }
  const found = await env.ASSETS.fetch(new URL(pathname, request.url));
  if (!found.ok) {
    await found.body?.cancel();
    return null;
  }
  const headers = new Headers({
    "Content-Type": type,
    // A sandboxed frame has no origin of its own, not even ours; scripts and fonts are public anyway.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
  });
  if (match[1] === undefined) {
    headers.set("Cache-Control", "no-cache");
    return revalidated(request, await found.arrayBuffer(), headers, 200);
  }
  headers.set("Cache-Control", "public, max-age=31536000, immutable");
  compress(request, headers);
  return new Response(request.method === "HEAD" ? null : found.body, { headers });
}

/** While developing, Vite serves sources under paths of its own. */
async function developmentFile(env: Env, request: Request): Promise<Response | null> {
  const found = await env.ASSETS.fetch(request);
  // Made anew, because the headers of a fetched answer cannot be changed.
  return found.ok ? new Response(found.body, found) : null;
}

async function revalidated(
  request: Request,
  body: ArrayBuffer,
  headers: Headers,
  status: number,
): Promise<Response> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  const tag = [...hash.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  // Weak, because the same page may travel compressed or not.
  const etag = `W/"${tag}"`;
  headers.set("ETag", etag);
  if (status === 200 && request.headers.get("If-None-Match") === etag) {
    return new Response(null, { status: 304, headers });
  }
  compress(request, headers);
  return new Response(request.method === "HEAD" ? null : body, { status, headers });
}

/** Asks the runtime to compress text for clients that understand gzip; pictures and fonts are compressed already. */
function compress(request: Request, headers: Headers): void {
  const type = headers.get("Content-Type") ?? "";
  if (!/^(text|application)\/|svg/.test(type)) return;
  headers.set("Vary", "Accept-Encoding");
  const accepts = request.headers.get("Accept-Encoding") ?? "";
  if (/\bgzip\b/.test(accepts)) headers.set("Content-Encoding", "gzip");
}
