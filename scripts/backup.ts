import { resolve } from "node:path";
import { backUp } from "./backup/copy.ts";
import { Failure, runCommand } from "./failure.ts";
import { readSettings } from "./serve/settings.ts";

/** `npm run backup -- <folder>`: copies every room of DATA_DIR into a new folder, also while Stoa runs. */
await runCommand(async () => {
  const [folder, ...more] = process.argv.slice(2);
  if (folder === undefined || more.length > 0) {
    throw new Failure(
      "say where the backup goes: npm run backup -- <folder that is not there yet>.",
    );
  }
  const { dataDirectory } = readSettings(process.env, process.cwd());
  // npm runs scripts in the project's folder; the path means the one that it was called in.
  const to = resolve(process.env["INIT_CWD"] ?? process.cwd(), folder);
  const began = performance.now();
  const { databases, failures } = backUp(dataDirectory, to);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`Copied ${databases} databases from ${dataDirectory} to ${to} in ${seconds} s.`);
  for (const failure of failures) console.error(`Stoa: not copied: ${failure}`);
  return failures.length === 0 ? 0 : 1;
});
// Under with-packages.mjs, the channel to it would keep this process alive.
if (process.connected) process.disconnect();
