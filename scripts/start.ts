import { writeFileSync } from "node:fs";
import { Failure, runCommand } from "./failure.ts";
import { workerdConfig } from "./serve/config.ts";
import { openDataDirectory } from "./serve/data-directory.ts";
import { lockDataDirectory } from "./serve/lock.ts";
import { ensureBuilt, readRelease } from "./serve/release.ts";
import { assertPortIsFree, startRuntime } from "./serve/runtime.ts";
import { authority, readSettings } from "./serve/settings.ts";

/** `npm start`: serves Stoa for keeps, the built Worker on plain workerd, until it is told to stop. */
async function start(): Promise<number> {
  const settings = readSettings(process.env, process.cwd());
  const stopped = new Promise<"stopped">((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
      process.on(signal, () => resolve("stopped"));
    // The command that started us was killed.
    process.once("disconnect", () => resolve("stopped"));
  });
  const directory = openDataDirectory(settings.dataDirectory);
  ensureBuilt();
  const { worker, release } = readRelease(directory.rooms);
  const lock = await lockDataDirectory(directory);
  try {
    await assertPortIsFree(settings.host, settings.port);
    writeFileSync(directory.configFile, workerdConfig(worker, release, settings));
    const runtime = await startRuntime(directory.configFile);
    lock.recordRuntime(runtime.pid);
    console.log(
      `Stoa listens on http://${authority(settings.host, runtime.port)} and keeps its rooms in ${directory.path}`,
    );
    const end = await Promise.race([stopped, runtime.died]);
    await runtime.stop();
    // A Ctrl-C reaches the runtime too, perhaps before it reaches us.
    if (end !== "stopped" && !/SIG(INT|TERM|HUP)/.test(end)) throw new Failure(end);
    return 0;
  } finally {
    lock.release();
    // Listening for the end of whoever started us would keep this process alive.
    if (process.connected) process.disconnect();
  }
}

await runCommand(start);
