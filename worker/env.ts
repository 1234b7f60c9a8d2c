/** The Worker's bindings and settings, as `wrangler.jsonc` and the operator give them. */
import type { Importer } from "./archive/importer.ts";
import type { AssetBucket } from "./assets/asset-store.ts";
import type { Room } from "./room/room.ts";

/** The Worker's bindings; `wrangler.jsonc` declares them. */
export interface Env {
  readonly ROOM: DurableObjectNamespace<Room>;
  /** Takes archives, one at a time. */
  readonly IMPORTER: DurableObjectNamespace<Importer>;
  /**
   * The people who may import archives: `owners` (unset: they), `anybody`, also into rooms that are
   * nobody's, or `off`.
   */
  readonly IMPORTS?: string | null;
  /** The built client: Cloudflare's static assets, or a folder's service on one's own machine. */
  readonly ASSETS: Fetcher;
  /** Signs the tokens of people whom another site signs in (HS256). Unset: no tokens. */
  readonly AUTH_SECRET?: string | null;
  /** Origins of other sites whose pages may open sockets, parted by spaces or commas. */
  readonly ALLOWED_ORIGINS?: string | null;
  /** Origins under which people reach this server, parted by spaces or commas. Unset: see `http/host.ts`. */
  readonly PUBLIC_ORIGIN?: string | null;
  /** Names of this machine, parted by spaces. Only `npm start` sets it. */
  readonly OWN_HOSTS?: string | null;
  /** The header by which a proxy tells the address of each visitor. Unset: the socket's other end counts. */
  readonly CLIENT_ADDRESS_HEADER?: string | null;
  /** The limits of one visitor: `off`, or as in `shared/visitor-limits.ts`. Unset: the defaults. */
  readonly VISITOR_LIMITS?: string | null;
  /** Set to anything: a client without an origin needs a key or a token. */
  readonly REQUIRE_ORIGIN?: string | null;
  /** Opens `/metrics` to a client that shows it as bearer. Unset: there is no such page. */
  readonly METRICS_TOKEN?: string | null;
  /** Opens `POST /machine` to `npm start`, which draws it at random. Unset: there is no such address. */
  readonly MACHINE_TOKEN?: string | null;
  /** How much is logged: `error`, `info` or `debug`. Unset: `info`. */
  readonly LOG_LEVEL?: string | null;
  /** Objects whose rooms `npm start` shows from a copy, parted by spaces: they can only be looked at. */
  readonly COPIED_ROOMS?: string;
  /** Objects whose files `npm start` found lost or damaged, with no copy: their rooms stay closed. */
  readonly CLOSED_ROOMS?: string;
  /** Holds the images of rooms (R2). Unbound: each room holds its own. */
  readonly IMAGES?: AssetBucket | null;
  /** Where data points go on Cloudflare's network. Unbound: nowhere. */
  readonly ANALYTICS?: AnalyticsEngineDataset;
}
