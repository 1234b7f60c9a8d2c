/** The route `GET /metrics`: the figures, for the holder of `METRICS_TOKEN` only. */
import type { Env } from "../env.ts";
import { renderMetrics } from "../metrics.ts";
import { sha256 } from "./hash.ts";

/** Tells the figures to a client that shows `METRICS_TOKEN` as bearer. Without that setting there is nothing here. */
export async function metricsPage(env: Env, request: Request): Promise<Response | null> {
  if (!env.METRICS_TOKEN) return null;
  const shown = /^Bearer +(\S+)$/i.exec(request.headers.get("Authorization") ?? "")?.[1] ?? "";
  // Hashes have one length, so that the comparison takes one time.
  const [expected, got] = await Promise.all([sha256(env.METRICS_TOKEN), sha256(shown)]);
  if (!crypto.subtle.timingSafeEqual(expected, got)) {
    return new Response("Send METRICS_TOKEN as Authorization: Bearer <token>.", {
      status: 401,
      headers: { "WWW-Authenticate": 'Bearer realm="metrics"' },
    });
  }
  return new Response(renderMetrics(), {
    headers: {
      "Content-Type": "text/plain; version=0.0.4; charset=utf-8",
      "Cache-Control": "no-store",
    },
  });
}
