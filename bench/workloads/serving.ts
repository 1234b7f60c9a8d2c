import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../measure/report.ts";
import type { Server, ServerKind } from "../servers/server.ts";

/** A server in a fresh folder, which is removed afterwards. `restart` keeps the folder. */
export async function serving<Result>(
  kind: ServerKind,
  work: (server: Server, restart: () => Promise<Server>, directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), "stoa-bench-"));
  let server = await kind.start(directory);
  try {
    return await work(
      server,
      async () => {
        await server.stop();
        server = await kind.start(directory);
        return server;
      },
      directory,
    );
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Measures one server after the other; one that fails is reported and does not cost the others their turn. */
export async function eachServer(
  report: Report,
  kinds: readonly ServerKind[],
  work: (kind: ServerKind) => Promise<void>,
): Promise<void> {
  for (const kind of kinds) {
    try {
      await work(kind);
    } catch (error) {
      report.fail(kind.name, error instanceof Error ? error.message : String(error));
    }
  }
}
