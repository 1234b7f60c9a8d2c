import { writeFileSync } from "node:fs";
import { errorCode, Failure } from "../failure.ts";
import { workerdConfig } from "./config.ts";
import { type DataDirectory, openDataDirectory } from "./data-directory.ts";
import { lockDataDirectory } from "./lock.ts";
import { ensureBuilt, installRelease } from "./release.ts";
import { assertDescriptors, say, watchMachine } from "./machine-watch.ts";
import { hardDescriptorLimit } from "./machine.ts";
import { releaseReserve } from "./reserve.ts";
import { assertPortIsFree, startRuntime } from "./runtime.ts";
import { authority, type Settings } from "./settings.ts";
import { Supervisor, wait } from "./supervisor.ts";

/** A Stoa that listens. */
export interface Serving {
  readonly address: string;
  readonly directory: DataDirectory;
  /** Settles when the runtime has died too often to be started again, with a sentence that says how. */
  readonly gaveUp: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Serves the built Stoa on plain workerd, and builds it first where `dist` is older than its sources.
 * A runtime that dies is started again.
 *
 * @throws Failure with one sentence when the settings cannot be kept.
 */
export async function serve(settings: Settings): Promise<Serving> {
  assertDescriptors(hardDescriptorLimit());
  const directory = openDataDirectory(settings.dataDirectory);
  ensureBuilt();
  const lock = await lockDataDirectory(directory);
  try {
    const { worker, release } = installRelease(directory);
    await assertPortIsFree(settings.host, settings.port);
    const machine = watchMachine(settings, directory);
    const supervisor = await Supervisor.start({
      start: (port) => {
        machine.stop();
        releaseReserve(directory.path);
        const config = workerdConfig(worker, release, {
          ...settings,
          ...(port !== null && { port }),
        });
        writeFileSync(directory.configFile, config);
        return startRuntime(directory.configFile, [], { MACHINE_TOKEN: machine.token });
      },
      started: async (runtime) => {
        lock.recordRuntime(runtime.pid);
        await machine.start(runtime);
      },
      say,
      wait,
    });
    return {
      address: `http://${authority(settings.host, supervisor.port)}`,
      directory,
      gaveUp: supervisor.gaveUp,
      async stop() {
        machine.stop();
        await supervisor.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    if (errorCode(error) === "ENOSPC") {
      throw new Failure(`the disk of the data folder ${directory.path} is full (ENOSPC).`);
    }
    throw error;
  }
}
