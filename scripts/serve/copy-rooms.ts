/** A pass over all rooms, as a process of its own: copying is work for a database, and `npm start` must not wait for it. */
import { setTimeout as pause } from "node:timers/promises";
import { runCommand } from "../failure.ts";
import { Copies } from "./copies.ts";

/** The part of its time that a pass works; it rests for the others. */
const DUTY = 0.1;

// SQLite in Node says at each start that it is experimental.
process.removeAllListeners("warning");

/** `copy-rooms.ts <data folder> <milliseconds between copies, or "never"> <bytes that stay free>` */
await runCommand(async () => {
  const [dataDirectory = "", every = "never", floor = "0"] = process.argv.slice(2);
  const { failures } = await new Copies(dataDirectory).pass({
    now: new Date(),
    everyMs: every === "never" ? null : Number(every),
    floor: Number(floor),
    rest: async (took) => {
      await pause((took * (1 - DUTY)) / DUTY);
    },
  });
  for (const { object, reason } of failures) {
    console.error(`Stoa: no copy of the room file ${object}.sqlite: ${reason}`);
  }
  return failures.length === 0 ? 0 : 1;
});
