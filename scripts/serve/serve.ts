import { writeFileSync } from "node:fs";
import { workerdConfig } from "./config.ts";
import { type DataDirectory, openDataDirectory } from "./data-directory.ts";
import { lockDataDirectory } from "./lock.ts";
import { ensureBuilt, installRelease } from "./release.ts";
import { assertPortIsFree, startRuntime } from "./runtime.ts";
import { authority, type Settings } from "./settings.ts";

/** A Stoa that listens. */
export interface Serving {
  readonly address: string;
  readonly directory: DataDirectory;
  /** Settles when the runtime ends by itself, with a sentence that says how. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Serves the built Stoa on plain workerd, and builds it first where `dist` is older than its sources.
 *
 * @throws Failure with one sentence when the settings cannot be kept.
 */
export async function serve(settings: Settings): Promise<Serving> {
  const directory = openDataDirectory(settings.dataDirectory);
  ensureBuilt();
  const lock = await lockDataDirectory(directory);
  try {
    const { worker, release } = installRelease(directory);
    await assertPortIsFree(settings.host, settings.port);
    writeFileSync(directory.configFile, workerdConfig(worker, release, settings));
    const runtime = await startRuntime(directory.configFile);
    lock.recordRuntime(runtime.pid);
    return {
      address: `http://${authority(settings.host, runtime.port)}`,
      directory,
      died: runtime.died,
      async stop() {
        await runtime.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
