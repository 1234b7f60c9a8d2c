import { Failure, runCommand } from "./failure.ts";
import { serve } from "./serve/serve.ts";
import { readSettings } from "./serve/settings.ts";

/** `npm start`: serves Stoa for keeps, until it is told to stop. */
async function start(): Promise<number> {
  const told = new Promise<null>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => resolve(null));
    // The command that started us was killed.
    process.once("disconnect", () => resolve(null));
  });
  try {
    const stoa = await serve(readSettings(process.env, process.cwd()));
    console.log(`Stoa listens on ${stoa.address} and keeps its rooms in ${stoa.directory.path}`);
    const end = await Promise.race([told, stoa.gaveUp]);
    await stoa.stop();
    if (end !== null) throw new Failure(end);
    return 0;
  } finally {
    // Listening for the end of whoever started us would keep this process alive.
    if (process.connected) process.disconnect();
  }
}

await runCommand(start);
