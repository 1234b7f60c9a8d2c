import { parseArgs } from "node:util";
import { Failure, runCommand } from "../scripts/failure.ts";
import { findBrowser } from "../scripts/test/browser.ts";
import { run as runBoard } from "./board.ts";
import { readGroup, runBystander } from "./bystander/run.ts";
import { runCost } from "./cost/run.ts";
import { readFlappingOptions, runFlapping } from "./flapping/run.ts";
import { readFuzzOptions, runFuzz } from "./fuzz/run.ts";
import { runGc } from "./gc/run.ts";
import { assemble } from "./measure/document.ts";
import { record, runAll, runOne, WORKLOADS } from "./runs.ts";
import { runStructure } from "./structure/run.ts";
import { runTrace } from "./trace/run.ts";
import { readTrace } from "./trace/trace.ts";
import { typeSynthetically } from "./trace/typist.ts";

const USAGE = `npm run bench -- fanout          people in a room of whom few or all move: deliveries, delay, CPU
npm run bench -- compression     the same with clients that offer permessage-deflate
npm run bench -- presence        a hundred pointers that move, a hundred hands that draw
npm run bench -- people          a hundred who draw and drag at our board, beside a hundred stock clients
npm run bench -- pipelined       ten clients that send as fast as they can
npm run bench -- join            a typed text and a board of 10,000 shapes: cold, warm, twenty at once
npm run bench -- wake            the first message into a sleeping room: 60 rooms, three times each
npm run bench -- idle            1,000 sockets over 200 rooms
npm run bench -- kill            kill -9 under ten hands: what others had seen and is lost, and how soon the room is back
npm run bench -- endurance       1,000 sockets over 101 rooms at mixed work: memory, delays, sleep, nothing lost
   --minutes 10, --sockets 1000
   --rest 300                    looks once more who sleeps after so many seconds of rest
   --peers                       other servers beside ours, in the same run (installs bench/peers)
   --people 20,100               numbers of people, for fanout, compression, presence and people
   --seconds 10                  how long each is loaded
   --keep                        keeps the result in bench/results.jsonl and makes the tables of
                                 docs/BENCHMARKS.md anew
npm run bench -- all --peers     all of these but endurance, at their usual sizes, and keeps the results
   --only join,wake              of these only some
npm run bench -- report          makes the tables from the results that there are
npm run bench -- cost            what a million edits and a thousand person-hours cost on Cloudflare's network
   --seconds 30                  how long each kind of room is watched
npm run bench -- trace [--file FILE]   a stock client types a whole document's history into a room
                                 (FILE as in github.com/josephg/editing-traces; without one, a synthetic typist)
npm run bench -- structure       memory and time of the structure of documents of 15 MiB, and what waits for it
npm run bench -- gc              CPU and memory of dropping deleted content, beside Yjs
npm run bench -- board           our board beside tldraw and Excalidraw in Chromium (installs bench/boards)
   --only stoa,tldraw            of these only some
   --shapes 1000,50000           sizes of the drawing, instead of 1,000, 10,000 and 50,000
   --rows "draw,drag 500,script" of the table only some rows; --keep writes them into the document
npm run bench -- bystander       how late edits in another room are under each attack within the limits
   --only chat,JSON              of these only those whose names hold one of these
   --small --group 2/6           with a fifth of what may be sent, against one server; the second of six groups
npm run bench -- flapping        fifty generic clients in ten processes that come, go, flap and die: who is not seen in time
   --runs 5, --seed 7            so many rounds, or the same again
npm run bench -- fuzz            100,000 scripts of honest and hostile edits: all readers, yrs among them, must agree
   --runs 1000, --seed 7         so many, or the same again`;

await runCommand(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      file: { type: "string" },
      seed: { type: "string" },
      runs: { type: "string" },
      peers: { type: "boolean", default: false },
      people: { type: "string" },
      seconds: { type: "string" },
      minutes: { type: "string" },
      sockets: { type: "string" },
      rest: { type: "string" },
      only: { type: "string" },
      small: { type: "boolean", default: false },
      group: { type: "string" },
      shapes: { type: "string" },
      rows: { type: "string" },
      keep: { type: "boolean", default: false },
    },
  });
  const name = positionals.join(" ");
  if (Object.hasOwn(WORKLOADS, name)) {
    await (values.keep ? record : runOne)({
      workload: name,
      peers: values.peers,
      ...(values.people !== undefined && {
        people: values.people.split(",").map((given) => wholeNumber(given, 2, 1_000)),
      }),
      ...(values.seconds !== undefined && { seconds: wholeNumber(values.seconds, 1, 60) }),
      ...(values.minutes !== undefined && { minutes: wholeNumber(values.minutes, 1, 600) }),
      ...(values.sockets !== undefined && { sockets: wholeNumber(values.sockets, 100, 10_000) }),
      ...(values.rest !== undefined && { rest: wholeNumber(values.rest, 180, 1_800) }),
    });
    return 0;
  }
  switch (name) {
    case "cost":
      await runCost(wholeNumber(values.seconds ?? "30", 10, 60));
      return 0;
    case "all":
      await runAll(values.peers, values.only?.split(",") ?? null);
      return 0;
    case "report":
      assemble();
      return 0;
    case "fuzz":
      return (await runFuzz(readFuzzOptions(values))) ? 0 : 1;
    case "flapping":
      return (await runFlapping(readFlappingOptions(values))) ? 0 : 1;
    case "bystander":
      return (await runBystander({
        only: values.only?.split(",") ?? null,
        isSmall: values.small,
        group: readGroup(values.group),
      }))
        ? 0
        : 1;
    case "structure":
      await runStructure();
      return 0;
    case "gc":
      await runGc();
      return 0;
    case "trace":
      return (await runTrace(values.file ? readTrace(values.file) : typeSynthetically())) ? 0 : 1;
    case "board": {
      const browser = findBrowser();
      if (browser === null) throw new Failure("the board's benchmark needs Chromium.");
      process.env["CHROMIUM"] = browser;
      await runBoard({
        only: values.only?.split(",") ?? null,
        sizes: values.shapes?.split(",").map((given) => wholeNumber(given, 100, 100_000)) ?? null,
        rows: values.rows?.split(",").map((row) => row.trim()) ?? null,
        keep: values.keep,
      });
      return 0;
    }
    default:
      console.log(USAGE);
      return positionals.length === 0 ? 0 : 1;
  }
});
// Under with-packages.mjs, the channel to it would keep this process alive.
if (process.connected) process.disconnect();

function wholeNumber(given: string, least: number, most: number): number {
  const value = Number(given);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Failure(`${given} is not a whole number from ${least} to ${most}.`);
}
