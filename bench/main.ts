import { parseArgs } from "node:util";
import { Failure, runCommand } from "../scripts/failure.ts";
import { findBrowser } from "../scripts/test/browser.ts";
import { run as runBoard } from "./board.ts";
import { runTrace } from "./trace/run.ts";
import { readTrace } from "./trace/trace.ts";
import { typeSynthetically } from "./trace/typist.ts";

const USAGE = `npm run bench -- trace [--file FILE]   a stock client types a whole editing session into a room
                                     (FILE as in github.com/josephg/editing-traces; without one, a synthetic typist)
npm run bench -- board                 a board of 10,000 shapes in Chromium`;

await runCommand(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { file: { type: "string" } },
  });
  switch (positionals.join(" ")) {
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
