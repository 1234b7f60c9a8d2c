import { parseArgs } from "node:util";
import { Failure, runCommand } from "../scripts/failure.ts";
import { findBrowser } from "../scripts/test/browser.ts";
import { run as runBoard } from "./board.ts";
import { readFaultOptions, runFaults } from "./faults/run.ts";
import { runTrace } from "./trace/run.ts";
import { readTrace } from "./trace/trace.ts";
import { typeSynthetically } from "./trace/typist.ts";

const USAGE = `npm run bench -- trace [--file FILE]   a stock client types a whole editing session into a room
                                     (FILE as in github.com/josephg/editing-traces; without one, a synthetic typist)
npm run bench -- board                 a board of 10,000 shapes in Chromium
npm run bench -- faults [--seeds N] [--seed S]   kills, freezes and cuts a server under random edits; nothing promised may be lost`;

await runCommand(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { file: { type: "string" }, seeds: { type: "string" }, seed: { type: "string" } },
  });
  switch (positionals.join(" ")) {
    case "faults":
      return (await runFaults(readFaultOptions(values))) ? 0 : 1;
    case "trace":
      return (await runTrace(values.file ? readTrace(values.file) : typeSynthetically())) ? 0 : 1;
    case "board": {
      const browser = findBrowser();
      if (browser === null) throw new Failure("the board's benchmark needs Chromium.");
      process.env["CHROMIUM"] = browser;
      await runBoard();
      return 0;
    }
    default:
      console.log(USAGE);
      return positionals.length === 0 ? 0 : 1;
  }
});
// Under with-packages.mjs, the channel to it would keep this process alive.
if (process.connected) process.disconnect();
