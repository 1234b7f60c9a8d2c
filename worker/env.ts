import type { Room } from "./room/room.ts";

/** What the Worker is bound to; `wrangler.jsonc` declares it. */
export interface Env {
  readonly ROOM: DurableObjectNamespace<Room>;
  /** The built client: Cloudflare's static assets, or a folder's service on one's own machine. */
  readonly ASSETS: Fetcher;
}
