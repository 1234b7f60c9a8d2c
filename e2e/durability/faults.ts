/** The program `npm run faults`: kills, freezes and cuts servers under random edits; nothing promised may be lost. */
import { parseArgs } from "node:util";
import { runCommand } from "../../scripts/failure.ts";
import { readFaultOptions, runFaults } from "./faults/run.ts";

const USAGE = `npm run faults -- [options]
   --seeds 200   plays so many fresh runs, on top of those that failed once
   --seed 7      plays one run again
   --ping        clients keep alive by the text ping, after which workerd may keep clients that have left`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", default: false },
      seeds: { type: "string" },
      seed: { type: "string" },
      ping: { type: "boolean" },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  return (await runFaults(readFaultOptions(values))) ? 0 : 1;
});
// Under with-packages.mjs, the channel to it would keep this process alive.
if (process.connected) process.disconnect();
