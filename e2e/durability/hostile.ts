/** The program `npm run hostile`: hostile frames into a room in which two people work. */
import { parseArgs } from "node:util";
import { runCommand } from "../../scripts/failure.ts";
import { readHostileOptions, runHostile } from "./hostile/run.ts";

const USAGE = `npm run hostile -- [options]
   --frames 1000000   sends so many frames
   --seed 7           sends the same frames again`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", default: false },
      frames: { type: "string" },
      seed: { type: "string" },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  return (await runHostile(readHostileOptions(values))) ? 0 : 1;
});
// Under with-packages.mjs, the channel to it would keep this process alive.
if (process.connected) process.disconnect();
