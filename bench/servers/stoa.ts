import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { workerdConfig } from "../../scripts/serve/config.ts";
import { openDataDirectory } from "../../scripts/serve/data-directory.ts";
import { ensureBuilt, installRelease } from "../../scripts/serve/release.ts";
import { startRuntime } from "../../scripts/serve/runtime.ts";
import { SUBPROTOCOL } from "../../shared/wire/frames.ts";
import { logIsEmpty, onlyRoomFile } from "../../testkit/room-file.ts";
import type { Wire } from "../load/wire.ts";
import { freePort } from "./node-server.ts";
import { type ServerKind, wireTo } from "./server.ts";

/** A room compacts about 30 s after its last write. */
const COMPACTION_PATIENCE_MS = 60_000;

interface Variant {
  readonly name: string;
  readonly wire?: Partial<Wire>;
  readonly flags?: readonly string[];
  readonly isInspected?: boolean;
}

function stoa({ name, wire = {}, flags = [], isInspected = false }: Variant): ServerKind {
  return {
    name,
    version: `workerd ${versionOf("workerd")}`,
    durability: "written before anybody sees it",
    sleeps: true,
    keeps: true,
    async isTidy(dataDirectory) {
      const { rooms } = openDataDirectory(dataDirectory);
      await logIsEmpty(onlyRoomFile(rooms), COMPACTION_PATIENCE_MS);
    },
    async start(dataDirectory) {
      ensureBuilt();
      const directory = openDataDirectory(dataDirectory);
      const { worker, release } = installRelease(directory);
      const settings = { host: "127.0.0.1", port: 0, dataDirectory };
      const flagged = { ...worker, compatibilityFlags: [...worker.compatibilityFlags, ...flags] };
      writeFileSync(directory.configFile, workerdConfig(flagged, release, settings));
      const inspector = isInspected ? `127.0.0.1:${await freePort()}` : null;
      const runtime = await startRuntime(
        directory.configFile,
        inspector === null ? [] : [`--inspector-addr=${inspector}`],
      );
      return {
        pid: runtime.pid,
        ...(inspector !== null && { inspector }),
        wire: wireTo(`ws://127.0.0.1:${runtime.port}/room/`, wire),
        stop: () => runtime.stop(),
      };
    },
  };
}

/** Stoa with stock y-websocket clients. */
export const stoaStock = stoa({ name: "Stoa, stock clients" });

/** The same, with a debugger's door, through which garbage can be collected. */
export const stoaInspected = stoa({ name: "Stoa", isInspected: true });

/** Stoa with its own clients. */
export const stoaOwn = stoa({ name: "Stoa, own clients", wire: { protocols: [SUBPROTOCOL] } });

/** Stoa with stock clients that offer permessage-deflate, as browsers do: with it, and without. */
export const stoaCompression = [
  stoa({
    name: "Stoa, clients that offer compression",
    wire: { offersCompression: true },
  }),
  stoa({
    name: "the same, `no_web_socket_compression`",
    wire: { offersCompression: true },
    flags: ["no_web_socket_compression"],
  }),
];

function versionOf(name: string): string {
  const parsed = createRequire(import.meta.url)(`${name}/package.json`) as { version: string };
  return parsed.version;
}
