import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode, Failure } from "../failure.ts";
import { mendAlarmIndexes } from "./alarm-index.ts";
import { workerdConfig } from "./config.ts";
import { CopyKeeper } from "./copy-keeper.ts";
import { type DataDirectory, openDataDirectory } from "./data-directory.ts";
import { lockDataDirectory } from "./lock.ts";
import { hardDescriptorLimit } from "./machine.ts";
import { assertDescriptors, say, watchMachine } from "./machine-watch.ts";
import { ensureBuilt, installRelease } from "./release.ts";
import { forgetReported, reportedRooms } from "./reported.ts";
import { releaseReserve } from "./reserve.ts";
import { checkRooms, type RoomsCheck } from "./rooms-check.ts";
import { assertPortIsFree, startRuntime } from "./runtime.ts";
import { authority, type Settings } from "./settings.ts";
import { Supervisor, wait } from "./supervisor.ts";
import { sweepEmptyRooms } from "./sweep.ts";

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
        const found = checkStored(directory);
        const address = { ...settings, ...(port !== null && { port }) };
        const config = workerdConfig(worker, release, address, found);
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
    const copies = new CopyKeeper(settings);
    copies.start();
    return {
      address: `http://${authority(settings.host, supervisor.port)}`,
      directory,
      gaveUp: supervisor.gaveUp,
      async stop() {
        machine.stop();
        copies.stop();
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

/** Checks what is stored before a runtime opens it, and tells the operator what was found. */
function checkStored(directory: DataDirectory): RoomsCheck {
  const now = new Date();
  const aside = join(directory.path, "damaged");
  for (const line of mendAlarmIndexes(directory.rooms, aside, now)) say(line);
  const swept = sweepEmptyRooms(directory.path);
  if (swept > 0) say(`${swept} room files in which nothing was have been removed.`);
  const found = checkRooms(directory.path, now, reportedRooms(directory.path));
  forgetReported(directory.path);
  for (const line of found.lines) say(line);
  return found;
}
