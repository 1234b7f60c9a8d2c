import { Failure } from "../failure.ts";
import type { RoomsCheck } from "./rooms-check.ts";
import { authority, ownHosts, type Settings } from "./settings.ts";

/** The settings that the build's `wrangler.json` (made from `wrangler.jsonc`) gives to plain workerd. */
export interface WorkerSettings {
  /** The main module's file name. */
  readonly main: string;
  readonly compatibilityDate: string;
  readonly compatibilityFlags: readonly string[];
  /** Durable Objects: the name in `env`, the class, and whether it stores in SQLite. */
  readonly objects: readonly { binding: string; className: string; sqlite: boolean }[];
  readonly assetsBinding: string | null;
  readonly variables: readonly { name: string; value: unknown }[];
}

/** One built Stoa on this machine: absolute paths. */
export interface Release {
  readonly pagesDirectory: string;
  readonly roomsDirectory: string;
  /** The Worker's modules, the main one first. */
  readonly modules: readonly { name: string; path: string }[];
}

type Json = Readonly<Record<string, unknown>>;

const record = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/**
 * Picks what workerd can serve from a parsed `wrangler.json`. Bindings to services that only
 * Cloudflare's network has (R2, queues and so on) are left out: the Worker finds them undefined.
 */
export function readWorkerSettings(parsed: unknown): WorkerSettings {
  const config = record(parsed);
  const compatibilityDate = text(config["compatibility_date"]);
  const main = text(config["main"]);
  if (compatibilityDate === null || main === null) {
    throw new Failure("wrangler.jsonc must set main and compatibility_date.");
  }
  const sqlite = new Set(
    list(config["migrations"]).flatMap((step) => list(record(step)["new_sqlite_classes"])),
  );
  const objects = list(record(config["durable_objects"])["bindings"]).flatMap((entry) => {
    const binding = text(record(entry)["name"]);
    const className = text(record(entry)["class_name"]);
    // A class of another Worker (`script_name`) does not exist on this machine.
    if (binding === null || className === null || "script_name" in record(entry)) return [];
    return [{ binding, className, sqlite: sqlite.has(className) }];
  });
  return {
    main,
    compatibilityDate,
    compatibilityFlags: list(config["compatibility_flags"]).filter(
      (flag) => typeof flag === "string",
    ),
    objects,
    assetsBinding: text(record(config["assets"])["binding"]),
    variables: Object.entries(record(config["vars"])).map(([name, value]) => ({ name, value })),
  };
}

/** A string literal of Cap'n Proto's text format: bytes outside printable ASCII as UTF-8 in octal. */
export function quote(value: string): string {
  let quoted = "";
  for (const byte of Buffer.from(value, "utf8")) {
    const character = String.fromCharCode(byte);
    if (character === '"' || character === "\\") quoted += `\\${character}`;
    else if (byte >= 0x20 && byte < 0x7f) quoted += character;
    else quoted += `\\${byte.toString(8).padStart(3, "0")}`;
  }
  return `"${quoted}"`;
}

/**
 * Settings that the Worker reads itself; `wrangler.jsonc` says what they mean. The runtime takes them
 * from its environment, so that a secret is not written to disk; what is not set reads as null.
 */
export const FROM_ENVIRONMENT: readonly string[] = [
  "AUTH_SECRET",
  "ALLOWED_ORIGINS",
  "PUBLIC_ORIGIN",
  "CLIENT_ADDRESS_HEADER",
  "VISITOR_LIMITS",
  "REQUIRE_ORIGIN",
  "METRICS_TOKEN",
  "IMPORTS",
  "LOG_LEVEL",
  "MACHINE_TOKEN",
];

/** Names the folder of a class's rooms and seeds their ids: changing it loses every room. */
const uniqueKey = (className: string): string => `stoa-${className}`;

/** The workerd configuration (Cap'n Proto text) that serves one release with these settings. */
export function workerdConfig(
  worker: WorkerSettings,
  release: Release,
  settings: Settings,
  found: Pick<RoomsCheck, "copied" | "closed"> = { copied: [], closed: [] },
): string {
  const variables = worker.variables.filter(({ name }) => !FROM_ENVIRONMENT.includes(name));
  const bindings = [
    ...worker.objects.map(
      ({ binding, className }) =>
        `(name = ${quote(binding)}, durableObjectNamespace = ${quote(className)})`,
    ),
    ...(worker.assetsBinding === null
      ? []
      : [`(name = ${quote(worker.assetsBinding)}, service = "pages")`]),
    ...variables.map(({ name, value }) =>
      typeof value === "string"
        ? `(name = ${quote(name)}, text = ${quote(value)})`
        : `(name = ${quote(name)}, json = ${quote(JSON.stringify(value))})`,
    ),
    `(name = "OWN_HOSTS", text = ${quote(ownHosts(settings.host).join(" "))})`,
    `(name = "COPIED_ROOMS", text = ${quote(found.copied.join(" "))})`,
    `(name = "CLOSED_ROOMS", text = ${quote(found.closed.join(" "))})`,
    ...FROM_ENVIRONMENT.map((name) => `(name = ${quote(name)}, fromEnvironment = ${quote(name)})`),
  ];
  const classes = [...new Map(worker.objects.map((object) => [object.className, object])).values()];
  const namespaces = classes.map(
    ({ className, sqlite }) =>
      `(className = ${quote(className)}, uniqueKey = ${quote(uniqueKey(className))}, enableSql = ${sqlite})`,
  );
  const modules = release.modules.map(
    ({ name, path }) => `(name = ${quote(name)}, esModule = embed ${quote(path)})`,
  );
  const rows = (items: readonly string[]): string =>
    items.map((item) => `\n        ${item},`).join("");
  return `# Written anew by every start of Stoa from wrangler.jsonc. Do not edit.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "stoa", worker = (
      modules = [${rows(modules)}
      ],
      compatibilityDate = ${quote(worker.compatibilityDate)},
      compatibilityFlags = [${worker.compatibilityFlags.map(quote).join(", ")}],
      bindings = [${rows(bindings)}
      ],
      durableObjectNamespaces = [${rows(namespaces)}
      ],
      durableObjectStorage = (localDisk = "rooms"),
    )),
    (name = "pages", disk = (path = ${quote(release.pagesDirectory)})),
    (name = "rooms", disk = (path = ${quote(release.roomsDirectory)}, writable = true)),
  ],
  sockets = [
    (
      name = "http",
      address = ${quote(authority(settings.host, settings.port))},
      # Behind a proxy that ends TLS, addresses then begin with https.
      http = (forwardedProtoHeader = "X-Forwarded-Proto"),
      service = "stoa",
    ),
  ],
);
`;
}
